// One axis as a ruler: its cells with padding and inserted zeros, the windows as brackets below, what none of
// them reads crossed.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

/// Height in px of the ruler of an axis at a cell size.
float ruler_height(const LensScene& scene, std::size_t axis, float cell, float unit);

/// px that it takes of a width.
float ruler_width(const LensScene& scene, std::size_t axis, float width, float cell, float unit);

/// Draws the ruler from `at` (top left), at most `width` wide; cells are at most `cell` px. Of a long axis
/// the part with the current window is shown, and its end, where what is left over lies.
void draw_ruler(Canvas& canvas, const LensScene& scene, std::size_t axis, Vec2 at, float width, float cell);

} // namespace convlens
