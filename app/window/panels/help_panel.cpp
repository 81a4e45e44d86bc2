// The list of keys, made from the table of keys.
#include "window/panels/panels.h"

#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/session/keys.h"

#include <algorithm>

namespace convlens {

Requests help_panel(const PanelInput& input, const Rect& stage) {
    Requests requests;
    if (!input.session.help_open)
        return requests;
    const Ui& ui = input.ui;
    const bool stays = begin_card(ui, "###help_panel", ui.texts("ui.help_title"), stage, 860);
    const auto rows = key_help();
    const std::size_t half = std::max<std::size_t>((rows.size() + 1) / 2, 1);
    const float column = ImGui::GetContentRegionAvail().x / 2;
    const float top = ImGui::GetCursorPosY();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const float x = ui.px(16) + (i < half ? 0 : column);
        ImGui::SetCursorPos({x, top + ui.px(23) * static_cast<float>(i % half)});
        words(ui.texts(rows[i].text_key), ui.theme.text);
        ImGui::SameLine(x + ui.px(190));
        const WithFont small(ui.fonts.small);
        words(rows[i].shortcuts, ui.theme.accent);
    }
    ImGui::SetCursorPos({ui.px(16), top + ui.px(23) * static_cast<float>(half) + ui.px(6)});
    wrapped_words(ui.texts("ui.help_mouse"), ui.theme.text);
    wrapped_words(ui.texts("ui.help_cross_correlation"), ui.theme.quiet);
    if (!stays)
        requests.push_back({LookCommand::help, 0, {}});
    ImGui::End();
    return requests;
}

} // namespace convlens
