// The cost lens: multiplications, parameters and memory of the operation.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

void draw_cost_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
float cost_height(Canvas& canvas, const LensScene& scene, float width, float room);

} // namespace convlens
