// A pasted chain as a list: layer, the size behind it, and what a Linear's in_features must be.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

/// Rows of the list when none is left out; 0: there is no chain.
int64_t chain_rows(const LensScene& scene);
/// Height of so many rows.
float chain_height(const Canvas& canvas, int64_t rows);
/// Draws from `at` (top left) `rows` rows; with less than all of them the part around the layer that is the
/// figure, and a last row that says which part.
void draw_chain(Canvas& canvas, const LensScene& scene, Vec2 at, float width, int64_t rows);

} // namespace convlens
