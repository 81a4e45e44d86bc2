// Shares of the phases of a step, and their closed forms.
#include "scene/base/timeline.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace convlens {
namespace {

// Shares of a step's duration, in thousandths: the eye needs the terms longest, and a rest at the end.
constexpr int64_t move_share = 180;
constexpr int64_t terms_share = 520;
constexpr int64_t drop_share = 120; // the rest is hold

float eased(float t) {
    return t * t * (3 - 2 * t);
}

} // namespace

Cursor finished(int64_t step, int64_t terms_per_step) {
    return {step, Phase::hold, terms_per_step, 1, false};
}

Cursor after_terms(int64_t step, int64_t terms) {
    return terms > 0 ? Cursor{step, Phase::terms, terms - 1, 1, false}
                     : Cursor{step, Phase::move, 0, 1, false};
}

int64_t terms_done(const Cursor& cursor, int64_t terms_per_step) {
    switch (cursor.phase) {
    case Phase::move:
        return 0;
    case Phase::terms:
        return std::min(cursor.terms + 1, terms_per_step);
    case Phase::drop:
    case Phase::hold:
        break;
    }
    return terms_per_step;
}

int64_t lit_term(const Cursor& cursor, int64_t terms_per_step) {
    return cursor.phase == Phase::terms && cursor.terms < terms_per_step ? cursor.terms : -1;
}

bool is_revealed(const Cursor& cursor, int64_t step) {
    return cursor.reveal_all || step < cursor.step ||
           (step == cursor.step && (cursor.phase == Phase::drop || cursor.phase == Phase::hold));
}

int64_t StepRun::duration_us() const {
    return start_of(steps);
}

int64_t StepRun::start_of(int64_t step) const {
    const int64_t slow = std::min(step, slow_steps);
    return slow * slow_step_us + (step - slow) * step_us;
}

int64_t StepRun::step_at(int64_t time_us) const {
    assert(steps > 0 && step_us > 0 && slow_step_us > 0);
    const int64_t slow_end = start_of(std::min(slow_steps, steps));
    const int64_t step =
        time_us < slow_end ? time_us / slow_step_us : slow_steps + (time_us - slow_end) / step_us;
    return std::clamp<int64_t>(step, 0, steps - 1);
}

Cursor StepRun::at(int64_t time_us) const {
    const int64_t time = std::max<int64_t>(time_us, 0);
    if (time >= duration_us())
        return finished(steps - 1, terms_per_step);
    const int64_t step = step_at(time);
    const int64_t duration = step < slow_steps ? slow_step_us : step_us;
    const int64_t move = duration * move_share / 1000;
    const int64_t terms = duration * terms_share / 1000;
    const int64_t drop = duration * drop_share / 1000;
    const auto share = [](int64_t part, int64_t whole) {
        return whole > 0 ? static_cast<float>(part) / static_cast<float>(whole) : 1.0F;
    };
    int64_t within = time - start_of(step);
    if (within < move)
        return {step, Phase::move, 0, eased(share(within, move)), false};
    within -= move;
    if (within < terms) {
        // Term t is lit during its share of the phase; `done` counts those before it.
        const int64_t done = within * terms_per_step / terms;
        const int64_t begin = (done * terms + terms_per_step - 1) / terms_per_step;
        const int64_t end = ((done + 1) * terms + terms_per_step - 1) / terms_per_step;
        return {step, Phase::terms, done, share(within - begin, end - begin), false};
    }
    within -= terms;
    if (within < drop)
        return {step, Phase::drop, terms_per_step, eased(share(within, drop)), false};
    return finished(step, terms_per_step);
}

Timeline::Timeline(std::vector<StepRun> runs) : runs_(std::move(runs)), first_steps_{0}, starts_us_{0} {
    assert(!runs_.empty());
    for (const StepRun& run : runs_) {
        assert(run.steps > 0);
        first_steps_.push_back(first_steps_.back() + run.steps);
        starts_us_.push_back(starts_us_.back() + run.duration_us());
    }
}

namespace {

/// The part that a value lies in, of those that begin at the first of `starts`; clamped to the ends.
std::size_t part_of(int64_t value, const std::vector<int64_t>& starts) {
    const auto after = std::upper_bound(starts.begin() + 1, starts.end() - 1, value);
    return static_cast<std::size_t>(after - starts.begin()) - 1;
}

} // namespace

std::size_t Timeline::run_at(int64_t time_us) const {
    return part_of(time_us, starts_us_);
}

int64_t Timeline::start_of(int64_t step) const {
    const std::size_t run = part_of(step, first_steps_);
    return starts_us_[run] + runs_[run].start_of(step - first_steps_[run]);
}

int64_t Timeline::step_at(int64_t time_us) const {
    const std::size_t run = run_at(time_us);
    return first_steps_[run] + runs_[run].step_at(time_us - starts_us_[run]);
}

Cursor Timeline::at(int64_t time_us) const {
    const std::size_t run = run_at(time_us);
    Cursor cursor = runs_[run].at(time_us - starts_us_[run]);
    cursor.run = run;
    return cursor;
}

} // namespace convlens
