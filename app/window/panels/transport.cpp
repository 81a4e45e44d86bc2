// The bar at the bottom: steps, playing, the scrubber, where the animation is, speed, loop and view.
#include "window/panels/transport_parts.h"

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
    switch_link(input.ui, {"loop", "ui.hint_loop", input.session.loop, PlaybackCommand::toggle_loop},
                requests);
    switch_link(input.ui, {"all_of_y", "ui.hint_all", input.session.reveal_all, PlaybackCommand::toggle_all},
                requests);
}

} // namespace

Requests transport(const PanelInput& input, const Document& draft, const Rect& place) {
    Requests requests;
    const Ui& ui = input.ui;
    begin_panel(ui, "###transport", place, false);
    const float y = place.center().y;
    ImGui::SetCursorScreenPos({ui.px(16), y - ui.px(18)});
    step_buttons(input, requests);
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
