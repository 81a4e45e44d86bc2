// Matrices of an exercise as on squared paper: numbers in cells, their indices outside.
#pragma once

#include "lesson/exercise/exercise.h"
#include "scene/base/canvas.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

struct ExerciseGrid {
    std::string heading;
    int64_t rows = 1, columns = 1;
    std::vector<std::string> numbers; // in row order; empty: blank cells
    std::vector<bool> marked;         // in row order; empty: none
};

/// The tensors that are given: X, W, and dY where a gradient is asked for; one grid a channel.
std::vector<ExerciseGrid> given_grids(const Exercise& exercise);
/// Where the cells of the answer are marked: X, or Y of what an element feeds.
ExerciseGrid cell_grid(const Exercise& exercise, bool with_answer);

/// Side by side from `at` (top left), in rows of at most `width`; returns the right end of the last row and
/// the bottom of all.
Vec2 draw_grids(Canvas& canvas, const std::vector<ExerciseGrid>& grids, Vec2 at, float width);

} // namespace convlens
