// A finished step is shown at its last microsecond: the hold phase, complete.
#include "window/session/playback.h"

#include "scene/lens/gradients/gradients.h"

#include <algorithm>

namespace convlens {

namespace {

constexpr int64_t min_part_us = 4; // of a term or an element, so that each has moments of its own

bool is_end_of_step(const Timeline& timeline, int64_t time_us) {
    return time_us >= end_of(timeline, step_at(timeline, time_us));
}

} // namespace

Timeline timeline_of(const Results& results, bool slow_terms, int64_t elements) {
    StepRun run;
    run.steps = std::max<int64_t>(results.steps, 1);
    run.terms_per_step = std::max<int64_t>(results.terms_per_step, 1);
    run.elements = elements > run.steps ? elements : 0;
    run.slow_steps = slow_terms ? run.steps : 1;
    const int64_t parts = std::max(run.terms_per_step, run.elements / run.steps + 1);
    run.step_us = std::max(run.step_us, parts * min_part_us);
    run.slow_step_us = std::max(slow_step_us(run.terms_per_step), run.step_us);
    return Timeline(run);
}

int64_t followed_elements(const Document& document, const Results& results) {
    if (!has_lens(document, Lens::gradients) || !results.gradients)
        return 0;
    switch (possible_order(results.operation.kind, document.gradients_lens.order)) {
    case GradientOrder::outputs:
        break;
    case GradientOrder::inputs:
        return results.x->count();
    case GradientOrder::weights:
        return results.w->count();
    }
    return 0;
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

int64_t next_stop(const Timeline& timeline, int64_t time_us, Stops stops) {
    const int64_t from = start_towards(timeline, time_us);
    const int64_t step = step_at(timeline, from);
    const int64_t end = end_of(timeline, step);
    if (from >= end || stops == Stops::steps)
        return end;
    if (stops == Stops::parts && from < timeline.arrival(step))
        return timeline.arrival(step);
    return timeline.stop_after(from).value_or(end);
}

int64_t previous_stop(const Timeline& timeline, int64_t time_us, Stops stops) {
    const int64_t step = step_at(timeline, time_us);
    if (stops != Stops::steps) {
        if (const auto stop = timeline.stop_before(time_us))
            return *stop;
        if (stops == Stops::parts && time_us > timeline.arrival(step))
            return timeline.arrival(step);
    }
    return step > 0 ? end_of(timeline, step - 1) : 0;
}

bool is_at_end(const Timeline& timeline, int64_t time_us) {
    return time_us >= timeline.duration_us() - 1;
}

int64_t start_towards(const Timeline& timeline, int64_t time_us) {
    const bool goes_on = is_end_of_step(timeline, time_us) && !is_at_end(timeline, time_us);
    return goes_on ? timeline.start_of(step_at(timeline, time_us) + 1) : time_us;
}

int64_t played_towards(const Timeline& timeline, int64_t time_us, int64_t rest_us, int64_t elapsed_us,
                       bool slow_terms) {
    const int64_t step = step_at(timeline, time_us);
    const int64_t length = end_of(timeline, step) + 1 - timeline.start_of(step);
    const int64_t time = time_us + (slow_terms ? elapsed_us : elapsed_us * length / step_seen_us);
    const bool is_over = time >= rest_us || timeline.at(time).phase == Phase::hold;
    return is_over ? rest_us : time;
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
