// A finished step is shown at its last microsecond: the hold phase, complete.
#include "window/session/playback.h"

#include <algorithm>

namespace convlens {

Timeline timeline_of(const Results& results, bool slow_terms) {
    StepRun run;
    run.steps = std::max<int64_t>(results.steps, 1);
    run.terms_per_step = std::max<int64_t>(results.terms_per_step, 1);
    run.slow_steps = slow_terms ? run.steps : 1;
    run.slow_step_us = std::clamp<int64_t>(run.terms_per_step * 500'000, 1'500'000, 4'500'000);
    return Timeline(run);
}

int64_t end_of(const Timeline& timeline, int64_t step) {
    const int64_t clamped = std::clamp<int64_t>(step, 0, timeline.steps() - 1);
    const int64_t end =
        clamped + 1 < timeline.steps() ? timeline.start_of(clamped + 1) : timeline.duration_us();
    return end - 1;
}

int64_t step_at(const Timeline& timeline, int64_t time_us) {
    return timeline.step_at(time_us);
}

int64_t next_stop(const Timeline& timeline, int64_t time_us) {
    const int64_t step = step_at(timeline, time_us);
    return end_of(timeline, time_us < end_of(timeline, step) ? step : step + 1);
}

int64_t previous_stop(const Timeline& timeline, int64_t time_us) {
    return end_of(timeline, step_at(timeline, time_us) - 1);
}

int64_t tenth_stop(const Timeline& timeline, int64_t tenth) {
    return end_of(timeline, timeline.steps() * tenth / 10);
}

int64_t carried_over(const Timeline& from, const Timeline& to, int64_t time_us) {
    const int64_t step = step_at(from, time_us);
    if (step >= to.steps())
        return end_of(to, to.steps() - 1);
    const int64_t length = end_of(from, step) + 1 - from.start_of(step);
    const int64_t new_length = end_of(to, step) + 1 - to.start_of(step);
    const int64_t into = std::clamp<int64_t>(time_us - from.start_of(step), 0, length - 1);
    return into == length - 1 ? end_of(to, step) : to.start_of(step) + into * new_length / length;
}

Advance advanced(const Timeline& timeline, int64_t time_us, int64_t elapsed_us, bool loop) {
    const int64_t duration = timeline.duration_us();
    const int64_t time = time_us + elapsed_us;
    if (time < duration)
        return {time, false};
    if (loop)
        return {time % duration, false};
    return {duration - 1, true};
}

} // namespace convlens
