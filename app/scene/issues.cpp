// The impossible in words: what is wrong, and the nearest possible value to click on.
#include "scene/issues.h"

#include "scene/figure_cells.h"

#include <algorithm>
#include <cmath>

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

void draw_issues(Canvas& canvas, const SceneInput& input, const Rect& area) {
    const float unit = canvas.unit;
    const Theme& theme = input.theme;
    const float width = std::min(area.width(), 560 * unit);
    const float left = area.center().x - width / 2;
    float y = area.center().y - 80 * unit;
    const TextStyle title{22 * unit, Face::sans_bold, theme.text};
    canvas.text(std::string(input.texts("stage.impossible")), {left, y}, title, tag_of(TagSpace::caption, 0));
    y += 34 * unit;
    const TextStyle text{16 * unit, Face::sans, theme.text};
    const TextStyle offer{16 * unit, Face::sans_bold, theme.on_accent, AlignX::left, AlignY::middle};
    const std::size_t shown = std::min<std::size_t>(input.results.issues.size(), 3);
    for (std::size_t i = 0; i < shown; ++i) {
        const Issue& issue = input.results.issues[i];
        for (const std::string& line :
             wrapped(canvas, describe_issue(issue, input.results.operation, input.texts), text, width)) {
            canvas.text(line, {left, y}, text, tag_of(TagSpace::caption, 0));
            y += 24 * unit;
        }
        if (issue.nearest) {
            const std::string words =
                input.texts("stage.nearest", {{"parameter", input.texts(parameter_key(issue.parameter))},
                                              {"nearest", std::to_string(*issue.nearest)}});
            const Rect button{{left, y}, {left + canvas.width(words, offer) + 32 * unit, y + 36 * unit}};
            canvas.card(button, theme.accent, {}, 7 * unit, tag_of(TagSpace::issue, static_cast<int64_t>(i)));
            canvas.text(words, {left + 16 * unit, button.center().y}, offer);
            y += 62 * unit;
        }
    }
}

} // namespace convlens
