// Where the playhead goes: stepping, seeking, playing. Pure arithmetic on a Timeline, in integer
// microseconds.
#pragma once

#include "document/results.h"
#include "scene/base/timeline.h"

#include <cstdint>

namespace convlens {

/// The timeline of results as the window plays it: the first step slowly, so that its terms can be followed;
/// with `slow_terms` every step.
Timeline timeline_of(const Results& results, bool slow_terms);

/// The last moment of a step, its result shown.
int64_t end_of(const Timeline& timeline, int64_t step);
/// The step under the playhead.
int64_t step_at(const Timeline& timeline, int64_t time_us);

/// One step on: finishes a step that is under way, else shows the next one finished; stays at the last.
int64_t next_stop(const Timeline& timeline, int64_t time_us);
int64_t previous_stop(const Timeline& timeline, int64_t time_us);
/// Tenth 0 to 9 of the steps, finished.
int64_t tenth_stop(const Timeline& timeline, int64_t tenth);
/// The same step, as far into it, on another timeline.
int64_t carried_over(const Timeline& from, const Timeline& to, int64_t time_us);

/// Where playing leads to after `elapsed_us` of watching; `finished` where it has come to the end (never with
/// loop).
struct Advance {
    int64_t time_us = 0;
    bool finished = false;
};
Advance advanced(const Timeline& timeline, int64_t time_us, int64_t elapsed_us, bool loop);

} // namespace convlens
