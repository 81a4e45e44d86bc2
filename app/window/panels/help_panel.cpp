// The list of keys, made from the table of keys.
#include "window/panels/panels.h"

#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/session/keys.h"

#include <algorithm>
#include <string_view>

namespace convlens {
namespace {

/// Wrapped; returns where it ends, px.
float words_within(std::string_view text, Color color, ImVec2 at, float width) {
    ImGui::SetCursorPos(at);
    ImGui::PushTextWrapPos(at.x + width);
    words(text, color);
    ImGui::PopTextWrapPos();
    return at.y + ImGui::GetItemRectSize().y;
}

/// What each key does, in columns one beside the other.
void key_rows(const Ui& ui, std::size_t columns) {
    const auto rows = key_help();
    const std::size_t in_column = std::max<std::size_t>((rows.size() + columns - 1) / columns, 1);
    const float width = ImGui::GetContentRegionAvail().x / static_cast<float>(columns);
    const ImVec2 start = ImGui::GetCursorPos();
    const float text = 0.55F * width, gap = ui.px(12); // of a column
    float y = start.y, end = start.y;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t column = i / in_column;
        const float x = start.x + width * static_cast<float>(column);
        if (i % in_column == 0)
            y = start.y;
        const float described = words_within(ui.texts(rows[i].text_key), ui.theme.text, {x, y}, text - gap);
        const WithFont small(ui.fonts.small);
        const float keys =
            words_within(rows[i].shortcuts, ui.theme.accent, {x + text, y}, width - text - gap);
        y = std::max({described, keys, y + ui.px(17)}) + ui.px(6);
        end = std::max(end, y);
    }
    ImGui::SetCursorPos({start.x, end + ui.px(6)});
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
