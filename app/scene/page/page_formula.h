// A page's formula as it is set, in a line of words or alone.
#pragma once

#include "scene/base/canvas.h"

#include <string>

namespace convlens {

/// px from the baseline.
struct FormulaSize {
    float width = 0, ascent = 0, descent = 0;
};
FormulaSize page_formula_size(Canvas& canvas, const std::string& tex, const TextStyle& style);
/// `at`: left end on the baseline.
void draw_page_formula(Canvas& canvas, const std::string& tex, Vec2 at, const TextStyle& style);

} // namespace convlens
