// Exercises on paper: numbered, with the matrices and room to write; the answers on pages of their own. Black
// on white.
#pragma once

#include "lesson/exercise/exercise.h"
#include "picture/frame.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

struct SheetOptions {
    ExerciseKind kind = ExerciseKind::mixed; // as it was asked for
    int level = min_exercise_level;
    std::string source; // how to get the same sheet again: the footer
    Vec2 paper;         // px, 96 to an inch
    Language language = Language::en;
};

/// The pages, first those with the exercises.
std::vector<Frame> exercise_sheet(const std::vector<Exercise>& exercises, const SheetOptions& options,
                                  Typesetter& typesetter);

} // namespace convlens
