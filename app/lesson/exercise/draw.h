// Candidates for exercises, drawn at random: whether they have a point is not asked here.
#pragma once

#include "lesson/exercise/exercise.h"

#include <cstdint>

namespace convlens {

/// Moves the state on. The kind is not mixed; the scene may be impossible.
Exercise drawn_exercise(ExerciseKind kind, int level, uint64_t& random);

} // namespace convlens
