// Never more than a few frames at once, so that nothing jumps after a pause of the machine.
#include "window/application/clock.h"

#include "window/session/playback.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr double max_elapsed = 0.1;                       // seconds
constexpr double view_seconds = 0.35, turn_seconds = 0.6; // of a whole movement

float view_goal(View view) {
    return view == View::flat ? 1 : 0;
}

/// us of the timeline.
int64_t played(const Session& session, double elapsed) {
    const Speed& speed = speeds[session.speed];
    return static_cast<int64_t>(elapsed * 1e6) * speed.times / speed.by;
}

void play(Session& session, const Timeline& line, double elapsed) {
    const Advance next = advanced(line, session.playhead_us, played(session, elapsed), session.loop);
    session.playhead_us = next.time_us;
    session.playing = !next.finished;
    session.draw_frames(1);
}

/// Towards the stop that a key has asked for.
void play_to_rest(Session& session, const Timeline& line, double elapsed) {
    const int64_t rest = *session.rest_us;
    session.playhead_us =
        played_towards(line, session.playhead_us, rest, played(session, elapsed), session.slow_terms);
    if (session.playhead_us == rest)
        session.rest_us.reset();
    session.draw_frames(1);
}

void blend_views(Session& session, float goal, bool at_once, double elapsed) {
    float& blend = session.motion.view_blend;
    if (blend == goal)
        return;
    const auto step = static_cast<float>(elapsed / view_seconds);
    blend = at_once ? goal : goal > blend ? std::min(blend + step, goal) : std::max(blend - step, goal);
    session.draw_frames(1);
}

} // namespace

void Clock::advance(Session& session, const Settings& settings, const Timeline& line, View view, double now) {
    const double elapsed = std::min(now - last_, max_elapsed);
    last_ = now;
    if (session.playing && session.blank == Blank::none)
        play(session, line, elapsed);
    else if (session.rest_us && session.blank == Blank::none)
        play_to_rest(session, line, elapsed);
    blend_views(session, view_goal(view), settings.reduced_motion, elapsed);
    float& turn = session.motion.kernel_turn;
    if (turn < 1) {
        turn = std::min(turn + static_cast<float>(elapsed / turn_seconds), 1.0F);
        session.draw_frames(1);
    }
    if (session.restore_until > 0 && now > session.restore_until) {
        session.restore_until = 0;
        session.draw_frames(2);
    }
    if (session.message_until > 0 && now > session.message_until) {
        session.message.clear();
        session.message_until = 0;
        session.frames_to_draw = 2;
    }
}

bool is_animated(const Session& session, View view) {
    return (session.is_moving() && session.blank == Blank::none) ||
           session.motion.view_blend != view_goal(view) || session.motion.kernel_turn < 1;
}

} // namespace convlens
