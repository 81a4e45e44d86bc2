// Steps are sought, never replayed: a press costs the same at any of millions.
#include "window/session/stepping.h"

#include <algorithm>

namespace convlens {

void stop_at(Session& session, const Timeline& timeline, int64_t time_us) {
    session.playing = false;
    session.rest_us.reset();
    session.playhead_us = std::clamp<int64_t>(time_us, 0, timeline.duration_us() - 1);
}

bool step_on(Session& session, const Timeline& timeline, Stops stops, bool at_once) {
    const int64_t now = session.playhead_us;
    if (session.rest_us) {
        stop_at(session, timeline, *session.rest_us);
        return true;
    }
    if (session.playing) {
        stop_at(session, timeline, end_of(timeline, step_at(timeline, now)));
        return true;
    }
    if (is_at_end(timeline, now))
        return false;
    const int64_t stop = next_stop(timeline, now, stops);
    if (at_once) {
        stop_at(session, timeline, stop);
        return true;
    }
    session.playhead_us = start_towards(timeline, now);
    session.rest_us = stop;
    return true;
}

bool step_back(Session& session, const Timeline& timeline, Stops stops) {
    if (!session.is_moving() && session.playhead_us == 0)
        return false;
    stop_at(session, timeline, previous_stop(timeline, session.playhead_us, stops));
    return true;
}

void show_empty_beginning(Session& session, const Timeline& timeline) {
    stop_at(session, timeline, 0);
    session.reveal_all = false;
}

} // namespace convlens
