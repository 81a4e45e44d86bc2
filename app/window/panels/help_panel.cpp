// The list of keys, made from the table of keys.
#include "window/panels/panels.h"

#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/session/keys.h"

#include <algorithm>

namespace convlens {
namespace {

/// What each key does, in columns one beside the other.
void key_rows(const Ui& ui, std::size_t columns) {
    const auto rows = key_help();
    const std::size_t in_column = std::max<std::size_t>((rows.size() + columns - 1) / columns, 1);
    const float width = ImGui::GetContentRegionAvail().x / static_cast<float>(columns);
    const ImVec2 start = ImGui::GetCursorPos();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t column = i / in_column;
        const float x = start.x + width * static_cast<float>(column);
        ImGui::SetCursorPos({x, start.y + ui.px(23) * static_cast<float>(i % in_column)});
        words(ui.texts(rows[i].text_key), ui.theme.text);
        ImGui::SameLine(x + std::min(ui.px(190), width * 0.5F));
        const WithFont small(ui.fonts.small);
        words(rows[i].shortcuts, ui.theme.accent);
    }
    ImGui::SetCursorPos({start.x, start.y + ui.px(23) * static_cast<float>(in_column) + ui.px(6)});
}

} // namespace

Requests help_panel(const PanelInput& input, const Rect& stage) {
    Requests requests;
    if (!input.session.help_open)
        return requests;
    const Ui& ui = input.ui;
    const bool stays = begin_card(ui, "###help_panel", ui.texts("ui.help_title"), stage, 860);
    // It scrolls where it has more than the stage's height, known from the picture before.
    const ImGuiID height = ImGui::GetID("height");
    const float wanted = ImGui::GetStateStorage()->GetFloat(height, ui.px(520));
    const float room = ImGui::GetIO().DisplaySize.y - ImGui::GetCursorScreenPos().y - ui.px(20);
    ImGuiStorage& storage = *ImGui::GetStateStorage();
    ImGui::BeginChild("###keys", {0, std::max(std::min(wanted, room), ui.px(60))}, false,
                      wanted <= room ? ImGuiWindowFlags_NoScrollbar : 0);
    key_rows(ui, ImGui::GetContentRegionAvail().x > ui.px(700) ? 2 : 1);
    wrapped_words(ui.texts("ui.help_mouse"), ui.theme.text);
    wrapped_words(ui.texts("ui.help_cross_correlation"), ui.theme.quiet);
    storage.SetFloat(height, ImGui::GetCursorPosY());
    ImGui::EndChild();
    if (!stays)
        requests.push_back({LookCommand::help, 0, {}});
    ImGui::End();
    return requests;
}

} // namespace convlens
