// How an activation bears that the picture is shifted, scaled or turned: two curves.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/network_input.h"

namespace convlens {

/// Returns its bottom, px.
float draw_invariance(Canvas& canvas, const NetworkSceneInput& input);

} // namespace convlens
