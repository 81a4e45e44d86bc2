// A sheet that is used up is followed by that of the next seed.
#include "window/session/exercise_run.h"

#include "input/limits.h"
#include "lesson/exercise/exercises.h"

#include <algorithm>
#include <iterator>

namespace convlens {

/// Twice as many each time: a list is drawn from its beginning.
void ExerciseRun::draw(std::size_t count) {
    constexpr auto sheet = static_cast<std::size_t>(limits::exercises);
    constexpr std::size_t few = 8;
    while (drawn_.size() < count) {
        const std::size_t sheets = drawn_.size() / sheet, begin = sheets * sheet;
        const std::size_t wanted = std::clamp(2 * (drawn_.size() - begin), few, sheet);
        std::vector<Exercise> some =
            exercises(choice_.kind, choice_.level, choice_.seed + sheets, static_cast<int64_t>(wanted));
        drawn_.resize(begin);
        std::move(some.begin(), some.end(), std::back_inserter(drawn_));
    }
}

Lesson ExerciseRun::lesson(std::size_t count, const Texts& texts) {
    draw(count);
    return exercise_lesson(choice_.kind, choice_.level, {drawn_.data(), count}, texts);
}

} // namespace convlens
