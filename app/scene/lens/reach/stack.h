// One axis through layers of the same operation, as a pyramid: an output cell at the top, what it sees in
// each layer below it.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

/// Fills the area: the layers of the last axis with their numbers, and how the numbers come about.
void draw_reach_stack(Canvas& canvas, const LensScene& scene, const Rect& area);
/// What it has use for, in units.
float reach_stack_height(const LensScene& scene);

} // namespace convlens
