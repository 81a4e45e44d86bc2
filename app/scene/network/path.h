// The way back of one activation, stage by stage: what arrives, what the stage does to it, what goes on.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/network_input.h"

namespace convlens {

/// Returns its bottom, px.
float draw_path(Canvas& canvas, const NetworkSceneInput& input);

} // namespace convlens
