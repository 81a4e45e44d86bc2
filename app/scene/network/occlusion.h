// A grey square slides over the picture: what it takes from an output at each place.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/network_input.h"

namespace convlens {

/// Returns its bottom, px.
float draw_occlusion(Canvas& canvas, const NetworkSceneInput& input);

} // namespace convlens
