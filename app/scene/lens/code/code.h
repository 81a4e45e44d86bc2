// The code lens: the operation as a program of the chosen framework.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

void draw_code_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
float code_height(Canvas& canvas, const LensScene& scene, float width, float room);

/// A framework, or `copy_choice`.
void choose_in_code(Document& document, int64_t choice);

} // namespace convlens
