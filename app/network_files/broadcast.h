// Shapes of constants that go together as in numpy.
#pragma once

#include "convlens/npy.h"
#include "convlens/sizes.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace convlens {

/// None: they do not go together, or give over npy_max_elements. Sizes of at most that each.
inline std::optional<Sizes> broadcast_shape(const Sizes& a, const Sizes& b) {
    const std::size_t axes = std::max(a.size(), b.size());
    Sizes shape = Sizes::filled(axes, 1);
    int64_t count = 1;
    for (std::size_t back = 1; back <= axes; ++back) {
        const int64_t left = back <= a.size() ? a[a.size() - back] : 1;
        const int64_t right = back <= b.size() ? b[b.size() - back] : 1;
        if (left != right && left != 1 && right != 1)
            return {};
        shape[axes - back] = left == 1 ? right : left;
        count *= std::max<int64_t>(shape[axes - back], 1);
        if (count > npy_max_elements)
            return {};
    }
    return shape;
}

/// Where the element `flat` of the whole lies in an operand that is repeated to it.
inline std::size_t broadcast_index(int64_t flat, const Sizes& whole, const Sizes& operand) {
    int64_t at = 0, step = 1;
    for (std::size_t back = 1; back <= operand.size(); ++back) {
        const int64_t size = operand[operand.size() - back], along = whole[whole.size() - back];
        at += size == 1 ? 0 : flat % along * step;
        flat /= along;
        step *= size;
    }
    return static_cast<std::size_t>(at);
}

} // namespace convlens
