// Sizes, shapes, the guide's relationships and the equivalent convolution.
#include "convlens/arithmetic.h"

#include "engine/detail/axis.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace convlens {

using namespace detail;

namespace {

template <class F> Sizes per_axis(const Operation& operation, F value) {
    Sizes sizes;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        sizes.push_back(saturated(value(axis_of(operation, axis))));
    return sizes;
}

Sizes shape(int64_t first, int64_t second, const Sizes& spatial) {
    Sizes result{first, second};
    for (const int64_t size : spatial)
        result.push_back(size);
    return result;
}

bool treated_by_guide(const Operation& operation) {
    if (operation.kind == Kind::max_unpool || (is_pool(operation.kind) && operation.ceil_mode))
        return false;
    return holds_on_every_axis(operation, [&](const Axis& a) {
        const bool symmetric = a.begin == a.end && a.begin >= 0 && a.input_dilation == 1;
        const bool plain_pool = a.begin == 0 && a.dilation == 1;
        return symmetric && (!is_pool(operation.kind) || plain_pool) &&
               (operation.kind != Kind::conv_transpose || a.dilation == 1);
    });
}

} // namespace

Sizes output_size(const Operation& operation) {
    return per_axis(operation, [](const Axis& a) { return a.output(); });
}

Sizes input_shape(const Operation& operation) {
    return shape(operation.batch, operation.in_channels, operation.input_size);
}

Sizes weight_shape(const Operation& operation) {
    const int64_t groups = operation.groups;
    switch (operation.kind) {
    case Kind::conv:
        return shape(operation.out_channels, operation.in_channels / groups, operation.kernel_size);
    case Kind::conv_transpose:
        return shape(operation.in_channels, operation.out_channels / groups, operation.kernel_size);
    case Kind::max_pool:
    case Kind::avg_pool:
    case Kind::lp_pool:
    case Kind::max_unpool:
        break;
    }
    return {};
}

Sizes output_shape(const Operation& operation) {
    return shape(operation.batch, operation.out_channels, output_size(operation));
}

Sizes padded_size(const Operation& operation) {
    return per_axis(operation, [](const Axis& a) { return a.padded(); });
}

Sizes dilated_kernel(const Operation& operation) {
    return per_axis(operation, [](const Axis& a) { return a.window(); });
}

Sizes unused(const Operation& operation) {
    return per_axis(operation, [](const Axis& a) {
        return std::max<Wide>(0, a.padded() - (a.output() - 1) * a.stride - a.window());
    });
}

namespace {

/// Tries positions of few outputs and taps one by one: with more of them the pattern repeats.
bool skips_on_axis(int64_t stride, int64_t dilation, int64_t kernel, int64_t output) {
    constexpr int64_t max_taps = 4096, max_positions = int64_t{1} << 16;
    const int64_t taps = std::min(kernel, max_taps);
    const int64_t span = dilation * (taps - 1);
    const int64_t outputs = std::min(output, 2 * (span / stride + 1) + stride + 2);
    const int64_t positions = stride * (outputs - 1) + span + 1;
    if (dilation == 1 && (stride <= kernel || output == 1))
        return false;
    if (positions > max_positions || outputs * taps > 4 * max_positions)
        return std::min(kernel, stride / std::gcd(stride, dilation)) < stride;
    std::vector<bool> read(static_cast<std::size_t>(positions));
    for (int64_t y = 0; y < outputs; ++y)
        for (int64_t k = 0; k < taps; ++k)
            read[static_cast<std::size_t>(stride * y + dilation * k)] = true;
    return std::find(read.begin(), read.end(), false) != read.end();
}

} // namespace

bool skips_between(const Operation& operation) {
    const Sizes output = output_size(operation);
    for (std::size_t a = 0; a < operation.dims(); ++a)
        if (skips_on_axis(operation.stride[a], operation.dilation[a], operation.kernel_size[a], output[a]))
            return true;
    return false;
}

std::optional<int> relationship(const Operation& operation) {
    if (!treated_by_guide(operation))
        return std::nullopt;
    if (is_pool(operation.kind))
        return 7;
    const auto every = [&](auto holds) { return holds_on_every_axis(operation, holds); };
    const bool unit_stride = every([](const Axis& a) { return a.stride == 1; });
    const bool no_padding = every([](const Axis& a) { return a.begin == 0; });
    const bool half = every([](const Axis& a) { return a.kernel % 2 == 1 && a.begin == a.kernel / 2; });
    const bool full = every([](const Axis& a) { return a.begin == a.kernel - 1; });
    const bool no_remainder = every([](const Axis& a) { return a.output_padding == 0; });
    const bool transposed = operation.kind == Kind::conv_transpose;
    if (!transposed && !every([](const Axis& a) { return a.dilation == 1; }))
        return 15;
    if (unit_stride && no_padding)
        return transposed ? 8 : 1;
    if (unit_stride && half)
        return transposed ? 10 : 3;
    if (unit_stride && full)
        return transposed ? 11 : 4;
    if (unit_stride)
        return transposed ? 9 : 2;
    if (!transposed)
        return no_padding ? 5 : 6;
    if (!no_remainder)
        return 14;
    return no_padding ? 12 : 13;
}

Operation equivalent_conv(const Operation& transposed) {
    Operation conv = transposed;
    conv.kind = Kind::conv;
    for (std::size_t i = 0; i < transposed.dims(); ++i) {
        const Axis a = axis_of(transposed, i);
        conv.padding_begin[i] = saturated(a.window() - 1 - a.begin);
        conv.padding_end[i] = saturated(a.window() - 1 - a.end + a.output_padding);
        conv.stride[i] = 1;
        conv.input_dilation[i] = transposed.stride[i];
        conv.output_padding[i] = 0;
    }
    return conv;
}

Sizes receptive_field(const Operation& operation) {
    return per_axis(operation, [&](const Axis& a) {
        const Wide spacing = is_swapped(operation.kind) ? a.stride : a.input_dilation;
        return (a.window() - 1) / spacing + 1;
    });
}

} // namespace convlens
