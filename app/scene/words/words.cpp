// Enumerations of the engine to keys of the catalogue; issues to sentences.
#include "scene/words/words.h"

#include "document/evaluate/results.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/memory.h"
#include "document/names.h"
#include "i18n/names.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

constexpr std::array<NameRow<IssueCode>, 16> issue_keys{{
    {"issue.too_small", IssueCode::too_small},
    {"issue.too_large", IssueCode::too_large},
    {"issue.too_many_elements", IssueCode::too_many_elements},
    {"issue.kernel_exceeds_input", IssueCode::kernel_exceeds_input},
    {"issue.output_empty", IssueCode::output_empty},
    {"issue.padding_exceeds_window", IssueCode::padding_exceeds_window},
    {"issue.window_without_input", IssueCode::window_without_input},
    {"issue.padding_not_below_input", IssueCode::padding_not_below_input},
    {"issue.padding_exceeds_input", IssueCode::padding_exceeds_input},
    {"issue.padding_mode_not_supported", IssueCode::padding_mode_not_supported},
    {"issue.output_padding_too_large", IssueCode::output_padding_too_large},
    {"issue.output_padding_out_of_range", IssueCode::output_padding_out_of_range},
    {"issue.groups_do_not_divide", IssueCode::groups_do_not_divide},
    {"issue.norm_not_positive", IssueCode::norm_not_positive},
    {"issue.too_much_memory", IssueCode::too_much_memory},
    {"issue.not_supported", IssueCode::not_supported},
}};
static_assert(has_all_values(issue_keys));

constexpr std::array<NameRow<Parameter>, 13> parameter_keys{{
    {"parameter.input_size", Parameter::input_size},
    {"parameter.kernel_size", Parameter::kernel_size},
    {"parameter.stride", Parameter::stride},
    {"parameter.padding", Parameter::padding},
    {"parameter.padding_mode", Parameter::padding_mode},
    {"parameter.dilation", Parameter::dilation},
    {"parameter.output_padding", Parameter::output_padding},
    {"parameter.output_size", Parameter::output_size},
    {"parameter.batch", Parameter::batch},
    {"parameter.in_channels", Parameter::in_channels},
    {"parameter.out_channels", Parameter::out_channels},
    {"parameter.groups", Parameter::groups},
    {"parameter.norm_p", Parameter::norm_p},
}};
static_assert(has_all_values(parameter_keys));

} // namespace

std::string title_of(const Document& document, const Texts& texts) {
    const std::string& own = document.title.in(texts.language());
    return own.empty() ? std::string(texts(kind_key(operation_of(document).kind))) : own;
}

std::string lens_name(const Texts& texts, Lens lens) {
    return std::string(texts("lens." + std::string(name_of(lens_names(), lens))));
}

std::string_view window_key(Kind kind, std::string_view of_kernel, std::string_view of_window) {
    return has_weight(kind) ? of_kernel : of_window;
}

std::string_view parameter_key(Parameter parameter, Kind kind) {
    const std::string_view key = name_of(Names<Parameter>(parameter_keys), parameter);
    return parameter == Parameter::kernel_size ? window_key(kind, key, "parameter.window_size") : key;
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

std::string counted_axes(const Texts& texts, const Sizes& counts) {
    const char* const names[] = {"slice", "row", "column"};
    std::string text;
    for (std::size_t a = 0; a < counts.size(); ++a) {
        if (counts[a] == 0)
            continue;
        const std::string name = counts.size() == 1 ? "cell" : names[3 - counts.size() + a];
        const std::string key = "formula.left_" + name + (counts[a] == 1 ? "" : "s");
        text += (text.empty() ? std::string() : std::string(texts("formula.left_gap"))) +
                texts(key, {{"count", std::to_string(counts[a])}});
    }
    return text;
}

std::string reading_note(const Texts& texts, const Operation& operation) {
    const Sizes left = unused(operation);
    if (std::any_of(left.begin(), left.end(), [](int64_t n) { return n != 0; }))
        return texts("formula.leftover", {{"count", counted_axes(texts, left)}});
    const std::string key = skips_between(operation) ? "formula.gaps" : "formula.all_used";
    const std::size_t dims = operation.dims();
    return std::string(texts(dims == 2 ? key : key + "_" + std::to_string(dims) + "d"));
}

NamedCase true_case(const Operation& operation) {
    const NamedCase named = named_case(operation);
    const Sizes output = output_size(operation);
    for (std::size_t a = 0; named == NamedCase::same && a < operation.dims(); ++a) {
        const int64_t s = operation.stride[a], i = operation.input_size[a];
        if (output[a] != (is_swapped(operation.kind) ? s * i : (i + s - 1) / s))
            return NamedCase::arbitrary;
    }
    return named;
}

std::string padding_case(const Texts& texts, const Operation& operation) {
    const auto is_half = [&] {
        const Sizes window = dilated_kernel(operation);
        for (std::size_t a = 0; a < operation.dims(); ++a)
            if (operation.padding_begin[a] != window[a] / 2 || operation.padding_end[a] != window[a] / 2)
                return false;
        return true;
    };
    switch (true_case(operation)) {
    case NamedCase::valid:
        return std::string(texts("ui.case_valid"));
    case NamedCase::full:
        return std::string(texts("ui.case_full"));
    case NamedCase::same:
        return std::string(texts(output_size(operation) == operation.input_size ? "ui.case_same"
                                 : is_swapped(operation.kind)                   ? "lens.sizes_same_transposed"
                                                                                : "lens.sizes_same_strided"));
    case NamedCase::arbitrary:
        break;
    }
    const bool half = named_case(operation) == NamedCase::same && is_half();
    return std::string(texts(half ? window_key(operation.kind, "lens.sizes_half", "lens.sizes_half_window")
                                  : "ui.case_arbitrary"));
}

std::string describe_issue(const Issue& issue, const Operation& operation, const Texts& texts) {
    const bool is_memory = issue.code == IssueCode::too_much_memory;
    const std::string value = is_memory ? bytes_text(issue.value) : std::to_string(issue.value);
    const std::string limit = is_memory ? bytes_text(issue.limit) : std::to_string(issue.limit);
    const bool is_of_input = operation.groups == 0 || operation.in_channels % operation.groups != 0;
    const Parameter channels = is_of_input ? Parameter::in_channels : Parameter::out_channels;
    std::string_view key = name_of(Names<IssueCode>(issue_keys), issue.code);
    if (issue.code == IssueCode::kernel_exceeds_input)
        key = window_key(operation.kind, key, "issue.window_exceeds_input");
    std::string sentence = texts(key, {{"parameter", texts(parameter_key(issue.parameter, operation.kind))},
                                       {"value", value},
                                       {"limit", limit},
                                       {"channels", texts(parameter_key(channels, operation.kind))},
                                       {"operation", texts(kind_key(operation.kind))}});
    if (issue.axis < 0 || operation.dims() < 2)
        return sentence;
    return texts("issue.axis", {{"sentence", sentence}, {"axis", std::to_string(issue.axis + 1)}});
}

} // namespace convlens
