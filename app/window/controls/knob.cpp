// Ranges of controls are short, so that every number in them can be asked for.
#include "window/controls/knob.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/reverse.h"
#include "document/nearest.h"
#include "document/parameter_list.h"

#include <algorithm>
#include <cassert>

namespace convlens {
namespace {

int64_t* number_of(Operation& operation, Parameter parameter) {
    switch (parameter) {
    case Parameter::batch:
        return &operation.batch;
    case Parameter::in_channels:
        return &operation.in_channels;
    case Parameter::out_channels:
        return &operation.out_channels;
    case Parameter::groups:
        return &operation.groups;
    case Parameter::input_size:
    case Parameter::kernel_size:
    case Parameter::stride:
    case Parameter::padding:
    case Parameter::dilation:
    case Parameter::output_padding:
    case Parameter::output_size:
    case Parameter::padding_mode:
    case Parameter::norm_p:
        return nullptr;
    }
    return nullptr;
}

void set_list(Sizes& list, int axis, int64_t value) {
    for (std::size_t i = 0; i < list.size(); ++i)
        if (axis < 0 || static_cast<std::size_t>(axis) == i)
            list[i] = value;
}

/// All numbers that the other kind has too; it may not allow them.
Operation carried_over(const Operation& operation, Kind kind) {
    const bool unpools = kind == Kind::max_unpool;
    // An unpooling has no dilation: its window is as wide.
    const bool fills = unpools && check(operation).empty();
    Operation result =
        make_operation(kind, operation.input_size, fills ? dilated_kernel(operation) : operation.kernel_size);
    result.batch = operation.batch;
    result.stride = operation.stride;
    result.padding_begin = operation.padding_begin;
    result.padding_end = operation.padding_end;
    result.dilation = unpools ? result.dilation : operation.dilation;
    result.in_channels = result.out_channels = operation.in_channels;
    if (has_weight(kind) && has_weight(operation.kind)) {
        result.out_channels = operation.out_channels;
        result.groups = operation.groups;
    }
    result.ceil_mode = is_pool(kind) && operation.ceil_mode;
    result.count_include_pad = operation.count_include_pad;
    return result;
}

} // namespace

int64_t value_of(const Operation& operation, const Knob& knob) {
    Operation copy = operation;
    if (const int64_t* number = number_of(copy, knob.parameter))
        return *number;
    const Sizes* list = knob.side == Side::end ? &copy.padding_end : list_of(copy, knob.parameter);
    if (list == nullptr || list->empty())
        return 0;
    return (*list)[static_cast<std::size_t>(std::max(knob.axis, 0))];
}

Operation with_value(Operation operation, const Knob& knob, int64_t value) {
    if (int64_t* number = number_of(operation, knob.parameter)) {
        *number = value;
        if (!has_weight(operation.kind))
            operation.in_channels = operation.out_channels = value;
        return operation;
    }
    if (knob.side != Side::end)
        if (Sizes* list = list_of(operation, knob.parameter))
            set_list(*list, knob.axis, value);
    if (knob.parameter == Parameter::padding && knob.side != Side::begin)
        set_list(operation.padding_end, knob.axis, value);
    return operation;
}

KnobRange range_of(const Operation& operation, const Knob& knob, int64_t from, int64_t to,
                   const IssuesOf& issues_of) {
    if (!issues_of(operation).empty())
        return {from, to, {}, {}};
    const int64_t now = value_of(operation, knob);
    KnobRange range{std::min(from, now), std::max(to, now), {}, {}};
    for (int64_t value = now + 1; value <= to; ++value) {
        const auto issues = issues_of(with_value(operation, knob, value));
        if (!issues.empty()) {
            range.high = value - 1;
            range.above = issues.front();
            break;
        }
    }
    for (int64_t value = now - 1; value >= from; --value) {
        const auto issues = issues_of(with_value(operation, knob, value));
        if (!issues.empty()) {
            range.low = value + 1;
            range.below = issues.front();
            break;
        }
    }
    return range;
}

namespace {

/// The kind that leads back, with the sizes that do; what holds for a max pooling does for every pool.
std::optional<Operation> way_back(Operation operation, Kind kind) {
    if (is_pool(operation.kind))
        operation.kind = Kind::max_pool;
    auto back = reversed_operation(operation);
    if (back && is_pool(back->kind) && is_pool(kind))
        back->kind = kind;
    return back && back->kind == kind ? back : std::nullopt;
}

} // namespace

Operation with_kind(const Operation& operation, Kind kind) {
    if (const auto back = way_back(operation, kind))
        return *back;
    Document draft;
    draft.operation = carried_over(operation, kind);
    if (is_swapped(kind) != is_swapped(operation.kind) && check(operation).empty())
        draft.operation.input_size = output_size(operation);
    const Operation result = nearest_possible(draft, nullptr).operation;
    if (check(result).empty())
        return result;
    Sizes kernel = operation.kernel_size;
    for (std::size_t i = 0; i < kernel.size(); ++i)
        kernel[i] = std::min(kernel[i], draft.operation.input_size[i]);
    return make_operation(kind, draft.operation.input_size, kernel);
}

} // namespace convlens
