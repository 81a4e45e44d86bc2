// What a map likes: the strongest places of the data with their patches and projections, as in the paper's
// figure.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/network_input.h"

namespace convlens {

/// Returns its bottom, px.
float draw_strongest(Canvas& canvas, const NetworkSceneInput& input);

} // namespace convlens
