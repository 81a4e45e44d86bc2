// The transposed lens: three ways to compute the transposed convolution that the operation is, or that leads
// back from its Y.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

void draw_transposed_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
float transposed_height(Canvas& canvas, const LensScene& scene, float width, float room);
ColorPairs transposed_pairs(const Theme& theme);
/// A TransposedWay.
void choose_in_transposed(Document& document, int64_t choice);

} // namespace convlens
