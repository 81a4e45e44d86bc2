// The bar at the top: figures, export, language, theme, stage, help.
#include "window/panels/panels.h"

#include "document/names.h"
#include "document/presets.h"
#include "scene/words/words.h"
#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/session/keys.h"

namespace convlens {
namespace {

/// One row of a menu; its shortcut at the right.
bool row(const Ui& ui, const std::string& label, const std::string& shortcut, bool on, float width) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::Selectable(label.c_str(), on, 0, {width, 0});
    if (!shortcut.empty()) {
        const float shortcut_width = ImGui::CalcTextSize(shortcut.c_str()).x;
        ImGui::GetWindowDrawList()->AddText({start.x + width - shortcut_width, start.y},
                                            imgui_color(ui.theme.quiet), shortcut.c_str());
    }
    return pressed;
}

/// A row that asks for a command by its shortcut's name.
void command_row(const Ui& ui, const char* key, const char* id, Command command, float width,
                 Requests& requests) {
    if (row(ui, ui.label(key, id), shortcut_text(command), false, width))
        requests.push_back({command, 0, {}});
}

/// A word of the bar that opens a list at `x`, px of the design. True: it is open, EndPopup must follow.
bool begin_menu(const Ui& ui, const std::string& name, float x) {
    const std::string popup = "###" + name + "_menu";
    if (link(ui, ui.label("ui." + name, name), false, true))
        ImGui::OpenPopup(popup.c_str());
    ImGui::SetNextWindowPos({ui.px(x), ui.px(40)});
    return ImGui::BeginPopup(popup.c_str());
}

void figures_column(const PanelInput& input, bool guide, Requests& requests) {
    const Ui& ui = input.ui;
    ImGui::BeginGroup();
    words(ui.texts(guide ? "ui.figures_guide" : "ui.figures_extra"), ui.theme.quiet);
    ImGui::Dummy({1, ui.px(2)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), ui.px(9)});
    int64_t index = 0;
    for (const Preset& preset : presets()) {
        if (preset.guide == guide) {
            // Titles are ours, but a label is an identity all the same: it comes from the index.
            const std::string label =
                preset.document.title.in(ui.texts.language()) + "###figure" + std::to_string(index);
            if (row(ui, label, "", false, ui.px(330)))
                requests.push_back({EditCommand::load_figure, index, {}});
        }
        ++index;
    }
    ImGui::PopStyleVar();
    if (!guide) {
        hairline(ui);
        command_row(ui, "ui.open", "open", FileCommand::open_panel, ui.px(330), requests);
        command_row(ui, "ui.save_as", "save_as", FileCommand::save_panel, ui.px(330), requests);
        if (input.session.can_restore)
            command_row(ui, "ui.restore_row", "restore", FileCommand::restore, ui.px(330), requests);
    }
    ImGui::EndGroup();
}

void figures_menu(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    if (!begin_menu(ui, "figures", 110))
        return;
    figures_column(input, true, requests);
    ImGui::SameLine(0, ui.px(24));
    figures_column(input, false, requests);
    ImGui::EndPopup();
}

void lenses_menu(const PanelInput& input, const Document& draft, Requests& requests) {
    const Ui& ui = input.ui;
    if (!begin_menu(ui, "lenses", 192))
        return;
    for (const auto& [name, lens] : lens_names()) {
        const std::string label = lens_name(ui.texts, lens) + "###lens_" + std::string(name);
        bool on = has_lens(draft, lens);
        // The list stays open: lenses are tried one after the other.
        if (ImGui::Checkbox(label.c_str(), &on))
            requests.push_back({LensCommand::toggle_lens, static_cast<int64_t>(lens), {}});
    }
    ImGui::EndPopup();
}

void theme_menu(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    const auto name_of_theme = [&](const Theme& theme) { return "ui.theme_" + std::string(theme.name); };
    if (link(ui, ui.label(name_of_theme(ui.theme), "theme"), false, true))
        ImGui::OpenPopup("###theme_menu");
    if (!ImGui::BeginPopup("###theme_menu"))
        return;
    for (const Theme& theme : themes())
        if (row(ui, ui.label(name_of_theme(theme), theme.name), "", theme.id == ui.theme.id, ui.px(170)))
            requests.push_back({LookCommand::set_theme, static_cast<int64_t>(theme.id), {}});
    hairline(ui);
    if (row(ui, ui.label("ui.reduced_motion", "motion"), "", input.settings.reduced_motion, ui.px(170)))
        requests.push_back({LookCommand::toggle_motion, 0, {}});
    command_row(ui, "ui.larger", "larger", LookCommand::larger, ui.px(170), requests);
    command_row(ui, "ui.smaller", "smaller", LookCommand::smaller, ui.px(170), requests);
    ImGui::EndPopup();
}

/// Returns where it begins, px.
float right_side(const PanelInput& input, const Rect& place, Requests& requests) {
    const Ui& ui = input.ui;
    const auto width_of = [&](std::string_view key) {
        const std::string_view text = ui.texts(key);
        return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x + ui.px(14);
    };
    const float widths = width_of("ui.english") + width_of("ui.chinese") + ui.px(4) +
                         width_of("ui.theme_" + std::string(ui.theme.name)) + ui.px(14) +
                         width_of("ui.stage") + ImGui::CalcTextSize("?").x + ui.px(14) + 3 * ui.px(12);
    const float begin = place.width() - widths - ui.px(14);
    ImGui::SameLine(begin, 0);
    const bool chinese = ui.texts.language() == Language::zh;
    if (link(ui, ui.label("ui.english", "english"), !chinese))
        requests.push_back({LookCommand::set_language, 0, {}});
    ImGui::SameLine(0, ui.px(4));
    link_separator(ui, 2);
    if (link(ui, ui.label("ui.chinese", "chinese"), chinese))
        requests.push_back({LookCommand::set_language, 1, {}});
    ImGui::SameLine(0, ui.px(12));
    theme_menu(input, requests);
    ImGui::SameLine(0, ui.px(12));
    if (link(ui, ui.label("ui.stage", "stage")))
        requests.push_back({LookCommand::toggle_stage, 0, {}});
    ImGui::SameLine(0, ui.px(12));
    if (link(ui, "?###help"))
        requests.push_back({LookCommand::help, 0, {}});
    return place.min.x + begin;
}

} // namespace

Requests menu_bar(const PanelInput& input, const Document& draft, const Rect& place, Rect& free) {
    Requests requests;
    const Ui& ui = input.ui;
    begin_panel(ui, "###menu_bar", place, false);
    ImGui::SetCursorPos({ui.px(16), (place.height() - ui.px(21)) / 2 + ui.px(1)});
    {
        const WithFont title(ui.fonts.title);
        words("convlens", ui.theme.text);
    }
    const float top = (place.height() - ui.px(24)) / 2;
    ImGui::SetCursorPos({ui.px(112), top});
    figures_menu(input, requests);
    ImGui::SameLine(0, ui.px(12));
    lenses_menu(input, draft, requests);
    ImGui::SameLine(0, ui.px(12));
    if (link(ui, ui.label("ui.export", "export"), input.session.exporting.open))
        requests.push_back({FileCommand::export_panel, 0, {}});
    free = place;
    free.min.x = ImGui::GetItemRectMax().x + ui.px(12);
    free.max.x = right_side(input, place, requests) - ui.px(12);
    panel_edge(ui, {{place.min.x, place.max.y - ui.px(1)}, {place.max.x, place.max.y}});
    ImGui::End();
    return requests;
}

} // namespace convlens
