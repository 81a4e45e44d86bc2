// From the edges inwards: what is left is the figure's.
#include "scene/half_regions.h"

#include "scene/figure/layout.h"

#include <algorithm>

namespace convlens {
namespace {

// px at scale 1: smaller halves leave the part out.
constexpr float min_title = 200, min_caption = 420, min_formula = 520, min_legend = 380, min_kernel = 300;

/// The kernel of a tilted figure lies in its lower right corner, where the figure has nothing; several sheets
/// of it at the right edge, where their heading has room there.
void place_kernel_below(const SceneInput& input, float unit, Rect& area, Regions& r) {
    const int64_t sheets = FigureModel(input.results, input.cursor.step).weights.sheets;
    const bool several = sheets > 1;
    const bool narrow = input.composition.is_narrow_half();
    const float wide = narrow ? 84.0F : several ? 150.0F : 138.0F;
    if (sheets < 1 || kernel_heading_width(input) > wide)
        return;
    const float high = several ? area.height() - 44 * unit
                               : std::min((narrow ? 94.0F : 104.0F) * unit, area.height() * 0.3F) +
                                     (input.results.bias ? bias_height * unit : 0);
    r.weights = {{area.max.x - wide * unit, area.max.y - high}, area.max};
    const float taken = several ? 1 : narrow ? 0.62F : 0.68F; // the figure's corner is free
    area.max.x -= taken * wide * unit;
}

} // namespace

Regions half_regions(Canvas& canvas, const SceneInput& input, bool flat) {
    const Composition& c = input.composition;
    const float unit = canvas.unit, scale = c.scale, high = c.size.y;
    Regions r;
    Rect area = inset({{0, 0}, c.size}, std::min(half_margin * unit, 0.03F * c.size.x));
    if (high >= min_title * scale) {
        r.progress = {{area.min.x, area.max.y - 22 * unit}, area.max};
        area.max.y -= 30 * unit;
    }
    if (c.title && high >= min_title * scale) {
        const bool caption = high >= min_caption * scale && c.half_without < 3;
        const float height = caption ? c.half_title : 34 * unit;
        r.title = {area.min, {area.max.x, area.min.y + height}};
        area.min.y += height + 4 * unit;
    }
    if (c.half_without < 1 && high >= min_formula * scale) {
        r.formula = {{area.min.x, area.max.y - 124 * unit}, area.max};
        area.max.y = r.formula.min.y - 12 * unit;
    }
    if (high >= min_legend * scale) {
        r.legend = {{area.min.x, area.max.y - 18 * unit}, area.max};
        area.max.y -= 26 * unit;
    }
    if (!flat && c.half_without < 2 && c.size.x >= min_kernel * scale)
        place_kernel_below(input, unit, area, r);
    r.figure = area;
    return r;
}

} // namespace convlens
