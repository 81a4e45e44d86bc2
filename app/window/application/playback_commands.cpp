// Stepping stops the playing, and plays one step itself; speed, loop and terms leave it as it is.
#include "window/application/dispatch.h"
#include "window/application/figures.h"
#include "window/application/messages.h"
#include "window/session/stepping.h"

#include <algorithm>

namespace convlens {
namespace {

void play_or_pause(Session& session, const Timeline& line) {
    if (!session.playing && is_at_end(line, session.playhead_us))
        session.playhead_us = 0;
    session.playing = !session.playing;
    session.rest_us.reset();
}

/// `,` and `.` stay in the figure; the others go on to the next one.
void go_on(const CommandContext& context, const Timeline& line, Stops stops) {
    Session& session = context.tick.session;
    const bool at_once =
        stops == Stops::terms || context.settings.reduced_motion || session.blank != Blank::none;
    const bool possible = context.tick.editor.shown().results.issues.empty();
    if (possible && step_on(session, line, stops, at_once))
        return session.next_follows ? clear_message(session) : void();
    if (stops != Stops::terms)
        step_past_end(context);
}

void go_back(const CommandContext& context, const Timeline& line, Stops stops) {
    Session& session = context.tick.session;
    if (session.next_follows)
        return clear_message(session);
    if (!step_back(session, line, stops) && stops != Stops::terms)
        step_before_beginning(context);
}

void start_again(Session& session, const Timeline& line) {
    show_empty_beginning(session, line);
    session.playing = true;
}

void switch_terms(Session& session, Editor& editor) {
    const Timeline before = editor.timeline();
    session.slow_terms = !session.slow_terms;
    editor.carry_playhead(before);
}

} // namespace

void carry_out(PlaybackCommand command, const Request& request, const CommandContext& context) {
    Session& session = context.tick.session;
    const Timeline line = context.tick.editor.timeline();
    const auto stop = [&](int64_t time_us) { stop_at(session, line, time_us); };
    switch (command) {
    case PlaybackCommand::play_pause:
        return play_or_pause(session, line);
    case PlaybackCommand::next_step:
        return go_on(context, line, Stops::steps);
    case PlaybackCommand::previous_step:
        return go_back(context, line, Stops::steps);
    case PlaybackCommand::next_part:
        return go_on(context, line, Stops::parts);
    case PlaybackCommand::previous_part:
        return go_back(context, line, Stops::parts);
    case PlaybackCommand::next_term:
        return go_on(context, line, Stops::terms);
    case PlaybackCommand::previous_term:
        return go_back(context, line, Stops::terms);
    case PlaybackCommand::first_step:
        return show_empty_beginning(session, line);
    case PlaybackCommand::last_step:
        return stop(end_of(line, line.steps() - 1));
    case PlaybackCommand::seek_tenth:
        return stop(tenth_stop(line, request.argument));
    case PlaybackCommand::seek_step:
        return stop(end_of(line, request.argument));
    case PlaybackCommand::seek_time:
        return stop(request.argument);
    case PlaybackCommand::slower:
        session.speed -= session.speed > 0 ? 1 : 0;
        return;
    case PlaybackCommand::faster:
        session.speed += session.speed + 1 < speeds.size() ? 1 : 0;
        return;
    case PlaybackCommand::normal_speed:
        session.speed = normal_speed;
        return;
    case PlaybackCommand::set_speed:
        session.speed = std::min<std::size_t>(static_cast<std::size_t>(request.argument), speeds.size() - 1);
        return;
    case PlaybackCommand::toggle_loop:
        session.loop = !session.loop;
        return;
    case PlaybackCommand::toggle_terms:
        return switch_terms(session, context.tick.editor);
    case PlaybackCommand::toggle_all:
        session.reveal_all = !session.reveal_all;
        return;
    case PlaybackCommand::reset:
        return start_again(session, line);
    }
}

} // namespace convlens
