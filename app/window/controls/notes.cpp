// Remarks at controls, from the catalogue. Knows no Dear ImGui.
#include "window/controls/notes.h"

#include "convlens/arithmetic.h"
#include "scene/words/words.h"

namespace convlens {

std::string limit_note(const Texts& texts, const std::optional<Issue>& issue, Kind kind) {
    if (!issue)
        return {};
    switch (issue->code) {
    case IssueCode::kernel_exceeds_input:
        return std::string(texts(window_key(kind, "ui.limit_kernel", "ui.limit_pool_window")));
    case IssueCode::output_empty:
        return std::string(texts("ui.limit_output_empty"));
    case IssueCode::padding_exceeds_window:
        return std::string(texts("ui.limit_window"));
    case IssueCode::window_without_input:
        return std::string(texts("ui.limit_window_without_input"));
    case IssueCode::padding_not_below_input:
        return std::string(texts("ui.limit_reflect"));
    case IssueCode::padding_exceeds_input:
        return std::string(texts("ui.limit_circular"));
    case IssueCode::output_padding_too_large:
        return std::string(texts("ui.limit_output_padding"));
    case IssueCode::output_padding_out_of_range:
        return std::string(texts("ui.limit_output_size"));
    case IssueCode::groups_do_not_divide:
        return std::string(texts("ui.limit_groups"));
    case IssueCode::too_small:
    case IssueCode::too_large:
    case IssueCode::too_many_elements:
    case IssueCode::padding_mode_not_supported:
    case IssueCode::norm_not_positive:
    case IssueCode::too_much_memory:
    case IssueCode::not_supported:
        return std::string(texts("ui.limit_last"));
    }
    return {};
}

std::string unread_note(const Texts& texts, const Operation& operation) {
    if (is_swapped(operation.kind) || !check(operation).empty())
        return {};
    const Sizes left = unused(operation);
    if (left == Sizes::filled(left.size(), 0))
        return skips_between(operation) ? std::string(texts("ui.unread_gaps")) : std::string();
    return texts("ui.left_over", {{"count", counted_axes(texts, left)}});
}

} // namespace convlens
