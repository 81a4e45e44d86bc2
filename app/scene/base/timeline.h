// From a playhead to a Cursor: which run, which step of it, which phase, how many terms. Closed forms: any
// step of millions is found at once. Time is integer microseconds.
#pragma once

#include <cstddef>
#include <cstdint>
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

/// Steps of one kind: a figure's, or those of one layer. A value.
struct StepRun {
    int64_t steps = 1;
    int64_t terms_per_step = 1;
    int64_t step_us = 1'000'000; // duration of a usual step
    int64_t slow_steps = 0;      // the first steps take slow_step_us each
    int64_t slow_step_us = 4'000'000;
    bool operator==(const StepRun&) const = default;

    int64_t duration_us() const;            // of all steps
    int64_t start_of(int64_t step) const;   // when the step begins
    int64_t step_at(int64_t time_us) const; // clamped to the ends
    Cursor at(int64_t time_us) const;       // clamped to the ends
};

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

private:
    std::size_t run_at(int64_t time_us) const;

    std::vector<StepRun> runs_;
    std::vector<int64_t> first_steps_, starts_us_; // [runs + 1]: of each run, and the end
};

} // namespace convlens
