// Enumerations of the engine to keys of the catalogue; issues to sentences.
#include "scene/words/words.h"

#include "convlens/arithmetic.h"
#include "document/names.h"
#include "scene/words/notation.h"

#include <algorithm>

namespace convlens {
namespace {

std::string_view issue_key(IssueCode code) {
    switch (code) {
    case IssueCode::too_small:
        return "issue.too_small";
    case IssueCode::too_large:
        return "issue.too_large";
    case IssueCode::too_many_elements:
        return "issue.too_many_elements";
    case IssueCode::kernel_exceeds_input:
        return "issue.kernel_exceeds_input";
    case IssueCode::output_empty:
        return "issue.output_empty";
    case IssueCode::padding_exceeds_window:
        return "issue.padding_exceeds_window";
    case IssueCode::window_without_input:
        return "issue.window_without_input";
    case IssueCode::padding_not_below_input:
        return "issue.padding_not_below_input";
    case IssueCode::padding_exceeds_input:
        return "issue.padding_exceeds_input";
    case IssueCode::padding_mode_not_supported:
        return "issue.padding_mode_not_supported";
    case IssueCode::output_padding_too_large:
        return "issue.output_padding_too_large";
    case IssueCode::output_padding_out_of_range:
        return "issue.output_padding_out_of_range";
    case IssueCode::groups_do_not_divide:
        return "issue.groups_do_not_divide";
    case IssueCode::norm_not_positive:
        return "issue.norm_not_positive";
    case IssueCode::not_supported:
        return "issue.not_supported";
    }
    return {};
}

} // namespace

std::string lens_name(const Texts& texts, Lens lens) {
    return std::string(texts("lens." + std::string(name_of(lens_names(), lens))));
}

std::string_view parameter_key(Parameter parameter) {
    switch (parameter) {
    case Parameter::input_size:
        return "parameter.input_size";
    case Parameter::kernel_size:
        return "parameter.kernel_size";
    case Parameter::stride:
        return "parameter.stride";
    case Parameter::padding:
        return "parameter.padding";
    case Parameter::padding_mode:
        return "parameter.padding_mode";
    case Parameter::dilation:
        return "parameter.dilation";
    case Parameter::output_padding:
        return "parameter.output_padding";
    case Parameter::output_size:
        return "parameter.output_size";
    case Parameter::batch:
        return "parameter.batch";
    case Parameter::in_channels:
        return "parameter.in_channels";
    case Parameter::out_channels:
        return "parameter.out_channels";
    case Parameter::groups:
        return "parameter.groups";
    case Parameter::norm_p:
        return "parameter.norm_p";
    }
    return {};
}

std::string_view padding_key(const Operation& operation) {
    const bool zeros = operation.kind != Kind::max_pool && operation.padding_mode == PaddingMode::zeros;
    return zeros ? "parameter.padding" : "parameter.padding_other";
}

std::string_view kind_key(Kind kind) {
    switch (kind) {
    case Kind::conv:
        return "kind.conv";
    case Kind::conv_transpose:
        return "kind.conv_transpose";
    case Kind::max_pool:
        return "kind.max_pool";
    case Kind::avg_pool:
        return "kind.avg_pool";
    case Kind::lp_pool:
        return "kind.lp_pool";
    case Kind::max_unpool:
        return "kind.max_unpool";
    }
    return {};
}

std::string reading_note(const Texts& texts, const Operation& operation) {
    const Sizes left = unused(operation);
    if (std::any_of(left.begin(), left.end(), [](int64_t n) { return n != 0; }))
        return texts("formula.leftover", {{"count", size_text(left)}});
    return std::string(texts(skips_between(operation) ? "formula.gaps" : "formula.all_used"));
}

std::string padding_case(const Texts& texts, const Operation& operation) {
    const Sizes output = output_size(operation);
    const Sizes window = dilated_kernel(operation);
    const bool swapped = is_swapped(operation.kind);
    const auto on_every_axis = [&](auto holds) {
        for (std::size_t a = 0; a < operation.dims(); ++a)
            if (!holds(a))
                return false;
        return true;
    };
    switch (named_case(operation)) {
    case NamedCase::valid:
        return std::string(texts("ui.case_valid"));
    case NamedCase::full:
        return std::string(texts("ui.case_full"));
    case NamedCase::arbitrary:
        return std::string(texts("ui.case_arbitrary"));
    case NamedCase::same:
        break;
    }
    if (on_every_axis([&](std::size_t a) { return output[a] == operation.input_size[a]; }))
        return std::string(texts("ui.case_same"));
    const bool scaled = on_every_axis([&](std::size_t a) {
        const int64_t s = operation.stride[a], i = operation.input_size[a];
        return output[a] == (swapped ? s * i : (i + s - 1) / s);
    });
    if (scaled)
        return std::string(texts(swapped ? "lens.sizes_same_transposed" : "lens.sizes_same_strided"));
    const bool half = on_every_axis([&](std::size_t a) {
        return operation.padding_begin[a] == window[a] / 2 && operation.padding_end[a] == window[a] / 2;
    });
    return std::string(texts(half ? "lens.sizes_half" : "ui.case_arbitrary"));
}

std::string describe_issue(const Issue& issue, const Operation& operation, const Texts& texts) {
    const std::string value = std::to_string(issue.value);
    const std::string limit = std::to_string(issue.limit);
    const std::string sentence =
        texts(issue_key(issue.code), {{"parameter", texts(parameter_key(issue.parameter))},
                                      {"value", value},
                                      {"limit", limit},
                                      {"operation", texts(kind_key(operation.kind))}});
    if (issue.axis < 0 || operation.dims() < 2)
        return sentence;
    return texts("issue.axis", {{"sentence", sentence}, {"axis", std::to_string(issue.axis + 1)}});
}

} // namespace convlens
