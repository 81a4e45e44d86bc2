// The bar at the bottom: steps, playing, the scrubber, where the animation is, speed, loop and view.
#include "window/panels/panels.h"

#include "document/evaluate/reverse.h"
#include "document/names.h"
#include "scene/model/step_name.h"
#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/session/keys.h"

#include <algorithm>
#include <utility>
#include <vector>

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

void buttons(const PanelInput& input, Requests& requests) {
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

/// The views of the operation, in the order of the key.
std::vector<std::pair<View, const char*>> views(const Operation& operation) {
    std::vector<std::pair<View, const char*>> all{{View::tilted, "ui.tilted"}, {View::flat, "ui.flat"}};
    if (has_volumes(operation))
        all.emplace_back(View::volumes, "ui.volumes");
    return all;
}

/// Of one sheet volumes are the same as tilted.
View shown_view(const PanelInput& input, const Document& draft) {
    const bool has = has_volumes(input.results.operation);
    return draft.view == View::volumes && !has ? View::tilted : draft.view;
}

void view_switch(const PanelInput& input, const Document& draft, bool all_views, Requests& requests) {
    const Ui& ui = input.ui;
    const auto shown = views(input.results.operation);
    const View present = shown_view(input, draft);
    bool first = true;
    for (const auto& [view, key] : shown) {
        if (!all_views && view != present)
            continue;
        if (!first) {
            ImGui::SameLine(0, ui.px(2));
            link_separator(ui, 1);
        }
        first = false;
        const bool pressed = choice_link(ui, ui.label(key, name_of(view_names(), view)), view == present);
        hint(ui, ui.texts("ui.hint_view"), shortcut_text(LookCommand::toggle_view));
        if (pressed && (view != present || !all_views))
            requests.push_back(
                {LookCommand::toggle_view, view == present ? 0 : static_cast<int64_t>(view) + 1, {}});
    }
    ImGui::SameLine(0, ui.px(2));
    link_separator(ui, 1);
    if (choice_link(ui, ui.label("ui.pair", "pair"), shows_pair(draft)))
        requests.push_back({LookCommand::toggle_pair, 0, {}});
    hint(ui, ui.texts("ui.pair_hint"));
}

/// Where the animation is, in words: "step 6 of 9", "y[1,2]".
struct StepProgress {
    std::string step, at;
    float step_width = 0, at_width = 0; // of the widest ones
};

StepProgress progress_of(const PanelInput& input) {
    const Ui& ui = input.ui;
    const std::string steps = std::to_string(input.timeline.steps());
    StepProgress progress;
    const int64_t step = input.timeline.step_at(input.session.playhead_us); // of a pair: the longer one's
    progress.step = ui.texts("ui.step", {{"step", std::to_string(step + 1)}, {"steps", steps}});
    if (input.results.issues.empty())
        progress.at = step_name(input.results, input.cursor.step);
    const std::string last = ui.texts("ui.step", {{"step", steps}, {"steps", steps}});
    {
        const WithFont bold(ui.fonts.bold);
        progress.step_width = ImGui::CalcTextSize(last.c_str()).x;
    }
    const WithFont mono(ui.fonts.mono);
    progress.at_width = std::max(ImGui::CalcTextSize(progress.at.c_str()).x, ui.px(52));
    return progress;
}

void show_progress(const Ui& ui, const StepProgress& progress, ImVec2 start) {
    ImGui::SetCursorScreenPos(start);
    {
        const WithFont bold(ui.fonts.bold);
        words(progress.step, ui.theme.text);
    }
    ImGui::SetCursorScreenPos({start.x + progress.step_width + ui.px(12), start.y - ui.px(1)});
    const WithFont mono(ui.fonts.mono);
    words(progress.at, ui.theme.y.heading);
}

/// What the bar shows besides its buttons and the scrubber: all, or what there is room for.
struct BarParts {
    bool progress = true, all_views = true; // else the present view alone: a press goes to the next one
};

/// px of speed, loop, all of Y and views together.
float links_width(const PanelInput& input, const Document& draft, bool all_views) {
    const Ui& ui = input.ui;
    float links = link_width(ui, speeds[input.session.speed].label) + ui.px(18);
    for (const char* key : {"ui.loop", "ui.all_of_y"})
        links += link_width(ui, ui.texts(key));
    for (const auto& [view, key] : views(input.results.operation))
        if (all_views || view == shown_view(input, draft))
            links += link_width(ui, ui.texts(key)) + ui.px(1);
    links += link_width(ui, ui.texts("ui.pair")) + ui.px(1);
    return links;
}

/// The scrubber has room first.
BarParts parts_for(const PanelInput& input, const Document& draft, float room, float progress) {
    const float scrubber = input.ui.px(160);
    BarParts parts;
    parts.progress = room - links_width(input, draft, true) - progress >= scrubber;
    parts.all_views = parts.progress || room - links_width(input, draft, true) >= scrubber;
    return parts;
}

/// What is on or off.
void switches(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    const auto one = [&](const char* name, const char* hint_key, bool on, PlaybackCommand command) {
        if (choice_link(ui, ui.label(std::string("ui.") + name, name), on))
            requests.push_back({command, 0, {}});
        hint(ui, ui.texts(hint_key), shortcut_text(command));
        ImGui::SameLine(0, ui.px(4));
    };
    one("loop", "ui.hint_loop", input.session.loop, PlaybackCommand::toggle_loop);
    one("all_of_y", "ui.hint_all", input.session.reveal_all, PlaybackCommand::toggle_all);
}

} // namespace

Requests transport(const PanelInput& input, const Document& draft, const Rect& place) {
    Requests requests;
    const Ui& ui = input.ui;
    begin_panel(ui, "###transport", place, false);
    const float y = place.center().y;
    ImGui::SetCursorScreenPos({ui.px(16), y - ui.px(18)});
    buttons(input, requests);
    const float controls = ImGui::GetCursorScreenPos().x;
    const StepProgress progress = progress_of(input);
    const float progress_width = progress.at_width + progress.step_width + ui.px(26);
    const BarParts parts = parts_for(input, draft, place.max.x - ui.px(52) - controls, progress_width);
    const float right = place.max.x - ui.px(12) - links_width(input, draft, parts.all_views);
    const float words_at = right - progress_width;
    scrubber(input, controls + ui.px(18), (parts.progress ? words_at : right) - ui.px(22), y, requests);
    if (parts.progress)
        show_progress(ui, progress, {words_at, y - ui.px(8)});
    ImGui::SetCursorScreenPos({right, y - ui.px(12)});
    speed_choice(input, requests);
    ImGui::SameLine(0, ui.px(4));
    switches(input, requests);
    view_switch(input, draft, parts.all_views, requests);
    panel_edge(ui, {{place.min.x, place.min.y}, {place.max.x, place.min.y + ui.px(1)}});
    ImGui::End();
    return requests;
}

} // namespace convlens
