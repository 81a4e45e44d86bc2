// The whole network in one picture: what is put in, every layer's maps, what comes out, and the element that
// is chosen or pointed at with all that it sees and feeds.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/network_input.h"

namespace convlens {

/// Returns its bottom, px.
float draw_overview(Canvas& canvas, const NetworkSceneInput& input);

} // namespace convlens
