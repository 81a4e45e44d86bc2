// The reach lens: what an output sees, and whom an input reaches.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

void draw_reach_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
float reach_height(Canvas& canvas, const LensScene& scene, float width, float room);

ColorPairs reach_pairs(const Theme& theme);

/// One layer more than `choice`.
void choose_in_reach(Document& document, int64_t choice);

} // namespace convlens
