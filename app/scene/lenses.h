// The lenses beside the sum (sum.h), one file each. Every one draws its own card into `area`.
#pragma once

#include "scene/lens.h"

namespace convlens {

void draw_im2col_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
void draw_unrolled_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
void draw_gradients_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
void draw_transposed_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
void draw_sizes_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
void draw_reach_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
void draw_cost_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
void draw_code_lens(Canvas& canvas, const LensScene& scene, const Rect& area);

/// The choice-th of the sizes that the sizes lens offers, on every axis that is like the last one.
void choose_size(Document& document, int64_t choice);

} // namespace convlens
