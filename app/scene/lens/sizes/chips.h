// The sizes of the last axis between which the stride does not tell: inputs of one output, or outputs of one
// input.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

bool has_chips(const Operation& operation);
/// px that they take at this width.
float chips_height(Canvas& canvas, const LensScene& scene, float width);
/// Draws them from `at` (top left), in as many lines as they need.
void draw_chips(Canvas& canvas, const LensScene& scene, Vec2 at, float width);

} // namespace convlens
