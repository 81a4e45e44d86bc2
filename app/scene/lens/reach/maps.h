// How often each input is used, as a heat map, and which outputs one input reaches.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

/// Fills the area: the plane of X under the current window, the plane of Y, and what they say in words.
void draw_reach_maps(Canvas& canvas, const LensScene& scene, const Rect& area);
/// px that they take of a room.
float reach_maps_height(Canvas& canvas, const LensScene& scene, float width, float room);

} // namespace convlens
