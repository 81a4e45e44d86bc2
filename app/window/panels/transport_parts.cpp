// Playing and stepping, the scrubber, speed: drawn from the timeline alone.
#include "window/panels/transport_parts.h"

#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/session/keys.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

enum class Icon { first, previous, play, pause, next, last };

void draw_icon(const Ui& ui, Icon icon, ImVec2 center, ImU32 color) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float r = ui.px(5.5F), bar = ui.px(2.2F);
    const auto triangle = [&](float direction, float shift) {
        const float x = center.x + shift;
        ImVec2 a{x - direction * r * 0.8F, center.y - r}, b{x + direction * r, center.y},
            c{x - direction * r * 0.8F, center.y + r};
        if (direction < 0)
            std::swap(a, c); // the same way round, for the soft edge
        draw.AddTriangleFilled(a, b, c, color);
    };
    const auto stroke = [&](float x, float half) {
        draw.AddRectFilled({x - half, center.y - r}, {x + half, center.y + r}, color, ui.px(1));
    };
    switch (icon) {
    case Icon::first:
        triangle(-1, ui.px(1.5F));
        stroke(center.x - r, bar / 2);
        break;
    case Icon::previous:
        triangle(-1, 0);
        break;
    case Icon::play:
        triangle(1, ui.px(0.5F));
        break;
    case Icon::pause:
        stroke(center.x - ui.px(3.5F), bar * 0.8F);
        stroke(center.x + ui.px(3.5F), bar * 0.8F);
        break;
    case Icon::next:
        triangle(1, 0);
        break;
    case Icon::last:
        triangle(1, -ui.px(1.5F));
        stroke(center.x + r, bar / 2);
        break;
    }
}

bool icon_button(const Ui& ui, const char* id, Icon icon, float width, bool main) {
    if (main) {
        ImGui::PushStyleColor(ImGuiCol_Button, imgui_color(ui.theme.accent));
        ImGui::PushStyleColor(ImGuiCol_ButtonHovered,
                              imgui_color(mixed(ui.theme.accent, ui.theme.text, 0.12F)));
        ImGui::PushStyleColor(ImGuiCol_ButtonActive,
                              imgui_color(mixed(ui.theme.accent, ui.theme.text, 0.25F)));
        ImGui::PushStyleColor(ImGuiCol_Border, imgui_color(ui.theme.accent));
    }
    const bool pressed = ImGui::Button(id, {width, ui.px(36)});
    if (main)
        ImGui::PopStyleColor(4);
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    draw_icon(ui, icon, {(min.x + max.x) / 2, (min.y + max.y) / 2},
              imgui_color(main ? ui.theme.on_accent : ui.theme.text));
    return pressed;
}

} // namespace

void step_buttons(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    const bool playing = input.session.playing;
    const auto one = [&](const char* name, Icon icon, float width, PlaybackCommand command) {
        const bool main = command == PlaybackCommand::play_pause;
        if (icon_button(ui, (std::string("###") + name).c_str(), icon, ui.px(width), main))
            requests.push_back({command, 0, {}});
        const char* const said = main && playing ? "pause" : name;
        hint(ui, ui.texts(std::string("ui.hint_") + said), shortcut_text(command));
        ImGui::SameLine(0, ui.px(6));
    };
    one("first", Icon::first, 40, PlaybackCommand::first_step);
    one("previous", Icon::previous, 40, PlaybackCommand::previous_step);
    one("play", playing ? Icon::pause : Icon::play, 64, PlaybackCommand::play_pause);
    one("next", Icon::next, 40, PlaybackCommand::next_step);
    one("last", Icon::last, 40, PlaybackCommand::last_step);
}

void scrubber(const PanelInput& input, float x0, float x1, float y, Requests& requests) {
    const Ui& ui = input.ui;
    const Timeline& timeline = input.timeline;
    ImGui::SetCursorScreenPos({x0, y - ui.px(14)});
    ImGui::InvisibleButton("###scrub", {std::max(x1 - x0, 8.0F), ui.px(28)});
    const bool lively = ImGui::IsItemHovered() || ImGui::IsItemActive() || ImGui::IsItemFocused();
    if (!ImGui::IsItemActive())
        hint(ui, ui.texts("ui.hint_scrub"), shortcut_text(PlaybackCommand::seek_tenth));
    const auto duration = static_cast<float>(timeline.duration_us());
    const float r = ui.px(lively ? 10.0F : 9.0F);
    if (ImGui::IsItemActive()) {
        const float t = std::clamp((ImGui::GetIO().MousePos.x - x0) / (x1 - x0), 0.0F, 1.0F);
        const auto time = std::min(
            static_cast<int64_t>(static_cast<double>(t) * static_cast<double>(timeline.duration_us())),
            timeline.duration_us() - 1);
        requests.push_back({PlaybackCommand::seek_time, time, {}});
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float half = ui.px(3),
                knob = x0 + (x1 - x0) * static_cast<float>(input.session.playhead_us) / duration;
    draw.AddRectFilled({x0, y - half}, {x1, y + half},
                       imgui_color(mixed(ui.theme.card, ui.theme.text, 0.13F)), half);
    draw.AddRectFilled({x0, y - half}, {knob, y + half}, imgui_color(ui.theme.accent), half);
    if (timeline.steps() <= 60)
        for (int64_t step = 0; step <= timeline.steps(); ++step) {
            const float x = x0 + (x1 - x0) * static_cast<float>(timeline.start_of(step)) / duration;
            draw.AddLine({x, y + ui.px(10)}, {x, y + ui.px(15)},
                         imgui_color(mixed(ui.theme.card, ui.theme.quiet, 0.8F)), std::max(1.0F, ui.px(1)));
        }
    draw.AddCircleFilled({knob, y}, r, imgui_color(ui.theme.card), 28);
    draw.AddCircle({knob, y}, r - ui.px(1.2F), imgui_color(ui.theme.accent), 28, ui.px(2.4F));
}

void speed_choice(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    const bool pressed = link(ui, std::string(speeds[input.session.speed].label) + "###speed");
    hint(ui, ui.texts("ui.hint_speed"),
         shortcut_text(PlaybackCommand::slower) + "  " + shortcut_text(PlaybackCommand::faster));
    if (!begin_list(ui, "###speed_menu", pressed))
        return;
    for (std::size_t i = speeds.size(); i-- > 0;) {
        const std::string label = std::string(speeds[i].label) + "###speed" + std::to_string(i);
        if (list_row(ui, label, "", i == input.session.speed, ui.px(70)))
            requests.push_back({PlaybackCommand::set_speed, static_cast<int64_t>(i), {}});
    }
    ImGui::EndPopup();
}

void switch_link(const Ui& ui, const TransportSwitch& one, Requests& requests) {
    if (choice_link(ui, ui.label(std::string("ui.") + one.name, one.name), one.on))
        requests.push_back({one.command, 0, {}});
    hint(ui, ui.texts(one.hint), shortcut_text(one.command));
    ImGui::SameLine(0, ui.px(4));
}

} // namespace convlens
