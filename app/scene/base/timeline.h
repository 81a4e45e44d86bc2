// From a playhead to a Cursor: which run, which step of it, which phase, how many terms. Closed forms: any
// step of millions is found at once. Time is integer microseconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace convlens {

/// A step: the window moves, the terms light up one by one, the result drops into Y, hold.
enum class Phase { move, terms, drop, hold };

/// Where the animation is. A value.
struct Cursor {
    int64_t step = 0; // of its run
    Phase phase = Phase::hold;
    int64_t terms = 0;       // terms done before the one that is lit in `terms`; from `drop` on: all of them
    float progress = 1;      // within the phase, 0..1, eased; in `terms`: of the term that is lit now
    bool reveal_all = false; // all of Y is shown, whatever the step (key A)
    std::size_t run = 0;     // of the timeline
    double share = -1; // in `terms`: of the run's `elements` of this step that are done; negative: by terms
    bool operator==(const Cursor&) const = default;
};

/// The step finished: result shown.
Cursor finished(int64_t step, int64_t terms_per_step);
/// The step stopped after `terms` terms, the last of them lit: the window is there, the result is not yet
/// there.
Cursor after_terms(int64_t step, int64_t terms);

/// Terms done, the one that is lit included.
int64_t terms_done(const Cursor& cursor, int64_t terms_per_step);
/// The term that is lit, -1: none.
int64_t lit_term(const Cursor& cursor, int64_t terms_per_step);
/// Whether the result of a step is shown.
bool is_revealed(const Cursor& cursor, int64_t step);

/// Of `elements` that are spread over the steps: the first of a step.
int64_t first_element(int64_t step, int64_t steps, int64_t elements);

/// Steps of one kind: a figure's, or those of one layer. A value.
struct StepRun {
    int64_t steps = 1;
    int64_t terms_per_step = 1;
    int64_t step_us = 1'000'000; // duration of a usual step
    int64_t slow_steps = 0;      // the first steps take slow_step_us each
    int64_t slow_step_us = 4'000'000;
    int64_t elements = 0; // that pass by while the terms do, more than steps (those of a gradient); 0: none
    bool operator==(const StepRun&) const = default;

    int64_t duration_us() const;            // of all steps
    int64_t start_of(int64_t step) const;   // when the step begins
    int64_t step_at(int64_t time_us) const; // clamped to the ends
    Cursor at(int64_t time_us) const;       // clamped to the ends

    /// Where a step can stop before its result: when the window has come, and after each term and element.
    /// In order, each a moment of its own where a step has at least 4 us for each term and element.
    /// Cost  O(1)
    int64_t arrival(int64_t step) const;                       // the window is there, nothing is summed yet
    std::optional<int64_t> stop_after(int64_t time_us) const;  // of the same step, after its arrival
    std::optional<int64_t> stop_before(int64_t time_us) const; // likewise

private:
    int64_t duration_of(int64_t step) const;
    int64_t elements_of(int64_t step) const;
    Cursor in_terms(int64_t step, int64_t within, int64_t length) const;
};

/// How long a step is that is shown term by term, us.
int64_t slow_step_us(int64_t terms);

/// Runs one after the other. Steps count through all of them, but for those of cursors.
/// Cost  O(log runs) to find a moment or a step; memory for the runs, none for their steps
class Timeline {
public:
    Timeline() : Timeline(StepRun{}) {}
    explicit Timeline(const StepRun& run) : Timeline(std::vector{run}) {}
    /// At least one run, each of at least one step.
    explicit Timeline(std::vector<StepRun> runs);

    const std::vector<StepRun>& runs() const { return runs_; }
    int64_t steps() const { return first_steps_.back(); }
    int64_t duration_us() const { return starts_us_.back(); }
    int64_t start_of(int64_t step) const;   // when the step begins; steps(): the end
    int64_t step_at(int64_t time_us) const; // clamped to the ends
    Cursor at(int64_t time_us) const;       // clamped to the ends

    /// As those of the run.
    int64_t arrival(int64_t step) const;
    std::optional<int64_t> stop_after(int64_t time_us) const;
    std::optional<int64_t> stop_before(int64_t time_us) const;

private:
    std::size_t run_at(int64_t time_us) const;

    std::vector<StepRun> runs_;
    std::vector<int64_t> first_steps_, starts_us_; // [runs + 1]: of each run, and the end
};

} // namespace convlens
