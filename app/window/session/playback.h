// Where the playhead goes: stepping, seeking, playing. Pure arithmetic on a Timeline, in integer
// microseconds.
#pragma once

#include "document/evaluate/results.h"
#include "scene/base/timeline.h"

#include <cstdint>

namespace convlens {

/// The timeline of results as the window plays it: the first step slowly, so that its terms can be followed;
/// with `slow_terms` every step. `elements`: StepRun::elements.
Timeline timeline_of(const Results& results, bool slow_terms, int64_t elements = 0);
/// How many elements of dX or dW the gradients lens goes along; 0: it goes with the steps, or is off.
int64_t followed_elements(const Document& document, const Results& results);

/// The last moment of a step, its result shown.
int64_t end_of(const Timeline& timeline, int64_t step);
/// The step under the playhead.
int64_t step_at(const Timeline& timeline, int64_t time_us);

/// Where stepping comes to rest.
enum class Stops {
    steps, // each result
    parts, // and when the window has come, and after each term and each followed element
    terms  // those without the window's arrival
};
/// The nearest stop after the moment; the last one stays. The first of all is 0, the empty beginning.
int64_t next_stop(const Timeline& timeline, int64_t time_us, Stops stops = Stops::steps);
int64_t previous_stop(const Timeline& timeline, int64_t time_us, Stops stops = Stops::steps);
/// Whether the last result is shown: nothing comes after it.
bool is_at_end(const Timeline& timeline, int64_t time_us);

/// Where the playhead is `elapsed_us` of watching later, on its way to the stop `rest_us`, which is in the
/// same step or at its end. A step takes `step_seen_us` then, with `slow_terms` as long as on the timeline.
inline constexpr int64_t step_seen_us = 800'000;
int64_t played_towards(const Timeline& timeline, int64_t time_us, int64_t rest_us, int64_t elapsed_us,
                       bool slow_terms = false);
/// Where playing towards the next stop begins: after a result, with the step that follows.
int64_t start_towards(const Timeline& timeline, int64_t time_us);

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
