// The left panel: the operation, its four usual numbers, named paddings; then what follows from them.
#include "window/panels/panels.h"

#include "convlens/arithmetic.h"
#include "document/names.h"
#include "scene/words/words.h"
#include "window/controls/dialogs.h"
#include "window/controls/knob.h"
#include "window/controls/knob_slider.h"
#include "window/controls/notes.h"
#include "window/controls/widgets.h"

#include <algorithm>

namespace convlens {
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
        knob_slider(input.ui, draft, {"input", texts("ui.input_size"), {Parameter::input_size}, 1, 16, {}});
    }
    knob_slider(input.ui, draft, {"kernel", texts("ui.kernel_size"), {Parameter::kernel_size}, 1, 8, {}});
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
        requests.push_back({LookCommand::toggle_more, 0, {}});
    if (input.session.more_open)
        more_parameters(input, draft);
    hairline(ui);
    size_formula(input, draft);
    hairline(ui);
    ImGui::SetCursorPosX(ui.px(9));
    if (link(ui, ui.label(input.session.numbers_open ? "ui.numbers_less" : "ui.numbers", "numbers"), true))
        requests.push_back({LookCommand::toggle_more, 1, {}});
    if (input.session.numbers_open)
        for (const Request& request : numbers_panel(input, draft))
            requests.push_back(request);
    panel_edge(ui, {{place.max.x - ui.px(1), place.min.y}, {place.max.x, place.max.y}});
    ImGui::End();
    return requests;
}

} // namespace convlens
