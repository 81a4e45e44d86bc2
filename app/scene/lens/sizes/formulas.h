// The output size in large type: the formula of the guide's relationship with its numbers, the general one
// beside or below it.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

enum class FormulaSpacing { usual, tight }; // tight: on one line, if need be smaller
struct FormulaOptions {
    FormulaSpacing spacing{};
    bool general = false; // below it the general formula, where it is another one
};

/// Whether it has k̂ for the dilated kernel, since what that is has no room where the last row reads it.
bool formulas_have_hat(Canvas& canvas, const LensScene& scene, float width, FormulaSpacing spacing);

/// px that the relationship's formula takes with its heading.
float formulas_height(Canvas& canvas, const LensScene& scene, float width, FormulaOptions options);
void draw_formulas(Canvas& canvas, const LensScene& scene, Vec2 at, float width, FormulaOptions options);
/// Whether the general formula is another one and has no room beside the relationship's.
bool general_is_below(Canvas& canvas, const LensScene& scene, float width, FormulaSpacing spacing);

} // namespace convlens
