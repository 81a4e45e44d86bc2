// Counts the window's taps on each axis and multiplies.
#include "engine/detail/pool_divisor.h"

#include <algorithm>

namespace convlens::detail {

int64_t pool_divisor_of_axis(const Operation& operation, std::size_t axis, int64_t y) {
    const int64_t size = operation.input_size[axis];
    const int64_t dilation = operation.dilation[axis];
    const int64_t kernel = operation.kernel_size[axis];
    const int64_t start = y * operation.stride[axis] - operation.padding_begin[axis];
    const int64_t end = operation.count_include_pad ? size + operation.padding_end[axis] : size;
    const int64_t before_end = std::min(kernel, (end - 1 - start) / dilation + 1);
    const int64_t before_begin =
        operation.count_include_pad || start >= 0 ? 0 : (-start + dilation - 1) / dilation;
    return before_end - before_begin;
}

int64_t pool_divisor(const Operation& operation, const std::array<int64_t, 3>& y) {
    int64_t count = 1;
    const std::size_t missing = 3 - operation.dims();
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        count *= pool_divisor_of_axis(operation, axis, y[missing + axis]);
    return count;
}

} // namespace convlens::detail
