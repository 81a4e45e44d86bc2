// The three rules side by side on one activation: two cells at which they differ, and what reaches the
// pixels.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/network_input.h"

namespace convlens {

/// Returns its bottom, px.
float draw_comparison(Canvas& canvas, const NetworkSceneInput& input);

} // namespace convlens
