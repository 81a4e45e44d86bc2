// Exercises without end, drawn from a seed.
#pragma once

#include "i18n/catalogue.h"
#include "lesson/exercise/exercise.h"
#include "lesson/lesson.h"

#include <cstdint>
#include <span>
#include <vector>

namespace convlens {

/// `count` exercises, no two alike, each with an answer that is not trivial and a wrong idea that answers
/// something else. The same arguments give the same on every machine, and a shorter list is the begin of a
/// longer one. Range: level 1..3, count <= limits::exercises.
std::vector<Exercise> exercises(ExerciseKind kind, int level, uint64_t seed, int64_t count);

/// A lesson whose pages they are, named by kind and level.
Lesson exercise_lesson(ExerciseKind kind, int level, std::span<const Exercise> exercises, const Texts& texts);

/// An exercise as a page that a lesson can show.
Page exercise_page(const Exercise& exercise, const Texts& texts);
/// The first of its seed's.
Page exercise_page(ExerciseKind kind, int level, uint64_t seed, const Texts& texts);

} // namespace convlens
