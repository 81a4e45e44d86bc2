// Two passes over a bounded number of elements.
#include "document/evaluate/magnitudes.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace convlens {

namespace {

/// `step`: every so-manieth element of [first, end) is looked at.
template <class Numbers>
Magnitudes looked_at(const Numbers& numbers, int64_t first, int64_t end, int64_t step) {
    constexpr double too_small = 1e-6; // of the largest
    Magnitudes found;
    for (int64_t i = first; i < end; i += step)
        if (std::isfinite(numbers[i]))
            found.largest = std::max(found.largest, std::abs(numbers[i]));
    found.smallest = found.largest;
    for (int64_t i = first; i < end; i += step)
        if (const double magnitude = std::abs(numbers[i]); magnitude > found.largest * too_small)
            found.smallest = std::min(found.smallest, magnitude);
    return found;
}

constexpr int64_t most = 1 << 16; // elements, and numbers that they are made from

} // namespace

Magnitudes magnitudes_of(const LazyTensor<double>& tensor, const OutputRange& range) {
    const int64_t end = std::min(range.end, tensor.count());
    return looked_at(tensor, range.first, end,
                     std::max<int64_t>((end - range.first) / std::min(most, tensor.quick(most)), 1));
}

Magnitudes magnitudes_of(const Tensor<double>& tensor) {
    return looked_at(tensor, 0, tensor.count(), std::max<int64_t>(tensor.count() / most, 1));
}

} // namespace convlens
