// Each parameter is taken from the file that has it, else from its option, else it has its default.
#include "command/arguments/build_operation.h"

#include "command/arguments/as_typed.h"
#include "command/arguments/values.h"
#include "convlens/arithmetic.h"
#include "i18n/refuse.h"
#include "input/shape_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace convlens {
namespace {

/// One number means the same on every axis.
Sizes on_axes(const Sizes& given, std::size_t dims, std::string_view option) {
    if (given.size() == 1)
        return Sizes::filled(dims, given[0]);
    if (given.size() != dims)
        refuse("error.numbers_of_axes", {{"value", shape_text(given)}, {"dims", std::to_string(dims)}},
               option);
    return given;
}

void put(Sizes& target, const std::optional<Sizes>& given, std::string_view option) {
    if (given)
        target = on_axes(*given, target.size(), option);
}

Sizes spatial(const Sizes& shape) {
    Sizes result;
    for (std::size_t i = 2; i < shape.size(); ++i)
        result.push_back(shape[i]);
    return result;
}

/// An option must agree with the file.
void agree(const Sizes& from_file, const std::optional<Sizes>& given, std::string_view option,
           std::string_view file) {
    if (given && on_axes(*given, from_file.size(), option) != from_file)
        refuse("error.contradicts_file",
               {{"value", shape_text(*given)}, {"file", std::string(file)}, {"other", shape_text(from_file)}},
               option);
}
void agree(int64_t from_file, const std::optional<int64_t>& given, std::string_view option,
           std::string_view file) {
    if (given && *given != from_file)
        refuse("error.contradicts_file",
               {{"value", std::to_string(*given)},
                {"file", std::string(file)},
                {"other", std::to_string(from_file)}},
               option);
}

Sizes kernel_size_of(Kind kind, const Parameters& parameters, const Layout& layout, bool kernel_given) {
    if (layout.weight && has_weight(kind)) {
        const Sizes size = spatial(*layout.weight);
        agree(size, parameters.kernel_size, "--kernel-size", "--weight");
        return size;
    }
    if (parameters.kernel_size)
        return on_axes(*parameters.kernel_size, layout.dims, "--kernel-size");
    if (!kernel_given)
        refuse("error.needs_option", {{"form", "3x3"}}, "--kernel-size");
    return Sizes::filled(layout.dims, 3);
}

void set_channels(Operation& operation, const Parameters& parameters, const Layout& layout) {
    operation.groups = parameters.groups.value_or(1);
    operation.in_channels = parameters.in_channels.value_or(operation.groups);
    operation.out_channels = parameters.out_channels.value_or(operation.groups);
    if (layout.weight) {
        // conv (O, C/groups), conv-transpose (C, O/groups)
        const bool transposed = operation.kind == Kind::conv_transpose;
        const std::string file =
            operation.groups == 1 ? "--weight" : "--weight --groups " + std::to_string(operation.groups);
        const int64_t own = (*layout.weight)[0], grouped = (*layout.weight)[1] * operation.groups;
        operation.in_channels = transposed ? own : grouped;
        operation.out_channels = transposed ? grouped : own;
        agree(operation.in_channels, parameters.in_channels, "--in-channels", transposed ? "--weight" : file);
        agree(operation.out_channels, parameters.out_channels, "--out-channels",
              transposed ? file : "--weight");
    }
    if (layout.input) {
        const int64_t channels = (*layout.input)[1];
        agree(channels, parameters.in_channels, "--in-channels", "--input");
        if (layout.weight && operation.in_channels != channels) {
            const bool is_product = operation.groups != 1 && operation.kind == Kind::conv;
            refuse(is_product ? "error.weight_groups" : "error.weight_channels",
                   {{"value", std::to_string(operation.in_channels)},
                    {"groups", std::to_string(operation.groups)},
                    {"own", std::to_string((*layout.weight)[1])},
                    {"channels", std::to_string(channels)}},
                   "--weight");
        }
        operation.in_channels = channels;
    }
    if (!has_weight(operation.kind))
        operation.out_channels = operation.in_channels;
}

void set_paddings(Operation& operation, const Parameters& parameters) {
    put(operation.padding_begin, parameters.padding, "--padding");
    operation.padding_end = operation.padding_begin;
    if (parameters.pads) {
        const Sizes& pads = *parameters.pads;
        const std::size_t dims = operation.dims();
        if (pads.size() != 2 * dims)
            refuse("error.pads_of_axes",
                   {{"value", std::to_string(pads.size())}, {"count", std::to_string(2 * dims)}}, "--pads");
        for (std::size_t axis = 0; axis < dims; ++axis) {
            operation.padding_begin[axis] = pads[axis];
            operation.padding_end[axis] = pads[dims + axis];
        }
    }
    if (parameters.named_padding)
        set_padding(operation, *parameters.named_padding);
}

/// The output size as a difference from the default one, which is what an operation holds.
void set_output_size(Operation& operation, const Parameters& parameters) {
    put(operation.output_padding, parameters.output_padding, "--output-padding");
    if (!parameters.output_size)
        return;
    const Sizes wanted = on_axes(*parameters.output_size, operation.dims(), "--output-size");
    const Sizes usual = output_size(operation);
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        const int64_t stride = operation.stride[axis];
        const int64_t least = operation.kind == Kind::max_unpool ? usual[axis] - stride + 1 : usual[axis];
        const int64_t most = usual[axis] + stride - 1;
        if (stride >= 1 && (wanted[axis] < least || wanted[axis] > most))
            refuse("error.output_size",
                   {{"value", shape_text(wanted)},
                    {"least", std::to_string(std::max<int64_t>(least, 1))},
                    {"most", std::to_string(most)},
                    {"axis", std::to_string(axis)}},
                   "--output-size");
        operation.output_padding[axis] = wanted[axis] - usual[axis];
    }
}

/// The options that may have brought the issue, the likeliest first.
std::vector<std::string_view> options_of(const Issue& issue, Kind kind) {
    const bool transposed = kind == Kind::conv_transpose;
    switch (issue.parameter) {
    case Parameter::input_size:
        // The padded input and the output count too, so what enlarges them may be what is too much.
        if (issue.code == IssueCode::too_many_elements && (transposed || kind == Kind::max_unpool))
            return {"--input-size", "--input",       "--in-channels", "--out-channels",
                    "--stride",     "--output-size", "--kernel-size", "--dilation"};
        if (issue.code == IssueCode::too_many_elements)
            return {"--input-size", "--input", "--in-channels", "--out-channels", "--padding", "--pads"};
        return {"--input-size", "--input"};
    case Parameter::kernel_size:
        if (issue.code == IssueCode::too_many_elements)
            return {"--kernel-size", "--weight", "--in-channels", "--out-channels"};
        return {"--kernel-size", "--weight", "--dilation"};
    case Parameter::stride:
        return {"--stride"};
    case Parameter::padding:
        return {"--padding", "--pads"};
    case Parameter::padding_mode:
        return {"--padding-mode"};
    case Parameter::dilation:
        return {"--dilation"};
    case Parameter::output_padding:
    case Parameter::output_size:
        return {transposed ? "--output-padding" : "--output-size", "--output-size"};
    case Parameter::batch:
        return {"--input"};
    case Parameter::in_channels:
        return {"--in-channels", "--input", "--weight"};
    case Parameter::out_channels:
        return {"--out-channels", "--in-channels", "--kernel-size", "--weight"};
    case Parameter::groups:
        return {"--groups", "--in-channels", "--out-channels", "--input", "--weight"};
    case Parameter::norm_p:
        return {"--norm-p"};
    }
    return {};
}

} // namespace

Operation build_operation(Kind kind, const Parameters& parameters, const Layout& layout, bool kernel_given) {
    Sizes input;
    if (layout.input) {
        input = spatial(*layout.input);
        agree(input, parameters.input_size, "--input-size", "--input");
    } else {
        input = *parameters.input_size;
    }
    Operation operation = make_operation(kind, input, kernel_size_of(kind, parameters, layout, kernel_given));
    set_channels(operation, parameters, layout);
    put(operation.stride, parameters.stride, "--stride");
    put(operation.dilation, parameters.dilation, "--dilation");
    operation.padding_mode = parameters.padding_mode.value_or(PaddingMode::zeros);
    operation.ceil_mode = parameters.ceil_mode;
    operation.count_include_pad = parameters.count_include_pad.value_or(true);
    operation.norm_p = parameters.norm_p.value_or(2);
    set_paddings(operation, parameters);
    set_output_size(operation, parameters);
    return operation;
}

void require_possible(const Operation& operation, const CommandLine& request, const std::string& figure) {
    const std::vector<Issue> issues = check(operation);
    if (issues.empty())
        return;
    const Issue& first = issues.front();
    const std::vector<std::string_view> options = options_of(first, operation.kind);
    std::string where = as_typed(options, request);
    if (!figure.empty())
        where += (where.empty() ? "" : ", ") + figure;
    else if (where.empty())
        where = options.front();
    throw ImpossibleOperation{first, operation, where};
}

} // namespace convlens
