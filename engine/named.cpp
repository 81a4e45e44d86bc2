// Named paddings: the padding that a name stands for, and the name of a padding.
#include "convlens/arithmetic.h"
#include "engine/detail/axis.h"

#include <algorithm>

namespace convlens {

using namespace detail;

namespace {

struct AxisPadding {
    Wide begin = 0;
    Wide end = 0;
    Wide output_padding = 0; // of swapped kinds
};

AxisPadding same_padding(const Axis& axis, bool upper) {
    const Wide stride = std::max<Wide>(axis.stride, 1); // a draft may have an impossible one
    Wide total = 0;
    Wide output_padding = 0;
    if (is_swapped(axis.kind)) {
        total = std::max<Wide>(axis.window() - stride, 0);
        output_padding = std::max<Wide>(stride - axis.window(), 0);
    } else {
        const Wide input = axis.stretched();
        const Wide output = floor_div(input + stride - 1, stride);
        total = std::max<Wide>((output - 1) * stride + axis.window() - input, 0);
    }
    const Wide less = total / 2;
    return upper ? AxisPadding{less, total - less, output_padding}
                 : AxisPadding{total - less, less, output_padding};
}

AxisPadding named_padding(const Axis& axis, NamedPadding padding) {
    const Wide most = std::max<Wide>(axis.window() - 1, 0);
    switch (padding) {
    case NamedPadding::valid:
        break;
    case NamedPadding::same_upper:
        return same_padding(axis, true);
    case NamedPadding::same_lower:
        return same_padding(axis, false);
    case NamedPadding::full:
        return {most, most, 0};
    }
    return {};
}

bool has_padding(const Axis& axis, NamedPadding name) {
    const AxisPadding padding = named_padding(axis, name);
    return axis.begin == padding.begin && axis.end == padding.end;
}

bool is_half(const Axis& axis) {
    return axis.window() % 2 == 1 && axis.begin == axis.window() / 2 && axis.end == axis.begin;
}

} // namespace

void set_padding(Operation& operation, NamedPadding padding) {
    for (std::size_t i = 0; i < operation.dims(); ++i) {
        const AxisPadding sides = named_padding(axis_of(operation, i), padding);
        operation.padding_begin[i] = saturated(sides.begin);
        operation.padding_end[i] = saturated(sides.end);
        if (is_swapped(operation.kind))
            operation.output_padding[i] = saturated(sides.output_padding);
    }
}

NamedCase named_case(const Operation& operation) {
    const auto is_named = [&](NamedPadding name) {
        return holds_on_every_axis(operation, [&](const Axis& axis) { return has_padding(axis, name); });
    };
    if (is_named(NamedPadding::valid))
        return NamedCase::valid;
    if (holds_on_every_axis(operation, is_half) || is_named(NamedPadding::same_upper) ||
        is_named(NamedPadding::same_lower))
        return NamedCase::same;
    return is_named(NamedPadding::full) ? NamedCase::full : NamedCase::arbitrary;
}

} // namespace convlens
