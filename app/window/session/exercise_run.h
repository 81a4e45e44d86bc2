// Exercises without end, as pages of a lesson that grows: those of the sheet with the same kind, level and
// seed, in its order.
#pragma once

#include "i18n/catalogue.h"
#include "lesson/exercise/exercise.h"
#include "lesson/lesson.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace convlens {

struct ExerciseChoice {
    ExerciseKind kind = ExerciseKind::mixed;
    int level = min_exercise_level;
    uint64_t seed = 1;
    bool operator==(const ExerciseChoice&) const = default;
};

class ExerciseRun {
public:
    explicit ExerciseRun(const ExerciseChoice& choice) : choice_(choice) {}

    const ExerciseChoice& choice() const { return choice_; }
    /// The first `count` of them.
    Lesson lesson(std::size_t count, const Texts& texts);

private:
    void draw(std::size_t count);

    ExerciseChoice choice_;
    std::vector<Exercise> drawn_;
};

} // namespace convlens
