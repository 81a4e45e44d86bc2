// Taps of one axis; the same arithmetic as the Relation's, which the tests compare it with.
#include "engine/detail/taps.h"

#include "convlens/arithmetic.h"
#include "convlens/source.h"
#include "engine/detail/axis.h"

#include <algorithm>

namespace convlens::detail {

Spatial spatial_of(const Operation& operation) {
    Spatial spatial;
    const Sizes output = output_size(operation);
    const std::size_t missing = 3 - operation.dims();
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        spatial.input[missing + axis] = operation.input_size[axis];
        spatial.kernel[missing + axis] = operation.kernel_size[axis];
        spatial.output[missing + axis] = output[axis];
    }
    return spatial;
}

void find_taps(const Operation& operation, std::size_t axis, int64_t y, std::vector<Tap>& taps) {
    taps.clear();
    const std::size_t missing = 3 - operation.dims();
    if (axis < missing) {
        taps.push_back({0, 0});
        return;
    }
    const std::size_t own = axis - missing;
    const int64_t kernel = operation.kernel_size[own];
    const int64_t dilation = operation.dilation[own];
    const int64_t stride = operation.stride[own];
    const int64_t begin = operation.padding_begin[own];
    if (is_swapped(operation.kind)) {
        // 0 <= y + begin - k*dilation <= farthest leaves few taps of a kernel that is larger than the input
        const int64_t farthest = (operation.input_size[own] - 1) * stride;
        const int64_t first = std::max<int64_t>(0, (y + begin - farthest + dilation - 1) / dilation);
        for (int64_t k = std::min(kernel - 1, (y + begin) / dilation); k >= first; --k) {
            const int64_t position = y + begin - k * dilation;
            if (position % stride == 0)
                taps.push_back({position / stride, k});
        }
        return;
    }
    for (int64_t k = 0; k < kernel; ++k) {
        const int64_t input = source_index(operation, own, y * stride + k * dilation - begin);
        if (input >= 0)
            taps.push_back({input, k});
    }
}

} // namespace convlens::detail
