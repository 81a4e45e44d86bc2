// Convolutions and pools written anew as nested loops over planes, for exercises: independent of the engine.
// A line is a plane of one row. Volumes are for sizes only.
#pragma once

#include "document/document.h"
#include "lesson/answer.h"
#include "lesson/exercise/exercise.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace convlens::testing_lesson {

/// Output size by counting where windows fit, or which places are written.
std::vector<int64_t> counted_size(const Operation& operation);

/// The answer to the exercise's question.
Answer enumerated_answer(const Exercise& exercise);

} // namespace convlens::testing_lesson
