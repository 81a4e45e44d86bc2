// What an unpooling does with an element, in place of a sum.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/model/model.h"

namespace convlens {

/// Draws the sentence of the step; the first line has its baseline at the top of `area`. Returns where the
/// next line would have its baseline.
float draw_placing(Canvas& canvas, const SceneInput& input, const Step& step, const Rect& area);

/// How many lines it has at most, about.
std::size_t placing_lines(Canvas& canvas, const SceneInput& input, float width);

} // namespace convlens
