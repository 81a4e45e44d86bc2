// Panels cover the window side by side; cards lie over the stage.
#include "window/controls/dialogs.h"

#include "window/controls/widgets.h"

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

void panel_edge(const Ui& ui, const Rect& line) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRectFullScreen();
    draw.AddRectFilled({line.min.x, line.min.y}, {line.max.x, line.max.y}, imgui_color(ui.theme.hairline));
    draw.PopClipRect();
}

void panel_focus(const Ui& ui, const Rect& place) {
    if (!ui.can_focus || ImGui::IsAnyItemFocused() || ImGui::IsAnyItemActive())
        return;
    const float wide = std::max(2.0F, ui.px(2));
    const Rect frame = inset(place, wide / 2);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRectFullScreen();
    draw.AddRect({frame.min.x, frame.min.y}, {frame.max.x, frame.max.y}, imgui_color(ui.theme.accent), 0, 0,
                 wide);
    draw.PopClipRect();
}

namespace {

/// `at`: the middle of its upper edge, px. It is as high as its content, at most `max_height` px.
bool begin_card_at(const Ui& ui, const char* id, std::string_view title, Vec2 at, float wide,
                   float max_height) {
    ImGui::SetNextWindowPos({at.x, at.y}, ImGuiCond_Always, {0.5F, 0});
    ImGui::SetNextWindowSizeConstraints({wide, 0}, {wide, max_height});
    ImGui::SetNextWindowSize({wide, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(10));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, ui.px(1)));
    ImGui::Begin(id, nullptr,
                 (ImGuiWindowFlags_NoDecoration & ~ImGuiWindowFlags_NoScrollbar) | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize);
    ImGui::PopStyleVar(2);
    {
        const WithFont bold(ui.fonts.bold);
        words(title, ui.theme.text);
    }
    ImGui::SameLine(wide - ui.px(42), 0);
    const bool stays = !link(ui, "×###close");
    ImGui::Dummy({1, ui.px(2)});
    return stays;
}

} // namespace

bool begin_card(const Ui& ui, const char* id, std::string_view title, const Rect& stage, float width) {
    const float wide = std::min(ui.px(width), stage.width() - ui.px(24));
    const float top = stage.min.y + ui.px(40);
    return begin_card_at(ui, id, title, {stage.center().x, top}, wide, ImGui::GetIO().DisplaySize.y - top);
}

bool begin_side_card(const Ui& ui, const char* id, std::string_view title, const Rect& stage, float width) {
    const float edge = ui.px(12);
    const float wide = std::min(ui.px(width), stage.width() - 2 * edge);
    return begin_card_at(ui, id, title, {stage.min.x + edge + wide / 2, stage.min.y + edge}, wide,
                         ImGui::GetIO().DisplaySize.y - stage.min.y - 2 * edge);
}

} // namespace convlens
