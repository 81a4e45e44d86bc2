// A value in the place of the one that an issue complains about.
#include "convlens/nearest.h"

#include "engine/detail/axis.h"

#include <algorithm>

namespace convlens {

using namespace detail;

namespace {

/// Padding: the sides that are beyond `value` are brought to it, the other side stays.
void put_padding(Operation& operation, const Issue& issue, std::size_t axis, int64_t value) {
    for (int64_t* side : {&operation.padding_begin[axis], &operation.padding_end[axis]})
        *side = issue.code == IssueCode::too_small ? std::max(*side, value) : std::min(*side, value);
}

} // namespace

Operation with_nearest(const Operation& operation, const Issue& issue, int64_t value) {
    Operation result = operation;
    const auto axis = static_cast<std::size_t>(std::max(issue.axis, 0));
    switch (issue.parameter) {
    case Parameter::input_size:
        result.input_size[axis] = value;
        break;
    case Parameter::kernel_size:
        result.kernel_size[axis] = value;
        break;
    case Parameter::stride:
        result.stride[axis] = value;
        break;
    case Parameter::padding:
        put_padding(result, issue, axis, value);
        break;
    case Parameter::padding_mode:
        result.padding_mode = static_cast<PaddingMode>(value);
        break;
    case Parameter::dilation: {
        const bool own = issue.code != IssueCode::not_supported || operation.kind == Kind::max_unpool;
        (own && result.dilation[axis] == issue.value ? result.dilation : result.input_dilation)[axis] = value;
        break;
    }
    case Parameter::output_padding:
        result.output_padding[axis] = value;
        break;
    case Parameter::output_size:
        result.output_padding[axis] = saturated(value - axis_of(operation, axis).default_output());
        break;
    case Parameter::batch:
        result.batch = value;
        break;
    case Parameter::in_channels:
        result.in_channels = value;
        break;
    case Parameter::out_channels:
        result.out_channels = value;
        break;
    case Parameter::groups:
        result.groups = value;
        break;
    case Parameter::norm_p:
        result.norm_p = static_cast<double>(value);
        break;
    }
    return result;
}

} // namespace convlens
