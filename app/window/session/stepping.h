// What one press of a stepping key does to the playhead. Knows no keyboard and no clock: what a press plays,
// whoever has the clock plays on (playback.h, played_towards).
#pragma once

#include "window/session/playback.h"
#include "window/session/session.h"

namespace convlens {

/// Stops all playing, at this moment.
void stop_at(Session& session, const Timeline& timeline, int64_t time_us);

/// A press finishes what is under way, else it plays up to the next stop; `at_once`: is there without a
/// movement. False: the last result is shown, nothing comes after it.
bool step_on(Session& session, const Timeline& timeline, Stops stops, bool at_once);
/// Undoes what `step_on` does. False: at the empty beginning already.
bool step_back(Session& session, const Timeline& timeline, Stops stops);

/// Y is empty, the window lies where it begins.
void show_empty_beginning(Session& session, const Timeline& timeline);

} // namespace convlens
