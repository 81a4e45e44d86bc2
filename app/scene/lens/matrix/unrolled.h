// The lens of the unrolled matrix C, of which Y flattened is the product with X flattened.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

void draw_unrolled_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
/// Row by row, or all of Y written out.
void choose_in_unrolled(Document& document, int64_t choice);
float unrolled_height(Canvas& canvas, const LensScene& scene, float width, float room);
ColorPairs unrolled_pairs(const Theme& theme);

} // namespace convlens
