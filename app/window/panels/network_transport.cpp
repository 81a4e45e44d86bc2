// The bar below a network's way back: its stages, and whether it goes cell by cell.
#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/panels/transport_parts.h"
#include "window/session/keys.h"

#include <algorithm>
#include <array>
#include <string>

namespace convlens {
namespace {

struct Pace {
    const char* name; // key behind "ui."
    bool by_cells;
};
constexpr std::array<Pace, 2> paces = {{{"by_stages", false}, {"by_cells", true}}};

/// Of a comparison the rows are the same at both paces.
bool has_paces(const PanelInput& input) {
    return input.session.network.view == NetworkView::path;
}

float links_width(const PanelInput& input) {
    const Ui& ui = input.ui;
    float width =
        link_width(ui, speeds[input.session.speed].label) + link_width(ui, ui.texts("ui.loop")) + ui.px(8);
    if (has_paces(input))
        for (const Pace& pace : paces)
            width += link_width(ui, ui.texts(std::string("ui.") + pace.name)) + ui.px(3);
    return width;
}

/// The stage of a way back, or the step of a comparison.
std::string progress_words(const PanelInput& input) {
    const std::string at = std::to_string(std::min(input.session.network.stage + 1, input.movie_steps));
    const std::string all = std::to_string(input.movie_steps);
    return has_paces(input) ? input.ui.texts("network.stage_count", {{"stage", at}, {"stages", all}})
                            : input.ui.texts("ui.step", {{"step", at}, {"steps", all}});
}

void pace_switch(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    bool first = true;
    for (const Pace& pace : paces) {
        if (!first) {
            ImGui::SameLine(0, ui.px(2));
            link_separator(ui, 1);
        }
        first = false;
        const bool is_on = input.session.network.by_cells == pace.by_cells;
        if (choice_link(ui, ui.label(std::string("ui.") + pace.name, pace.name), is_on) && !is_on)
            requests.push_back({PlaybackCommand::toggle_all, 0, {}});
        hint(ui, ui.texts("ui.hint_pace"), shortcut_text(PlaybackCommand::toggle_all));
    }
}

} // namespace

Requests network_transport(const PanelInput& input, const Rect& place) {
    Requests requests;
    const Ui& ui = input.ui;
    begin_panel(ui, "###transport", place, false);
    const float y = place.center().y;
    ImGui::SetCursorScreenPos({ui.px(16), y - ui.px(18)});
    step_buttons(input, requests);
    const float controls = ImGui::GetCursorScreenPos().x;
    const float right = place.max.x - ui.px(12) - links_width(input);
    const std::string progress = progress_words(input);
    float width = 0;
    {
        const WithFont bold(ui.fonts.bold);
        width = ImGui::CalcTextSize(progress.c_str()).x + ui.px(26);
    }
    const bool has_words = right - width - controls >= ui.px(160);
    scrubber(input, controls + ui.px(18), (has_words ? right - width : right) - ui.px(22), y, requests);
    if (has_words) {
        ImGui::SetCursorScreenPos({right - width, y - ui.px(8)});
        const WithFont bold(ui.fonts.bold);
        words(progress, ui.theme.text);
    }
    ImGui::SetCursorScreenPos({right, y - ui.px(12)});
    speed_choice(input, requests);
    ImGui::SameLine(0, ui.px(4));
    switch_link(ui, {"loop", "ui.hint_loop", input.session.loop, PlaybackCommand::toggle_loop}, requests);
    if (has_paces(input))
        pace_switch(input, requests);
    panel_edge(ui, {{place.min.x, place.min.y}, {place.max.x, place.min.y + ui.px(1)}});
    ImGui::End();
    return requests;
}

} // namespace convlens
