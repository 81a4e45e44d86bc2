// Shares of the phases of a step, and their closed forms.
#include "scene/base/timeline.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace convlens {
namespace {

// Shares of a step's duration, in thousandths: the eye needs the terms longest, and a rest at the end.
constexpr int64_t move_share = 180;
constexpr int64_t terms_share = 500;
constexpr int64_t drop_share = 180; // the rest is hold

float eased(float t) {
    return t * t * (3 - 2 * t);
}

/// The phases of a step of this duration but for the last, us each.
struct PhaseLengths {
    int64_t move, terms, drop;
    explicit PhaseLengths(int64_t duration)
        : move(duration * move_share / 1000), terms(duration * terms_share / 1000),
          drop(duration * drop_share / 1000) {}
};

/// us after which `done` of `parts` of a phase are over.
int64_t end_of_part(int64_t done, int64_t parts, int64_t length) {
    return (done * length + parts - 1) / parts;
}

/// How many of `parts` are over after `us`.
int64_t parts_over(int64_t us, int64_t parts, int64_t length) {
    return length > 0 ? us * parts / length : parts;
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

int64_t first_element(int64_t step, int64_t steps, int64_t elements) {
    return static_cast<int64_t>(static_cast<__int128>(step) * elements / steps);
}

int64_t StepRun::duration_of(int64_t step) const {
    return step < slow_steps ? slow_step_us : step_us;
}

int64_t StepRun::elements_of(int64_t step) const {
    return elements > steps ? first_element(step + 1, steps, elements) - first_element(step, steps, elements)
                            : 0;
}

/// `within`: us since the first term lit up.
Cursor StepRun::in_terms(int64_t step, int64_t within, int64_t length) const {
    // Term t is lit during its share of the phase; `done` counts those before it. Its last moment is whole.
    const int64_t done = parts_over(within, terms_per_step, length);
    const int64_t begin = end_of_part(done, terms_per_step, length);
    const int64_t end = end_of_part(done + 1, terms_per_step, length);
    Cursor cursor{step, Phase::terms, done, 1, false};
    if (end > begin)
        cursor.progress = static_cast<float>(within + 1 - begin) / static_cast<float>(end - begin);
    if (const int64_t count = elements_of(step); count > 0) {
        const int64_t passed = parts_over(within + 1, count, length);
        if (passed > 0 && within + 1 == end_of_part(passed, count, length))
            cursor.share = static_cast<double>(passed) / static_cast<double>(count);
        else if (within + 1 == end)
            cursor.share = static_cast<double>(done + 1) / static_cast<double>(terms_per_step);
        else
            cursor.share = static_cast<double>(within + 1) / static_cast<double>(length);
    }
    return cursor;
}

Cursor StepRun::at(int64_t time_us) const {
    const int64_t time = std::max<int64_t>(time_us, 0);
    if (time >= duration_us())
        return finished(steps - 1, terms_per_step);
    const int64_t step = step_at(time);
    const PhaseLengths lengths(duration_of(step));
    const auto share = [](int64_t part, int64_t whole) {
        return whole > 0 ? static_cast<float>(part) / static_cast<float>(whole) : 1.0F;
    };
    int64_t within = time - start_of(step);
    if (within < lengths.move)
        return {step, Phase::move, 0, eased(share(within, lengths.move)), false};
    within -= lengths.move;
    if (within < lengths.terms)
        return in_terms(step, within, lengths.terms);
    within -= lengths.terms;
    if (within < lengths.drop)
        return {step, Phase::drop, terms_per_step, eased(share(within, lengths.drop)), false};
    return finished(step, terms_per_step);
}

int64_t StepRun::arrival(int64_t step) const {
    return start_of(step) + PhaseLengths(duration_of(step)).move - 1;
}

std::optional<int64_t> StepRun::stop_after(int64_t time_us) const {
    const int64_t step = step_at(time_us);
    const int64_t first = arrival(step) + 1, length = PhaseLengths(duration_of(step)).terms;
    std::optional<int64_t> found;
    for (const int64_t parts : {terms_per_step, elements_of(step)}) {
        const int64_t next =
            std::max<int64_t>(parts_over(std::max<int64_t>(time_us - first, -1) + 1, parts, length) + 1, 1);
        if (parts == 0 || next > parts)
            continue;
        const int64_t stop = first + end_of_part(next, parts, length) - 1;
        found = std::min(found.value_or(stop), stop);
    }
    return found;
}

std::optional<int64_t> StepRun::stop_before(int64_t time_us) const {
    const int64_t step = step_at(time_us);
    const int64_t first = arrival(step) + 1, length = PhaseLengths(duration_of(step)).terms;
    std::optional<int64_t> found;
    for (const int64_t parts : {terms_per_step, elements_of(step)}) {
        const int64_t last =
            std::min(parts_over(std::max<int64_t>(time_us - first, 0), parts, length), parts);
        if (parts == 0 || last < 1)
            continue;
        const int64_t stop = first + end_of_part(last, parts, length) - 1;
        found = std::max(found.value_or(stop), stop);
    }
    return found;
}

int64_t slow_step_us(int64_t terms) {
    constexpr int64_t a_term = 500'000, shortest = 1'500'000, longest = 4'500'000;
    return std::clamp(std::min(terms, longest / a_term) * a_term, shortest, longest);
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

int64_t Timeline::arrival(int64_t step) const {
    const std::size_t run = part_of(step, first_steps_);
    return starts_us_[run] + runs_[run].arrival(step - first_steps_[run]);
}

std::optional<int64_t> Timeline::stop_after(int64_t time_us) const {
    const std::size_t run = run_at(time_us);
    const auto stop = runs_[run].stop_after(time_us - starts_us_[run]);
    return stop ? std::optional(starts_us_[run] + *stop) : std::nullopt;
}

std::optional<int64_t> Timeline::stop_before(int64_t time_us) const {
    const std::size_t run = run_at(time_us);
    const auto stop = runs_[run].stop_before(time_us - starts_us_[run]);
    return stop ? std::optional(starts_us_[run] + *stop) : std::nullopt;
}

Cursor Timeline::at(int64_t time_us) const {
    const std::size_t run = run_at(time_us);
    Cursor cursor = runs_[run].at(time_us - starts_us_[run]);
    cursor.run = run;
    return cursor;
}

} // namespace convlens
