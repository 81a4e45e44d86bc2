// What the picture and the window look like. What a person chooses for all sessions is written at once.
#include "document/evaluate/reverse.h"
#include "window/application/cell_focus.h"
#include "window/application/dispatch.h"
#include "window/application/lessons/class_view.h"
#include "window/application/messages.h"
#include "window/application/reversing.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

void switch_view(Editor& editor, int64_t number) {
    Document draft = editor.document();
    const bool several = has_volumes(operation_of(draft));
    if (number > 0)
        draft.view = static_cast<View>(number - 1);
    else if (draft.view == View::tilted)
        draft.view = View::flat;
    else
        draft.view = draft.view == View::flat && several ? View::volumes : View::tilted;
    editor.commit(draft);
}

void switch_pair(const TickContext& tick) {
    Document draft = tick.editor.document();
    draft.pair = !shows_pair(draft);
    if (draft.pair && !can_be_reversed(tick))
        return;
    tick.editor.commit(draft);
}

/// The channel of the sheet; the same once more: the step's again.
void show_sheet(Session& session, int64_t index) {
    int64_t& chosen = index % 2 == 1 ? session.top_channel : session.base_channel;
    chosen = chosen == index / 2 ? -1 : index / 2;
}

void switch_stage(Session& session) {
    session.stage = !session.stage;
    session.blank = Blank::none;
    session.classroom.put_away();
    session.focus_in_panel = session.help_open = session.exporting.open = false;
    session.file.panel = FilePanel::none; // a class sees no panels, and Esc goes back to the window
    session.cell = {};
}

void switch_blank(Session& session, Blank wanted) {
    session.blank = session.blank == wanted ? Blank::none : wanted;
}

/// A page has the bar alone; what is open beside the panels comes first.
const char* panel_of_keys(const Session& session) {
    if (session.exporting.open && !session.lesson.shows_page)
        return "###export_panel";
    return session.shows_no_figure() ? "###menu_bar" : "###parameters";
}

/// From the figure to the panels, to the cells, and back.
void switch_focus(const TickContext& tick) {
    Session& session = tick.session;
    if (session.stage)
        return;
    const bool from_panel = session.focus_in_panel, from_cells = session.cell.space != 0;
    session.focus_in_panel = !from_panel && !from_cells;
    session.cell = {};
    ImGui::SetWindowFocus(session.focus_in_panel ? panel_of_keys(session) : nullptr);
    if (from_panel && !session.shows_no_figure() && !session.exporting.open)
        focus_cells(tick);
}

void switch_painting(const TickContext& tick) {
    Session& session = tick.session;
    session.painting = !session.painting;
    if (!session.painting)
        return;
    session.brush = tick.editor.document().input.kind == SourceKind::image ? 255 : 3;
}

void remove_pins(const TickContext& tick) {
    Document draft = tick.editor.document();
    draft.pins.clear();
    tick.session.chosen = {};
    tick.editor.commit(draft);
}

/// Esc: stage mode goes at once, outside it the innermost thing that is open.
void leave(const TickContext& tick) {
    Session& session = tick.session;
    clear_message(session); // it has been read
    if (session.stage) {
        session.stage = false;
        session.blank = Blank::none;
        session.cell = {};
        session.classroom.put_away();
    } else if (session.classroom.pen())
        session.classroom.put_away();
    else if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup))
        ImGui::SetWindowFocus(nullptr); // closes them
    else if (session.file.panel != FilePanel::none)
        session.file.panel = FilePanel::none;
    else if (session.exporting.open)
        session.exporting.open = false;
    else if (session.help_open)
        session.help_open = false;
    else if (session.cell.space != 0)
        session.cell = {};
    else if (session.focus_in_panel) {
        session.focus_in_panel = false;
        ImGui::SetWindowFocus(nullptr);
    } else if (session.painting)
        session.painting = false;
    else if (!tick.editor.document().pins.empty())
        remove_pins(tick);
}

void resize(Settings& settings, float scale) {
    settings.scale = std::clamp(scale, Settings::smallest_scale, Settings::largest_scale);
}

float tenths_on(float scale, float by) {
    return std::round(scale * 10 + by) / 10;
}

void change_look(LookCommand command, int64_t argument, const TickContext& tick, Settings& settings) {
    Session& session = tick.session;
    switch (command) {
    case LookCommand::toggle_view:
        return switch_view(tick.editor, argument);
    case LookCommand::toggle_pair:
        return switch_pair(tick);
    case LookCommand::toggle_stage:
        return switch_stage(session);
    case LookCommand::leave:
        return leave(tick);
    case LookCommand::black_screen:
        return switch_blank(session, Blank::black);
    case LookCommand::white_screen:
        return switch_blank(session, Blank::white);
    case LookCommand::switch_focus:
        return switch_focus(tick);
    case LookCommand::toggle_paint:
        return switch_painting(tick);
    case LookCommand::set_brush:
        session.brush = static_cast<double>(argument);
        return;
    case LookCommand::set_theme:
        settings.theme = static_cast<ThemeId>(argument);
        return;
    case LookCommand::set_language:
        settings.language = argument == 1 ? Language::zh : Language::en;
        return;
    case LookCommand::toggle_motion:
        settings.reduced_motion = !settings.reduced_motion;
        return;
    case LookCommand::show_sheet:
        return show_sheet(session, argument);
    case LookCommand::larger:
        return resize(settings, tenths_on(settings.scale, 1));
    case LookCommand::smaller:
        return resize(settings, tenths_on(settings.scale, -1));
    case LookCommand::normal_size:
        return resize(settings, 1);
    case LookCommand::toggle_more:
        (argument == 0 ? session.more_open : session.numbers_open) ^= true;
        session.draw_frames(6); // until what is in it has its height and its place
        return;
    case LookCommand::help:
        session.help_open = !session.help_open;
        session.stage = false;
        return;
    }
}

} // namespace

void carry_out(LookCommand command, const Request& request, const CommandContext& context) {
    if (command == LookCommand::toggle_stage && context.class_view.is_open())
        return context.class_view.cover();
    change_look(command, request.argument, context.tick, context.settings);
    write_settings(context);
}

} // namespace convlens
