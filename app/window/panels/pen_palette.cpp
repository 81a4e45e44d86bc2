// The four pens, the wipe and the spotlight: a row of small buttons.
#include "window/panels/panels.h"

#include "scene/page/overlay.h"
#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/session/keys.h"

#include <algorithm>
#include <array>
#include <string>

namespace convlens {
namespace {

constexpr float side = 28; // of a button, px of the design
constexpr std::array<const char*, 4> pen_keys{"ui.pen_red", "ui.pen_blue", "ui.pen_green", "ui.pen_black"};

/// A square to press; the pen in hand, and what is switched on, has a line below it.
bool tool(const Ui& ui, const std::string& id, bool on) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(id.c_str(), {ui.px(side), ui.px(side)});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + ui.px(side), at.y + ui.px(side)};
    if (ImGui::IsItemHovered() || ImGui::IsItemFocused() || on)
        draw.AddRectFilled(at, end, imgui_color(mixed(ui.theme.card, ui.theme.text, on ? 0.1F : 0.06F)),
                           ui.px(6));
    if (on)
        draw.AddRectFilled({at.x + ui.px(6), end.y - ui.px(2.5F)}, {end.x - ui.px(6), end.y - ui.px(0.5F)},
                           imgui_color(ui.theme.accent), ui.px(1));
    return pressed;
}

ImVec2 middle_of_item() {
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    return {(min.x + max.x) / 2, (min.y + max.y) / 2};
}

/// An eraser: a leaning block with a line below it.
void draw_wipe(const Ui& ui, ImVec2 at) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 color = imgui_color(ui.theme.text);
    const auto to = [&](float x, float y) { return ImVec2{at.x + ui.px(x), at.y + ui.px(y)}; };
    draw.AddQuad(to(-6, 2), to(1, -6), to(6, -2), to(-1, 6), color, ui.px(1.5F));
    draw.AddLine(to(-3, -1.5F), to(2.5F, 2.5F), color, ui.px(1.5F));
    draw.AddLine(to(0, 7.5F), to(8, 7.5F), color, ui.px(1.5F));
}

/// A disc in rays.
void draw_spot(const Ui& ui, ImVec2 at) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 color = imgui_color(ui.theme.text);
    draw.AddCircleFilled(at, ui.px(3.6F), color, 20);
    draw.AddCircle(at, ui.px(8), color, 28, ui.px(1.4F));
}

} // namespace

Requests pen_tools(const Ui& ui, const ClassSession& classroom) {
    Requests requests;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(3), 0});
    for (std::size_t i = 0; i < pen_keys.size(); ++i) {
        const auto pen = static_cast<PenColor>(i);
        if (tool(ui, "###pen" + std::to_string(i), classroom.pen() == pen))
            requests.push_back({ClassCommand::pen, static_cast<int64_t>(i), {}});
        ImGui::GetWindowDrawList()->AddCircleFilled(middle_of_item(), ui.px(6.5F),
                                                    imgui_color(ink_of(pen, ui.theme)), 28);
        hint(ui, ui.texts(pen_keys[i]), shortcut_text(ClassCommand::pen, static_cast<int64_t>(i)));
        ImGui::SameLine();
    }
    if (tool(ui, "###wipe", false))
        requests.push_back({ClassCommand::wipe, 0, {}});
    draw_wipe(ui, middle_of_item());
    hint(ui, ui.texts("ui.wipe"), shortcut_text(ClassCommand::wipe));
    ImGui::SameLine();
    if (tool(ui, "###spotlight", classroom.has_spotlight()))
        requests.push_back({ClassCommand::spotlight, 0, {}});
    draw_spot(ui, middle_of_item());
    hint(ui, ui.texts("ui.spotlight"), shortcut_text(ClassCommand::spotlight));
    ImGui::PopStyleVar();
    return requests;
}

Requests pen_palette(const Ui& ui, const Session& session, const Rect& stage) {
    if (!session.classroom.pen() || session.class_open)
        return {};
    ImGui::SetNextWindowPos({stage.min.x + ui.px(12), stage.max.y - ui.px(12)}, ImGuiCond_Always, {0, 1});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(6), ui.px(6)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, ui.px(1)));
    ImGui::Begin("###pen_palette", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing |
                     (ui.can_focus ? 0 : ImGuiWindowFlags_NoNav));
    ImGui::PopStyleVar(3);
    Requests requests = pen_tools(ui, session.classroom);
    ImGui::End();
    return requests;
}

} // namespace convlens
