// A drawing on its way into the network: as drawn with the box of its ink, scaled into the middle; the counts
// of ink are X.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/network_input.h"

namespace convlens {

bool shows_drawing(const NetworkSceneInput& input);
/// The pad that takes the pen, its cells tagged TagSpace::network_pad, and below it what it becomes. Returns
/// the pad's place.
Rect draw_drawing(Canvas& canvas, const NetworkSceneInput& input, const Rect& area);

} // namespace convlens
