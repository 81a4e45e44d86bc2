// Beside the class's picture, for the teacher alone: the clock, the pens, the notes, what follows.
#include "window/panels/panels.h"

#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/session/keys.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

void heading(const Ui& ui, std::string_view key) {
    const WithFont small(ui.fonts.small);
    words(ui.texts(key), ui.theme.quiet);
}

void close_link(const Ui& ui, Requests& requests) {
    const float width = link_width(ui, ui.texts("ui.class_close"));
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - width + ui.px(7));
    if (link(ui, ui.label("ui.class_close", "class_close")))
        requests.push_back({ClassCommand::toggle_window, 0, {}});
    hint(ui, ui.texts("ui.class_window"), shortcut_text(ClassCommand::toggle_window));
}

void clock_row(const Ui& ui, const PresenterInput& presenter, const ClassSession& classroom,
               Requests& requests) {
    {
        const WithFont large(ui.fonts.number);
        words(elapsed_text(presenter.clock_seconds), ui.theme.text);
    }
    ImGui::SameLine(0, ui.px(10));
    if (link(ui, ui.label("ui.class_restart", "class_restart")))
        requests.push_back({ClassCommand::restart_clock, 0, {}});
    ImGui::SameLine(0, 0);
    if (choice_link(ui, ui.label("ui.class_minutes", "class_minutes"), classroom.shows_minutes()))
        requests.push_back({ClassCommand::minutes, 0, {}});
    hint(ui, ui.texts("ui.class_minutes_hint"), shortcut_text(ClassCommand::minutes));
}

void blank_row(const Ui& ui, Blank blank, Requests& requests) {
    const auto choice = [&](const char* key, Blank which, LookCommand command) {
        if (choice_link(ui, ui.label(key, key), blank == which))
            requests.push_back({command, 0, {}});
        hint(ui, ui.texts(key), shortcut_text(command));
    };
    choice("ui.class_black", Blank::black, LookCommand::black_screen);
    ImGui::SameLine(0, ui.px(2));
    choice("ui.class_white", Blank::white, LookCommand::white_screen);
    if (blank == Blank::none)
        return;
    wrapped_words(ui.texts(blank == Blank::black ? "ui.class_sees_black" : "ui.class_sees_white"),
                  ui.theme.current);
}

/// What follows, at the lower end: words first, then its picture's place, which is returned. `top`: out,
/// where the words begin.
Rect next_part(const Ui& ui, const PresenterInput& presenter, const Rect& place, float& top) {
    const float pad = ui.px(16), width = place.width() - 2 * pad;
    const NextShown shown = shown_of_next(presenter.page);
    const float height = shown == NextShown::picture ? std::round(width / presenter.shape) : 0;
    const Rect picture{{place.min.x + pad, place.max.y - pad - height},
                       {place.min.x + pad + width, place.max.y - pad}};
    const bool is_title = shown == NextShown::title || shown == NextShown::picture;
    const std::string text =
        is_title
            ? presenter.page.next_title
            : std::string(ui.texts(shown == NextShown::nothing ? "ui.presenter_end" : "ui.presenter_hidden"));
    const float line = ImGui::GetTextLineHeightWithSpacing();
    top = picture.min.y - line - wrapped_height(text, width) - ui.px(12);
    ImGui::SetCursorScreenPos({picture.min.x, top});
    heading(ui, "ui.presenter_next");
    wrapped_words(text, is_title ? ui.theme.text : ui.theme.quiet);
    return picture;
}

} // namespace

Requests presenter_panel(const PanelInput& input, const PresenterInput& presenter, const Rect& place,
                         Rect& next) {
    Requests requests;
    const Ui& ui = input.ui;
    const ClassSession& classroom = input.session.classroom;
    begin_panel(ui, "###presenter", place, false);
    panel_edge(ui, {place.min, {place.min.x + ui.px(1), place.max.y}});
    heading(ui, "ui.class_clock");
    close_link(ui, requests);
    clock_row(ui, presenter, classroom, requests);
    ImGui::Dummy({1, ui.px(2)});
    const Requests pens = pen_tools(ui, classroom);
    requests.insert(requests.end(), pens.begin(), pens.end());
    blank_row(ui, input.session.blank, requests);
    hairline(ui);
    heading(ui, "ui.presenter_notes");
    const float top = ImGui::GetCursorScreenPos().y;
    float below = 0; // where what follows begins
    next = next_part(ui, presenter, place, below);
    const float line = ImGui::GetTextLineHeightWithSpacing();
    ImGui::SetCursorScreenPos({place.min.x + ui.px(16), top});
    ImGui::BeginChild("###notes", {0, std::max(below - ui.px(12) - top, line)});
    wrapped_words(presenter.page.notes.empty() ? ui.texts("ui.presenter_no_notes")
                                               : std::string_view(presenter.page.notes),
                  presenter.page.notes.empty() ? ui.theme.quiet : ui.theme.text);
    ImGui::EndChild();
    ImGui::End();
    return requests;
}

} // namespace convlens
