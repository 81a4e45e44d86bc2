// Exercises as people read them: what is given, what is asked, and how the answer is found.
#pragma once

#include "i18n/catalogue.h"
#include "lesson/exercise/exercise.h"

#include <string>

namespace convlens {

/// Whether the numbers of the tensors are part of what is asked; else sizes are enough.
bool needs_numbers(const Question& question);

/// "Convolution: X 7 × 7, W 3 × 3, stride 2."
std::string given_text(const Exercise& exercise, const Texts& texts);
/// The same, and the question.
std::string exercise_text(const Exercise& exercise, const Texts& texts);

/// The short way to the answer, with numbers: "1·2 + 3·1 = 5", "⌊(7 − 3) / 2⌋ + 1 = 3".
std::string solution_text(const Exercise& exercise, const Texts& texts);

} // namespace convlens
