// The lower left corner of a tilted figure is empty: where its cells are too small for digits, those around
// the window lie there, upright and large.
#include "scene/figure/layout_parts.h"

namespace convlens {
namespace {

constexpr int64_t max_loupe_side = 9;
constexpr float name_height = 22; // units, of the words above it

/// Whether a rectangle's upper right corner keeps clear of the sheet and of its name.
bool is_clear(const FigurePlaces& places, const Rect& rect, float unit) {
    const Vec2 corner{rect.max.x + 10 * unit, rect.min.y - name_height * unit};
    const bool below_name = corner.y > places.base_heading.y + 24 * unit;
    return below_name && places.base.of(0).cells_at(corner).x < 0;
}

} // namespace

void place_tilted_loupe(FigurePlaces& places, const FigureModel& model, const Rect& area, float unit) {
    struct Size {
        float cell; // units
        int64_t around;
    };
    for (const Size& size : {Size{36, 1}, Size{30, 1}, Size{26, 1}, Size{22, 1}, Size{26, 0}, Size{22, 0},
                             Size{19, 0}, Size{16, 0}}) {
        const float cell = std::floor(size.cell * unit);
        const auto shown = [&](const AxisModel& axis) {
            return std::min({axis.grid, axis.window() + 2 * size.around, max_loupe_side});
        };
        const int64_t rows = shown(model.axes[1]);
        const int64_t columns = shown(model.axes[2]);
        const Rect rect{{area.min.x, area.max.y - static_cast<float>(rows) * cell},
                        {area.min.x + static_cast<float>(columns) * cell, area.max.y}};
        if (!is_clear(places, rect, unit))
            continue;
        places.loupe = {
            {{std::round(rect.min.x), std::round(rect.min.y)}, {cell, 0}, {0, cell}}, rows, columns};
        return;
    }
}

} // namespace convlens
