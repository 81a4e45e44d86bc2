// The nearest possible value for an issue: a candidate follows from the limit of each code, and it counts
// only if finding the issues again with it shows that it helps.
#include "engine/detail/issues.h"

#include "engine/detail/axis.h"

#include <algorithm>
#include <numeric>

namespace convlens::detail {

namespace {

/// Padding: the sides that are beyond `value` are brought to it, the other side stays.
void put_padding(Operation& operation, const Issue& issue, std::size_t axis, int64_t value) {
    for (int64_t* side : {&operation.padding_begin[axis], &operation.padding_end[axis]})
        *side = issue.code == IssueCode::too_small ? std::max(*side, value) : std::min(*side, value);
}

Operation with(const Operation& operation, const Issue& issue, int64_t value) {
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

bool same_complaint(const Issue& a, const Issue& b) {
    return a.code == b.code && a.parameter == b.parameter && a.axis == b.axis;
}

bool helps(const Operation& operation, const Issue& issue, const std::vector<Issue>& issues, int64_t value) {
    const std::vector<Issue> after = find_issues(with(operation, issue, value));
    return std::ranges::all_of(after, [&](const Issue& left) {
        return !same_complaint(left, issue) &&
               std::ranges::any_of(issues, [&](const Issue& before) { return same_complaint(left, before); });
    });
}

/// Kernel positions that fit, also where ceil mode lets the only window reach past the padded end.
int64_t largest_kernel(const Axis& axis) {
    const Wide room = axis.padded() + (axis.ceil_mode ? axis.stride - 1 : 0);
    return saturated(floor_div(room - 1, axis.dilation) + 1);
}

/// The largest bound t on both sides with which begin + end <= total.
int64_t padding_for(const Axis& axis, Wide total) {
    const Wide less = std::min(axis.begin, axis.end);
    return saturated(total - less >= less ? total - less : floor_div(total, 2));
}

/// Below the present padding the largest one with which every window meets an element. Only a
/// short range is searched: taps with wide gaps over a tiny input are rare, and 0 is always possible.
std::optional<int64_t> padding_with_input(const Operation& operation, const Issue& issue) {
    constexpr int64_t range = 64;
    const auto axis = static_cast<std::size_t>(issue.axis);
    for (int64_t value = issue.value - 1; value >= std::max<int64_t>(0, issue.value - range); --value)
        if (windows_without_input(axis_of(with(operation, issue, value), axis)) == 0)
            return value;
    return std::nullopt;
}

/// The divisor of both channel counts nearest to `groups`, the smaller of two. Cost O(sqrt(channels)).
int64_t nearest_divisor(const Operation& operation) {
    const int64_t common = std::gcd(operation.in_channels, operation.out_channels);
    int64_t best = 1;
    const auto consider = [&](int64_t divisor) {
        const int64_t distance = std::abs(divisor - operation.groups);
        const int64_t best_distance = std::abs(best - operation.groups);
        if (distance < best_distance || (distance == best_distance && divisor < best))
            best = divisor;
    };
    for (int64_t divisor = 1; divisor * divisor <= common; ++divisor)
        if (common % divisor == 0) {
            consider(divisor);
            consider(common / divisor);
        }
    return best;
}

/// The largest smaller value with which no tensor is too large: every count grows with every size.
std::optional<int64_t> largest_with_few_elements(const Operation& operation, const Issue& issue) {
    const auto fits = [&](int64_t value) {
        return std::ranges::none_of(find_issues(with(operation, issue, value)), [](const Issue& left) {
            return left.code == IssueCode::too_many_elements;
        });
    };
    const auto axis = static_cast<std::size_t>(std::max(issue.axis, 0));
    int64_t too_much = issue.parameter == Parameter::input_size    ? operation.input_size[axis]
                       : issue.parameter == Parameter::kernel_size ? operation.kernel_size[axis]
                                                                   : operation.out_channels;
    int64_t possible = issue.parameter == Parameter::out_channels ? operation.groups : 1;
    if (possible >= too_much || !fits(possible))
        return std::nullopt;
    while (too_much - possible > 1) {
        const int64_t middle = possible + (too_much - possible) / 2;
        (fits(middle) ? possible : too_much) = middle;
    }
    return issue.parameter == Parameter::out_channels ? possible - possible % operation.groups : possible;
}

std::optional<int64_t> candidate(const Operation& operation, const Issue& issue) {
    switch (issue.code) {
    case IssueCode::too_small:
    case IssueCode::too_large:
    case IssueCode::padding_exceeds_window:
    case IssueCode::padding_exceeds_input:
    case IssueCode::padding_mode_not_supported:
    case IssueCode::output_padding_out_of_range:
    case IssueCode::not_supported:
        return issue.limit;
    case IssueCode::padding_not_below_input:
    case IssueCode::output_padding_too_large:
        return issue.limit - 1;
    case IssueCode::norm_not_positive:
        return 1;
    case IssueCode::groups_do_not_divide:
        return nearest_divisor(operation);
    case IssueCode::too_much_memory: // found elsewhere, with its nearest value
        return std::nullopt;
    case IssueCode::too_many_elements:
        return largest_with_few_elements(operation, issue);
    case IssueCode::kernel_exceeds_input:
    case IssueCode::output_empty:
    case IssueCode::window_without_input:
        break;
    }
    if (issue.parameter == Parameter::output_size)
        return issue.limit;
    const Axis axis = axis_of(operation, static_cast<std::size_t>(issue.axis));
    if (issue.code == IssueCode::kernel_exceeds_input)
        return largest_kernel(axis);
    if (issue.code == IssueCode::output_empty)
        return padding_for(axis, axis.begin + axis.end + axis.output() - 1);
    return padding_with_input(operation, issue);
}

bool is_list_length(const Operation& operation, const std::vector<Issue>& issues) {
    for (const Sizes* list :
         {&operation.kernel_size, &operation.stride, &operation.padding_begin, &operation.padding_end,
          &operation.dilation, &operation.output_padding, &operation.input_dilation})
        if (list->size() != operation.dims())
            return true;
    return operation.dims() < 1 || operation.dims() > 3 || issues.empty();
}

} // namespace

std::optional<int64_t> nearest_value(const Operation& operation, const Issue& issue,
                                     const std::vector<Issue>& issues) {
    if (is_list_length(operation, issues))
        return std::nullopt;
    const std::optional<int64_t> value = candidate(operation, issue);
    return value && helps(operation, issue, issues, *value) ? value : std::nullopt;
}

} // namespace convlens::detail
