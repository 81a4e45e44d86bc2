// The arithmetic of one spatial axis in 128 bits. Sizes: Dumoulin & Visin, arXiv:1603.07285, relationships 6,
// 14, 15; ceil mode as PyTorch's pooling_output_shape.
#include "engine/detail/axis.h"

#include <algorithm>
#include <limits>

namespace convlens::detail {

namespace {

constexpr Wide largest_wide = ~(static_cast<Wide>(1) << 127);

} // namespace

Wide floor_div(Wide a, Wide b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

Wide Axis::output() const {
    if (is_swapped(kind))
        return default_output() + output_padding;
    if (!ceil_mode)
        return floor_div(padded() - window(), stride) + 1;
    return floor_div(padded() - window() + stride - 1, stride) + (drops_last_window() ? 0 : 1);
}

bool Axis::drops_last_window() const {
    if (!ceil_mode || is_swapped(kind))
        return false;
    const Wide last = floor_div(padded() - window() + stride - 1, stride);
    return last >= 1 && last * stride >= input + begin;
}

Axis axis_of(const Operation& operation, std::size_t axis) {
    return {.kind = operation.kind,
            .input = operation.input_size[axis],
            .kernel = operation.kernel_size[axis],
            .stride = operation.stride[axis],
            .begin = operation.padding_begin[axis],
            .end = operation.padding_end[axis],
            .dilation = operation.dilation[axis],
            .output_padding = operation.output_padding[axis],
            .input_dilation = operation.input_dilation[axis],
            .ceil_mode = operation.ceil_mode && is_pool(operation.kind)};
}

Wide windows_without_input(const Axis& axis) {
    // A window that starts inside the input meets it. One that starts at t < 0 has its first tap at or behind
    // 0 on (t mod d), which misses only an input that is shorter than the gap between two taps.
    if (axis.dilation <= axis.input)
        return 0;
    const Wide before = std::min(axis.output(), floor_div(axis.begin + axis.stride - 1, axis.stride));
    if (before <= 0)
        return 0;
    const Wide first = ((-axis.begin) % axis.dilation + axis.dilation) % axis.dilation;
    // floor(v / d) - floor((v - i) / d) is 1 where v mod d < i; one more d keeps the numerators positive.
    const Wide meeting = floor_sum(before, axis.dilation, axis.stride, first + axis.dilation) -
                         floor_sum(before, axis.dilation, axis.stride, first + axis.dilation - axis.input);
    return before - meeting;
}

Wide floor_sum(Wide n, Wide m, Wide a, Wide b) {
    Wide sum = 0;
    while (n > 0) {
        sum += n * (n - 1) / 2 * (a / m) + n * (b / m);
        a %= m;
        b %= m;
        const Wide top = a * n + b;
        if (top < m)
            break;
        n = top / m;
        b = top % m;
        std::swap(a, m);
    }
    return sum;
}

int64_t saturated(Wide value) {
    using Limits = std::numeric_limits<int64_t>;
    return static_cast<int64_t>(
        std::clamp(value, static_cast<Wide>(Limits::min()), static_cast<Wide>(Limits::max())));
}

Wide times(Wide a, Wide b) {
    return b != 0 && a > largest_wide / b ? largest_wide : a * b;
}

} // namespace convlens::detail
