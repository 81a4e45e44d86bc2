// The output size in large type: the formula of the guide's relationship with its numbers, the general one
// beside or below it, and of a transposed convolution p′ and s′.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

/// px that the relationship's formula takes with its heading; `general`: and the general one, where it is
/// another.
float formulas_height(Canvas& canvas, const LensScene& scene, float width, bool general);
void draw_formulas(Canvas& canvas, const LensScene& scene, Vec2 at, float width, bool general);
/// Whether the general formula is another one and has no room beside the relationship's.
bool general_is_below(Canvas& canvas, const LensScene& scene, float width);

/// "s′ = 1   p′ = k − p − 1 = 2   (p = 0)"; empty for others than transposed convolutions.
std::string turned_line(const LensScene& scene);

} // namespace convlens
