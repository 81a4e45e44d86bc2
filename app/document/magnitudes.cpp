// Two passes over a bounded number of elements.
#include "document/magnitudes.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace convlens {

Magnitudes magnitudes_of(const LazyTensor<double>& tensor, const OutputRange& range) {
    constexpr int64_t looked_at = 1 << 16; // elements, and numbers that they are made from
    constexpr double too_small = 1e-6;     // of the largest
    const int64_t end = std::min(range.end, tensor.count());
    const int64_t stride =
        std::max<int64_t>((end - range.first) / std::min(looked_at, tensor.quick(looked_at)), 1);
    Magnitudes found;
    for (int64_t i = range.first; i < end; i += stride)
        if (std::isfinite(tensor[i]))
            found.largest = std::max(found.largest, std::abs(tensor[i]));
    found.smallest = found.largest;
    for (int64_t i = range.first; i < end; i += stride)
        if (const double magnitude = std::abs(tensor[i]); magnitude > found.largest * too_small)
            found.smallest = std::min(found.smallest, magnitude);
    return found;
}

} // namespace convlens
