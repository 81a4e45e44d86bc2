// Questions that are answered by choosing cells: which tensor's, and how many there are.
#pragma once

#include "lesson/question.h"

#include <cstdint>
#include <vector>

namespace convlens {

/// A set of cells, or cells in an order.
bool asks_for_cells(const Question& question);

/// Whose cells are chosen. Preconditions  asks_for_cells(question)
AskedTensor chosen_tensor(const Question& question);

/// The shape that coordinates of the question's cells count in; empty where it has no cells.
Sizes cells_shape(const Document& scene, const Question& question);

/// Of a cell by all its coordinates.
int64_t flat_cell(const std::vector<int64_t>& at, const Sizes& shape);

} // namespace convlens
