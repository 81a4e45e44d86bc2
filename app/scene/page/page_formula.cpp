// The TeX as it is written.
#include "scene/page/page_formula.h"

namespace convlens {

FormulaSize page_formula_size(Canvas& canvas, const std::string& tex, const TextStyle& style) {
    return {canvas.width(tex, style), 0.8F * style.size, 0.25F * style.size};
}

void draw_page_formula(Canvas& canvas, const std::string& tex, Vec2 at, const TextStyle& style) {
    canvas.text(tex, at, style);
}

} // namespace convlens
