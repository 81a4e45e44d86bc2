// One line at the lower edge of the stage: never a dialog, the picture stays.
#include "window/panels/panels.h"

#include "window/controls/widgets.h"

namespace convlens {

Requests message_line(const PanelInput& input, const Rect& stage) {
    Requests requests;
    const Session& session = input.session;
    if (session.message.empty() && !session.can_restore)
        return requests;
    const Ui& ui = input.ui;
    ImGui::SetNextWindowPos({stage.center().x, stage.max.y - ui.px(12)}, ImGuiCond_Always, {0.5F, 1});
    ImGui::SetNextWindowSizeConstraints({0, 0}, {stage.width() - ui.px(24), stage.height()});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(14), ui.px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::Begin("###message", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                     (ui.can_focus ? 0 : ImGuiWindowFlags_NoNav));
    ImGui::PopStyleVar(3);
    ImGui::AlignTextToFramePadding();
    if (session.can_restore) {
        words(ui.texts("ui.restore_offer"), ui.theme.text);
        ImGui::SameLine();
        if (link(ui, ui.label("ui.restore", "restore"), true))
            requests.push_back({FileCommand::restore, 0, {}});
    } else {
        words(session.message, ui.theme.text);
    }
    ImGui::SameLine();
    if (link(ui, "×###dismiss"))
        requests.push_back({FileCommand::dismiss, 0, {}});
    ImGui::End();
    return requests;
}

} // namespace convlens
