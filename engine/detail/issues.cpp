// What makes an operation impossible: first numbers out of range, then each axis, the channels, and at last
// the counts of elements. Every sum is taken in 128 bits, and later checks skip an axis whose numbers are out
// of range.
#include "engine/detail/issues.h"

#include "engine/detail/axis.h"

#include <algorithm>
#include <array>

namespace convlens::detail {

namespace {

constexpr std::size_t max_dims = 3;

struct NamedList {
    const Sizes& values;
    Parameter parameter;
};

std::array<NamedList, 8> lists_of(const Operation& operation) {
    return {{{operation.input_size, Parameter::input_size},
             {operation.kernel_size, Parameter::kernel_size},
             {operation.stride, Parameter::stride},
             {operation.padding_begin, Parameter::padding},
             {operation.padding_end, Parameter::padding},
             {operation.dilation, Parameter::dilation},
             {operation.output_padding, Parameter::output_padding},
             {operation.input_dilation, Parameter::dilation}}};
}

Issue make_issue(IssueCode code, Parameter parameter, int axis, Wide value, Wide limit) {
    return {code, parameter, axis, saturated(value), saturated(limit), std::nullopt};
}

/// Collects the issues of one operation.
class Checker {
public:
    explicit Checker(const Operation& operation) : operation_(operation) {}

    std::vector<Issue> run() {
        if (!lists_fit())
            return std::move(issues_);
        std::array<bool, max_dims> axis_in_range{};
        bool all_in_range = true;
        for (std::size_t axis = 0; axis < operation_.dims(); ++axis) {
            axis_in_range[axis] = numbers_in_range(axis);
            all_in_range = all_in_range && axis_in_range[axis];
        }
        const bool channels_in_range = channel_numbers_in_range();
        check_support();
        for (std::size_t axis = 0; axis < operation_.dims(); ++axis)
            if (axis_in_range[axis])
                check_axis(axis);
        if (channels_in_range)
            check_groups();
        if (all_in_range && channels_in_range)
            check_counts();
        return std::move(issues_);
    }

private:
    void add(IssueCode code, Parameter parameter, int axis, Wide value, Wide limit) {
        issues_.push_back(make_issue(code, parameter, axis, value, limit));
    }

    /// The lists have one number for each axis. One of another length is reported as a length that is too
    /// small or large.
    bool lists_fit() {
        const auto dims = operation_.dims();
        if (dims < 1)
            add(IssueCode::too_small, Parameter::input_size, -1, 0, 1);
        if (dims > max_dims)
            add(IssueCode::too_large, Parameter::input_size, -1, static_cast<int64_t>(dims), max_dims);
        for (const NamedList& list : lists_of(operation_)) {
            const auto code = list.values.size() < dims ? IssueCode::too_small : IssueCode::too_large;
            if (list.values.size() != dims)
                add(code, list.parameter, -1, static_cast<int64_t>(list.values.size()),
                    static_cast<int64_t>(dims));
        }
        return issues_.empty();
    }

    bool in_range(Parameter parameter, int axis, int64_t value, int64_t least) {
        if (value < least)
            add(IssueCode::too_small, parameter, axis, value, least);
        if (value > max_number)
            add(IssueCode::too_large, parameter, axis, value, max_number);
        return value >= least && value <= max_number;
    }

    bool numbers_in_range(std::size_t a) {
        const int axis = static_cast<int>(a);
        const Operation& o = operation_;
        bool good = in_range(Parameter::input_size, axis, o.input_size[a], 1);
        good &= in_range(Parameter::kernel_size, axis, o.kernel_size[a], 1);
        good &= in_range(Parameter::stride, axis, o.stride[a], 1);
        const int64_t least = o.kind == Kind::conv ? -max_number : 0; // only a derived conv crops
        const int64_t low = std::min(o.padding_begin[a], o.padding_end[a]);
        const int64_t high = std::max(o.padding_begin[a], o.padding_end[a]);
        good &= in_range(Parameter::padding, axis, low, least);
        if (high != low && high > max_number)
            good &= in_range(Parameter::padding, axis, high, least);
        good &= in_range(Parameter::dilation, axis, o.dilation[a], 1);
        if (o.kind == Kind::conv)
            good &= in_range(Parameter::dilation, axis, o.input_dilation[a], 1);
        if (o.kind == Kind::conv_transpose)
            good &= in_range(Parameter::output_padding, axis, o.output_padding[a], 0);
        return good;
    }

    bool channel_numbers_in_range() {
        bool good = in_range(Parameter::batch, -1, operation_.batch, 1);
        good &= in_range(Parameter::in_channels, -1, operation_.in_channels, 1);
        good &= in_range(Parameter::out_channels, -1, operation_.out_channels, 1);
        good &= in_range(Parameter::groups, -1, operation_.groups, 1);
        return good;
    }

    void needs_default(Parameter parameter, int axis, int64_t value, int64_t expected) {
        if (value != expected)
            add(IssueCode::not_supported, parameter, axis, value, expected);
    }

    /// Parameters that the kind does not have. ceil_mode and count_include_pad are read by their kinds only.
    void check_support() {
        const Operation& o = operation_;
        if (o.padding_mode != PaddingMode::zeros && o.kind != Kind::conv)
            add(IssueCode::padding_mode_not_supported, Parameter::padding_mode, -1,
                static_cast<int>(o.padding_mode), 0);
        for (std::size_t a = 0; a < o.dims(); ++a) {
            const int axis = static_cast<int>(a);
            if (o.kind == Kind::max_unpool && o.dilation[a] >= 1 && o.dilation[a] <= max_number)
                needs_default(Parameter::dilation, axis, o.dilation[a], 1);
            if (!is_swapped(o.kind))
                needs_default(Parameter::output_padding, axis, o.output_padding[a], 0);
            if (o.kind != Kind::conv)
                needs_default(Parameter::dilation, axis, o.input_dilation[a], 1);
            else if (o.input_dilation[a] > 1 && o.padding_mode != PaddingMode::zeros)
                add(IssueCode::padding_mode_not_supported, Parameter::padding_mode, axis,
                    static_cast<int>(o.padding_mode), 0);
        }
        if (!has_weight(o.kind) && o.groups >= 1 && o.groups <= max_number)
            needs_default(Parameter::groups, -1, o.groups, 1);
        if (!has_weight(o.kind) && o.out_channels >= 1 && o.out_channels <= max_number)
            needs_default(Parameter::out_channels, -1, o.out_channels, o.in_channels);
        check_norm();
    }

    void check_norm() {
        const double p = operation_.norm_p;
        const int64_t shown =
            p > -1e18 && p < 1e18 ? static_cast<int64_t>(p) : (p < 0 ? INT64_MIN : INT64_MAX);
        if (operation_.kind == Kind::lp_pool) {
            if (!(p > 0)) // NaN too
                add(IssueCode::norm_not_positive, Parameter::norm_p, -1, p == p ? shown : 0, 0);
        } else if (p != 2) {
            add(IssueCode::not_supported, Parameter::norm_p, -1, p == p ? shown : 0, 2);
        }
    }

    void check_axis(std::size_t a) {
        const Axis axis = axis_of(operation_, a);
        switch (operation_.kind) {
        case Kind::conv:
            check_window(axis, static_cast<int>(a));
            check_padding_mode(axis, static_cast<int>(a));
            break;
        case Kind::max_pool:
        case Kind::avg_pool:
        case Kind::lp_pool:
            if (check_window(axis, static_cast<int>(a)) && check_pool_padding(axis, static_cast<int>(a)) &&
                windows_without_input(axis) > 0)
                add(IssueCode::window_without_input, Parameter::padding, static_cast<int>(a),
                    std::max(axis.begin, axis.end), 0);
            break;
        case Kind::conv_transpose:
            check_transposed(axis, static_cast<int>(a));
            break;
        case Kind::max_unpool:
            check_unpool(axis, static_cast<int>(a));
            break;
        }
    }

    bool check_window(const Axis& axis, int a) {
        const bool fits = axis.output() >= 1;
        if (!fits)
            add(IssueCode::kernel_exceeds_input, Parameter::kernel_size, a, axis.window(), axis.padded());
        return fits;
    }

    void check_padding_mode(const Axis& axis, int a) {
        const Wide most = std::max(axis.begin, axis.end);
        if (operation_.padding_mode == PaddingMode::reflect && most >= axis.input)
            add(IssueCode::padding_not_below_input, Parameter::padding, a, most, axis.input);
        if (operation_.padding_mode == PaddingMode::circular && most > axis.input)
            add(IssueCode::padding_exceeds_input, Parameter::padding, a, most, axis.input);
    }

    bool check_pool_padding(const Axis& axis, int a) {
        const Wide most = std::max(axis.begin, axis.end);
        const bool fits = most <= axis.window() - 1;
        if (!fits)
            add(IssueCode::padding_exceeds_window, Parameter::padding, a, most, axis.window() - 1);
        return fits;
    }

    void check_transposed(const Axis& axis, int a) {
        const Wide limit = std::max(axis.stride, axis.dilation);
        if (axis.output_padding >= limit)
            add(IssueCode::output_padding_too_large, Parameter::output_padding, a, axis.output_padding,
                limit);
        if (axis.output() < 1)
            add(IssueCode::output_empty, Parameter::padding, a, axis.output(), 1);
    }

    void check_unpool(const Axis& axis, int a) {
        const bool padding_fits = check_pool_padding(axis, a);
        const Wide most = axis.default_output() + axis.stride - 1;
        const Wide least = axis.default_output() - axis.stride + 1;
        if (axis.output() > most || axis.output() < least)
            add(IssueCode::output_padding_out_of_range, Parameter::output_size, a, axis.output(),
                axis.output() > most ? most : least);
        else if (axis.output() < 1)
            add(IssueCode::output_empty,
                axis.output_padding < 0 ? Parameter::output_size : Parameter::padding, a, axis.output(), 1);
        else if (padding_fits && (axis.input - 1) * axis.stride - axis.begin >= axis.output())
            add(IssueCode::window_without_input, Parameter::output_size, a, axis.output(),
                (axis.input - 1) * axis.stride - axis.begin + 1);
    }

    void check_groups() {
        if (!has_weight(operation_.kind))
            return;
        const Operation& o = operation_;
        if (o.in_channels % o.groups != 0)
            add(IssueCode::groups_do_not_divide, Parameter::groups, -1, o.groups, o.in_channels);
        if (o.out_channels % o.groups != 0 && o.out_channels != o.in_channels)
            add(IssueCode::groups_do_not_divide, Parameter::groups, -1, o.groups, o.out_channels);
    }

    /// Reports the first of input, padded input, output and weight (or window) that has too many elements.
    void check_counts() {
        const Operation& o = operation_;
        const Wide planes_in = times(o.batch, o.in_channels);
        const Wide planes_out = times(o.batch, o.out_channels);
        Wide input = planes_in;
        Wide padded = planes_in;
        Wide output = planes_out;
        Wide weight = 1;
        std::size_t widest = 0;
        std::size_t widest_kernel = 0;
        for (std::size_t a = 0; a < o.dims(); ++a) {
            const Axis axis = axis_of(o, a);
            input = times(input, axis.input);
            padded = is_swapped(o.kind) ? 0 : times(padded, std::max<Wide>(axis.padded(), 0));
            output = times(output, std::max<Wide>(axis.output(), 0));
            weight = times(weight, axis.kernel);
            widest = o.input_size[a] > o.input_size[widest] ? a : widest;
            widest_kernel = o.kernel_size[a] > o.kernel_size[widest_kernel] ? a : widest_kernel;
        }
        if (has_weight(o.kind))
            weight = times(weight, times(o.out_channels, o.in_channels) / o.groups);
        const Wide most = std::max({input, padded, output});
        if (most > max_number)
            add(IssueCode::too_many_elements, Parameter::input_size, static_cast<int>(widest), most,
                max_number);
        else if (weight > max_number && o.out_channels > o.kernel_size[widest_kernel] && has_weight(o.kind))
            add(IssueCode::too_many_elements, Parameter::out_channels, -1, weight, max_number);
        else if (weight > max_number)
            add(IssueCode::too_many_elements, Parameter::kernel_size, static_cast<int>(widest_kernel), weight,
                max_number);
    }

    const Operation& operation_;
    std::vector<Issue> issues_;
};

} // namespace

std::vector<Issue> find_issues(const Operation& operation) {
    return Checker(operation).run();
}

} // namespace convlens::detail
