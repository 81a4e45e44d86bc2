// Stepping stops the playing; speed, loop and terms leave it as it is.
#include "window/application/dispatch.h"
#include "window/session/playback.h"

#include <algorithm>

namespace convlens {
namespace {

void play_or_pause(Session& session, const Timeline& line) {
    if (!session.playing && session.playhead_us >= line.duration_us() - 1)
        session.playhead_us = 0;
    session.playing = !session.playing;
}

void stop_at(Session& session, const Timeline& line, int64_t time_us) {
    session.playing = false;
    session.playhead_us = std::clamp<int64_t>(time_us, 0, line.duration_us() - 1);
}

void start_again(Session& session) {
    session.playhead_us = 0;
    session.reveal_all = false;
    session.playing = true;
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
        return stop(next_stop(line, session.playhead_us));
    case PlaybackCommand::previous_step:
        return stop(previous_stop(line, session.playhead_us));
    case PlaybackCommand::first_step:
        return stop(end_of(line, 0));
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
        session.slow_terms = !session.slow_terms;
        session.playhead_us = carried_over(line, context.tick.editor.timeline(), session.playhead_us);
        return;
    case PlaybackCommand::toggle_all:
        session.reveal_all = !session.reveal_all;
        return;
    case PlaybackCommand::reset:
        return start_again(session);
    }
}

} // namespace convlens
