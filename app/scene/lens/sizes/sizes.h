// The sizes lens: how the sizes of the result come about, and sizes to try.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

void draw_sizes_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
float sizes_height(Canvas& canvas, const LensScene& scene, float width, float room);

/// The choice-th of the sizes that it offers, on every axis that is like the last one.
void choose_in_sizes(Document& document, int64_t choice);

} // namespace convlens
