// The left panel: the operation, its four usual numbers, named paddings; then what follows from them.
#include "window/panels/panels.h"

#include "convlens/arithmetic.h"
#include "document/names.h"
#include "scene/words/words.h"
#include "window/controls/knob.h"
#include "window/controls/widgets.h"

#include <imgui_internal.h>

#include <algorithm>

namespace convlens {

void begin_panel(const Ui& ui, const char* id, const Rect& place, bool scrolls) {
    ImGui::SetNextWindowPos({place.min.x, place.min.y});
    ImGui::SetNextWindowSize({place.width(), place.height()});
    ImGuiWindowFlags flags =
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
        ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoFocusOnAppearing |
        ImGuiWindowFlags_NoBackground; // cleared with the whole window: cheaper than blending
    if (scrolls)
        flags &= ~ImGuiWindowFlags_NoScrollbar;
    else
        flags |= ImGuiWindowFlags_NoScrollWithMouse;
    if (!ui.can_focus)
        flags |= ImGuiWindowFlags_NoNav;
    ImGui::Begin(id, nullptr, flags);
}

std::string limit_note(const Texts& texts, const std::optional<Issue>& issue) {
    if (!issue)
        return {};
    switch (issue->code) {
    case IssueCode::kernel_exceeds_input:
        return std::string(texts("ui.limit_kernel"));
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
    case IssueCode::not_supported:
        return std::string(texts("ui.limit_last"));
    }
    return {};
}

std::string unread_note(const Texts& texts, const Operation& operation) {
    if (is_swapped(operation.kind) || operation.dims() != 2 || !check(operation).empty())
        return {};
    const Sizes left = unused(operation);
    if (left[0] == 0 && left[1] == 0)
        return skips_between(operation) ? std::string(texts("formula.gaps")) : std::string();
    const std::string key = left[0] == left[1] ? "ui.unread_both"
                            : left[1] == 0     ? "ui.unread_rows"
                            : left[0] == 0     ? "ui.unread_columns"
                                               : "ui.unread_mixed";
    return texts(key, {{"stride", std::to_string(operation.stride[0])},
                       {"rows", std::to_string(left[0])},
                       {"columns", std::to_string(left[1])}});
}

bool knob_slider(const PanelInput& input, Document& draft, const KnobSlider& wish) {
    const Operation& operation = draft.operation;
    SliderState state;
    state.value = value_of(operation, wish.knob);
    state.from = wish.from;
    // The range stays while the slider is held, also when the value passes a power of two.
    ImGuiStorage& storage = *ImGui::GetStateStorage();
    const ImGuiID range = ImGui::GetID((std::string(wish.id) + "range").c_str());
    const ImGuiID held = ImGui::GetID((std::string(wish.id) + "held").c_str());
    int to = storage.GetInt(range, static_cast<int>(wish.to));
    if (!storage.GetBool(held)) {
        to = static_cast<int>(wish.to);
        while (to < state.value && to < (1 << 20))
            to *= 2;
        storage.SetInt(range, to);
    }
    state.to = to;
    // Beyond what is drawn cell by cell each number need not be asked for.
    const Reach reach = to <= 512 ? reach_of(operation, wish.knob, state.from, state.to)
                                  : Reach{state.from, state.to, {}, {}};
    state.low = reach.low;
    state.high = reach.high;
    const std::string limit =
        state.value == reach.high && reach.above  ? limit_note(input.ui.texts, reach.above)
        : state.value == reach.low && reach.below ? limit_note(input.ui.texts, reach.below)
                                                  : std::string();
    const bool changed = slider(input.ui, wish.id, wish.label, state, wish.note, limit);
    storage.SetBool(held, ImGui::GetActiveID() == ImGui::GetID(("###" + std::string(wish.id)).c_str()));
    if (changed)
        set_operation(draft, with_value(operation, wish.knob, state.value));
    return changed;
}

namespace {

void kind_choice(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    const auto label = [&](Kind kind) {
        std::string name(name_of(kind_names(), kind));
        std::replace(name.begin(), name.end(), '-', '_');
        const Texts other(ui.texts.language() == Language::en ? Language::zh : Language::en);
        return std::string(ui.texts("kind." + name)) + "  " + std::string(other("kind." + name));
    };
    const std::string both = label(draft.operation.kind);
    if (!begin_choice(ui, "###kind", both.substr(0, both.find("  ")), ImGui::GetContentRegionAvail().x, true))
        return;
    for (const auto& [name, kind] : kind_names()) {
        const bool on = kind == draft.operation.kind;
        if (ImGui::Selectable((label(kind) + "###" + std::string(name)).c_str(), on) && !on)
            set_operation(draft, with_kind(draft.operation, kind));
    }
    ImGui::EndCombo();
}

void padding_names(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    const float gap = ui.px(6), width = (ImGui::GetContentRegionAvail().x - 2 * gap) / 3;
    const std::pair<const char*, NamedPadding> choices[] = {
        {"valid", NamedPadding::valid}, {"same", NamedPadding::same_upper}, {"full", NamedPadding::full}};
    bool first = true;
    for (const auto& [name, padding] : choices) {
        Operation wanted = draft.operation;
        if (check(wanted).empty())
            set_padding(wanted, padding);
        if (!first)
            ImGui::SameLine(0, gap);
        first = false;
        const bool possible = check(draft.operation).empty() && check(wanted).empty();
        ImGui::BeginDisabled(!possible);
        if (button(ui, ui.label(std::string("ui.padding_") + name, name), width,
                   possible && wanted == draft.operation))
            set_operation(draft, wanted);
        ImGui::EndDisabled();
        hint(ui, ui.texts("ui.padding_" + std::string(name) + "_hint"));
    }
}

void main_sliders(const PanelInput& input, Document& draft) {
    const Texts& texts = input.ui.texts;
    if (draft.input.kind == SourceKind::image) {
        SliderState cells{draft.max_cells, 0, 256, 0, 256};
        if (slider(input.ui, "max_cells", texts("ui.max_cells"), cells,
                   draft.max_cells == 0 ? texts("ui.exact_pixels") : "", ""))
            draft.max_cells = cells.value;
    } else {
        knob_slider(input, draft, {"input", texts("ui.input_size"), {Parameter::input_size}, 1, 16, {}});
    }
    knob_slider(input, draft, {"kernel", texts("ui.kernel_size"), {Parameter::kernel_size}, 1, 8, {}});
    const std::string unread = unread_note(texts, input.results.operation);
    knob_slider(input, draft, {"stride", texts("ui.stride"), {Parameter::stride}, 1, 6, unread});
    if (draft.operation.kind != Kind::max_unpool) {
        const std::string label = texts("ui.padding", {{"padding", texts(padding_key(draft.operation))}});
        knob_slider(input, draft, {"padding", label, {Parameter::padding}, 0, 6, {}});
        padding_names(input, draft);
    }
    if (draft.operation.kind == Kind::lp_pool)
        norm_slider(input, draft);
}

} // namespace

Requests parameter_panel(const PanelInput& input, Document& draft, const Rect& place) {
    Requests requests;
    const Ui& ui = input.ui;
    begin_panel(ui, "###parameters", place, true);
    kind_choice(input, draft);
    ImGui::Dummy({1, ui.px(1)});
    main_sliders(input, draft);
    ImGui::SetCursorPosX(ui.px(9));
    if (link(ui, ui.label(input.session.more_open ? "ui.less" : "ui.more", "more"), true))
        requests.push_back({Command::toggle_more, 0, {}});
    if (input.session.more_open)
        more_parameters(input, draft);
    hairline(ui);
    size_formula(input, draft);
    hairline(ui);
    ImGui::SetCursorPosX(ui.px(9));
    if (link(ui, ui.label(input.session.numbers_open ? "ui.numbers_less" : "ui.numbers", "numbers"), true))
        requests.push_back({Command::toggle_more, 1, {}});
    if (input.session.numbers_open)
        for (const Request& request : numbers_panel(input, draft))
            requests.push_back(request);
    ImGui::GetWindowDrawList()->PushClipRectFullScreen();
    ImGui::GetWindowDrawList()->AddRectFilled({place.max.x - ui.px(1), place.min.y},
                                              {place.max.x, place.max.y}, imgui_color(ui.theme.hairline));
    ImGui::GetWindowDrawList()->PopClipRect();
    ImGui::End();
    return requests;
}

} // namespace convlens
