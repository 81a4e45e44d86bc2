// The lower left corner of a tilted figure is empty: where its cells are too small for digits, those around
// the window lie there, upright and large.
#include "scene/figure/layout_parts.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr int64_t max_loupe_side = 9;
constexpr float name_height = 22; // units, of the words above it
constexpr float name_width = 116;

/// Whether a rectangle's upper right corner keeps clear of the sheet and of its name: below that, or left of
/// it and below the upper sheet's.
bool is_clear(const FigurePlaces& places, const Rect& rect, float unit) {
    constexpr float heading_width = 76, below_heading = 24; // units
    const float right = std::max(rect.max.x, rect.min.x + name_width * unit) + 10 * unit;
    const Vec2 corner{right, rect.min.y - name_height * unit};
    const bool below_name = corner.y > places.base_heading.y + below_heading * unit;
    const bool left_of_name = corner.x < places.base_heading.x - heading_width * unit &&
                              corner.y > places.top_heading.y + below_heading * unit;
    return (below_name || left_of_name) && places.base.of(0).cells_at(corner).x < 0;
}

struct Size {
    float cell; // units
    int64_t around;
};

LoupePlace loupe_place(const FigurePlaces& places, const FigureModel& model, const Rect& area, float unit,
                       const Size& size) {
    constexpr float legend = 26; // of pools, in this corner; units
    const float cell = std::floor(size.cell * unit);
    const auto shown = [&](const AxisModel& axis) {
        return std::min({axis.grid, axis.window() + 2 * size.around, max_loupe_side});
    };
    const int64_t rows = shown(model.axes[1]);
    const int64_t columns = shown(model.axes[2]);
    const float bottom = area.max.y - (model.weights.sheets > 0 ? 0 : legend * unit);
    const Rect rect{{area.min.x, bottom - static_cast<float>(rows) * cell},
                    {area.min.x + static_cast<float>(columns) * cell, bottom}};
    if (!is_clear(places, rect, unit))
        return {};
    return {{{std::round(rect.min.x), std::round(rect.min.y)}, {cell, 0}, {0, cell}}, rows, columns};
}

} // namespace

FigurePlaces tilted_with_loupe(const FigureModel& model, const Rect& area, float unit) {
    constexpr Size sizes[] = {{36, 1}, {30, 1}, {26, 1}, {36, 0}, {30, 0},
                              {26, 0}, {22, 1}, {22, 0}, {19, 0}, {16, 0}};
    constexpr int max_moves = 10;
    constexpr float move = 0.05F; // to the right, of the width
    FigurePlaces first = tilted_places(model, area, unit);
    for (const float worth : {0.9F, 0.7F}) // of the figure's cells, for a loupe that can be read
        for (const Size& size : sizes)
            for (int moves = 0; moves <= max_moves; ++moves) {
                Rect rest = area;
                rest.min.x += move * static_cast<float>(moves) * area.width();
                FigurePlaces places = tilted_places(model, rest, unit);
                if (places.base.cell() < worth * first.base.cell())
                    break;
                places.loupe = loupe_place(places, model, area, unit, size);
                if (!places.loupe.empty())
                    return places;
            }
    return first;
}

} // namespace convlens
