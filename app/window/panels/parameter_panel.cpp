// The left panel: the operation, its four usual numbers, named paddings; then what follows from them.
#include "window/panels/panels.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/reverse.h"
#include "document/names.h"
#include "scene/words/notation.h"
#include "scene/words/words.h"
#include "window/controls/dialogs.h"
#include "window/controls/knob.h"
#include "window/controls/knob_slider.h"
#include "window/controls/notes.h"
#include "window/controls/widgets.h"
#include "window/session/keys.h"

#include <algorithm>

namespace convlens {
namespace {

/// "Reverse this", and where that leads. In the list of operations, and below the sizes.
void reverse_row(const PanelInput& input, const Document& draft, bool in_list, Requests& requests) {
    const Ui& ui = input.ui;
    const auto back = reversed_operation(operation_of(draft));
    ImGui::BeginDisabled(!back);
    const std::string label = ui.label("ui.reverse", in_list ? "reverse_in_list" : "reverse");
    if (in_list ? ImGui::Selectable(label.c_str()) : link(ui, label, true))
        requests.push_back({EditCommand::reverse, 0, {}});
    ImGui::EndDisabled();
    hint(ui, back ? ui.texts("ui.reverse_hint", {{"operation", ui.texts(kind_key(back->kind))},
                                                 {"input", size_text(back->input_size)},
                                                 {"output", size_text(output_size(*back))}})
                  : std::string(ui.texts("ui.reverse_none")));
}

void kind_choice(const PanelInput& input, const Document& draft, Requests& requests) {
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
            requests.push_back({EditCommand::choose_kind, static_cast<int64_t>(kind), {}});
    }
    hairline(ui);
    reverse_row(input, draft, true, requests);
    ImGui::EndCombo();
}

struct PaddingName {
    const char* name;
    NamedPadding padding;
    NamedCase shown; // lights it: what the text below says too
};
constexpr PaddingName padding_choices[] = {{"valid", NamedPadding::valid, NamedCase::valid},
                                           {"same", NamedPadding::same_upper, NamedCase::same},
                                           {"full", NamedPadding::full, NamedCase::full}};

/// What the name means for this operation; where it is what is there under another name, that.
std::string padding_hint(const Texts& texts, const Operation& operation, const PaddingName& choice,
                         bool is_there) {
    std::string key = "ui.padding_" + std::string(choice.name) + "_hint";
    if (operation.kind == Kind::conv_transpose && choice.padding != NamedPadding::valid)
        key += "_transposed";
    const std::string hint(texts(key));
    return is_there ? hint + " · " + std::string(texts("ui.padding_is_shown")) : hint;
}

void put_padding(Document& draft, const Operation& wanted) {
    Operation operation = draft.operation; // an image has an input size of its own
    operation.padding_begin = wanted.padding_begin;
    operation.padding_end = wanted.padding_end;
    operation.output_padding = wanted.output_padding;
    set_operation(draft, operation);
}

void padding_names(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    const float gap = ui.px(6), width = (ImGui::GetContentRegionAvail().x - 2 * gap) / 3;
    const Operation present = operation_of(draft);
    const bool possible = check(present).empty();
    for (const PaddingName& choice : padding_choices) {
        Operation wanted = present;
        if (possible)
            set_padding(wanted, choice.padding);
        if (&choice != padding_choices)
            ImGui::SameLine(0, gap);
        const bool on = possible && true_case(present) == choice.shown;
        const bool is_there = !on && possible && wanted == present;
        ImGui::BeginDisabled(!possible || is_there || !check(wanted).empty());
        if (button(ui, ui.label(std::string("ui.padding_") + choice.name, choice.name), width, on))
            put_padding(draft, wanted);
        ImGui::EndDisabled();
        hint(ui, padding_hint(ui.texts, present, choice, is_there));
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
        const std::string letter = is_swapped(draft.operation.kind) ? "i′" : "i";
        const std::string input_label = texts("ui.input_size", {{"letter", letter}});
        knob_slider(input.ui, draft, {"input", input_label, {Parameter::input_size}, 1, 16, {}});
    }
    knob_slider(input.ui, draft,
                {"kernel",
                 texts(window_key(draft.operation.kind, "ui.kernel_size", "ui.window_size")),
                 {Parameter::kernel_size},
                 1,
                 8,
                 {}});
    const std::string unread = unread_note(texts, input.results.operation);
    knob_slider(input.ui, draft, {"stride", texts("ui.stride"), {Parameter::stride}, 1, 6, unread});
    if (draft.operation.kind != Kind::max_unpool) {
        const std::string label = texts("ui.padding", {{"padding", texts(padding_key(draft.operation))}});
        knob_slider(input.ui, draft, {"padding", label, {Parameter::padding}, 0, 6, {}});
        padding_names(input, draft);
    }
    if (draft.operation.kind == Kind::lp_pool)
        norm_slider(input, draft);
}

/// A link that opens more below it, which then begins at the top of what is seen. True: it is open.
bool fold(const Ui& ui, const char* closed, const char* open, const char* id, bool is_open, int64_t which,
          Requests& requests) {
    ImGui::SetCursorPosX(ui.px(9));
    if (link(ui, ui.label(is_open ? open : closed, id), true))
        requests.push_back({LookCommand::toggle_more, which, {}});
    bool* const was_open =
        ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID((std::string(id) + "was").c_str()));
    if (is_open && !*was_open)
        ImGui::SetScrollHereY(0);
    *was_open = is_open;
    return is_open;
}

/// Where the figure is a layer of a network: the ways to its neighbours and back.
void layer_rows(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    const NetworkStatus& network = input.session.network;
    if (!network.is_layer)
        return;
    ImGui::SetCursorPosX(ui.px(9));
    const auto way = [&](const char* key, const char* id, const Request& request, bool is_possible) {
        ImGui::BeginDisabled(!is_possible);
        if (link(ui, ui.label(key, id), true))
            requests.push_back(request);
        ImGui::EndDisabled();
        hint(ui, ui.texts(std::string(key) + "_hint"), shortcut_text(request.command));
    };
    way("ui.layer_below", "layer_below", {EditCommand::previous_figure, 0, {}}, network.has_below);
    ImGui::SameLine(0, ui.px(2));
    way("ui.whole_network", "whole_network", {NetworkCommand::back_to_network, 0, {}}, true);
    ImGui::SameLine(0, ui.px(2));
    way("ui.layer_above", "layer_above", {EditCommand::next_figure, 0, {}}, network.has_above);
}

/// What scrolls where there is no room for it.
void controls(const PanelInput& input, Document& draft, Requests& requests) {
    const Ui& ui = input.ui;
    layer_rows(input, requests);
    kind_choice(input, draft, requests);
    ImGui::Dummy({1, ui.px(1)});
    main_sliders(input, draft);
    const Session& session = input.session;
    if (fold(ui, "ui.more", "ui.less", "more", session.more_open, 0, requests))
        more_parameters(input, draft);
    const char* const numbers = has_weight(draft.operation.kind) ? "ui.numbers" : "ui.numbers_only";
    if (!fold(ui, numbers, "ui.numbers_less", "numbers", session.numbers_open, 1, requests))
        return;
    const Requests asked = numbers_panel(input, draft);
    requests.insert(requests.end(), asked.begin(), asked.end());
}

/// Begins the part of the panel that scrolls, so that the formula below it stays in sight: as high as the
/// controls were in the picture before, or what the formula leaves. False: that is too little, all scrolls.
bool begin_controls(const Ui& ui, float content, float room) {
    if (room < ui.px(150))
        return false;
    const float edge = ImGui::GetStyle().WindowPadding.x;
    ImGuiWindowFlags flags = ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NavFlattened;
    if (content <= room)
        flags |= ImGuiWindowFlags_NoScrollbar;
    if (!ui.can_focus)
        flags |= ImGuiWindowFlags_NoNav;
    ImGui::SetCursorPosX(0);
    const float width = ImGui::GetContentRegionAvail().x + edge; // without the panel's own bar, if it has one
    const ImVec2 corner = ImGui::GetCursorScreenPos(); // the bar for scrolling lies in the panel's padding
    ImGui::PushClipRect(corner, {corner.x + width, corner.y + std::max(room, 1.0F)}, false);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {edge, 0});
    ImGui::BeginChild("###controls", {width, std::max(std::min(content, room), 1.0F)}, false, flags);
    ImGui::PopStyleVar();
    return true;
}

} // namespace

Requests parameter_panel(const PanelInput& input, Document& draft, const Rect& place) {
    Requests requests;
    const Ui& ui = input.ui;
    begin_panel(ui, "###parameters", place, true);
    ImGuiStorage& storage = *ImGui::GetStateStorage();
    const ImGuiID formula = ImGui::GetID("formula"), content = ImGui::GetID("content"); // heights, px
    const float room = ImGui::GetContentRegionAvail().y - storage.GetFloat(formula, ui.px(150));
    const bool scrolls = begin_controls(ui, storage.GetFloat(content, ui.px(1000)), room);
    const float top = ImGui::GetCursorPosY();
    controls(input, draft, requests);
    storage.SetFloat(content, ImGui::GetCursorPosY() - top);
    if (scrolls) {
        ImGui::EndChild();
        ImGui::PopClipRect();
    }
    const float below = ImGui::GetCursorPosY();
    hairline(ui);
    size_formula(input, draft);
    ImGui::SetCursorPosX(ui.px(9));
    reverse_row(input, draft, false, requests);
    storage.SetFloat(formula, ImGui::GetCursorPosY() - below);
    panel_focus(ui, place);
    panel_edge(ui, {{place.max.x - ui.px(1), place.min.y}, {place.max.x, place.max.y}});
    ImGui::End();
    return requests;
}

} // namespace convlens
