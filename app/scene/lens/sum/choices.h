// The choices of a sum: numbers or names, cross-correlation or convolution.
#pragma once

#include "document/document.h"
#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"

namespace convlens {

/// Draws the choices of the operation with their right end, at the middle of their height, at `end`. Returns
/// their left end.
float draw_sum_choices(Canvas& canvas, const SceneInput& input, Vec2 end);

/// What a click on one of them does; shown where Composition::choices is set.
void choose_in_sum(Document& document, int64_t choice);

} // namespace convlens
