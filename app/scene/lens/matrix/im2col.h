// The im2col lens: the flattened kernel times the matrix whose columns are the windows.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

void draw_im2col_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
float im2col_width(Canvas& canvas, const LensScene& scene, float width, float room);
float im2col_height(Canvas& canvas, const LensScene& scene, float width, float room);
ColorPairs im2col_pairs(const Theme& theme);

} // namespace convlens
