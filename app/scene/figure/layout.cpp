// The tilted projection is the guide's (FIGURES.md section 2): a column leads to the upper right, a row to
// the lower right. Its planes are centred above each other, so that the sight lines fall evenly.
#include "scene/figure/layout_parts.h"

#include <algorithm>
#include <string>

namespace convlens {
namespace {

float tilted_height(Extent e) {
    return -tilted_u.y * e.columns + tilted_v.y * e.rows;
}
float tilted_width(Extent e) {
    return tilted_u.x * e.columns + tilted_v.x * e.rows;
}

/// Of "12 × 18 × 12" in a heading.
float size_width(const Sizes& sizes, float unit) {
    constexpr float digit = 8.2F, sign = 15.6F; // at 13 units
    float width = sign * static_cast<float>(sizes.size() - 1);
    for (const int64_t size : sizes)
        width += digit * static_cast<float>(std::to_string(size).size());
    return width * unit;
}

} // namespace

FigurePlaces tilted_places(const FigureModel& model, const Rect& area, float unit) {
    const Extent base = extent(model.base);
    const Extent top = extent(model.top);
    const float base_height = tilted_height(base);
    const float top_height = tilted_height(top);
    // The sheets' centres are this far apart, in cells: their corners may interlock a little.
    const float lift = 0.46F * (base_height + top_height) + 0.35F;
    const float height = base_height / 2 + lift + top_height / 2;
    const float width = std::max(tilted_width(base), tilted_width(top));
    const float margin = 2 * unit;
    const float sizes =
        std::max(size_width(model.operation().input_size, unit), size_width(model.output_sizes(), unit));
    const bool has_sizes = area.width() > 420 * unit && area.width() > 6 * sizes;
    const float letters =
        has_sizes ? std::max(62 * unit, sizes + 13 * unit) : 24 * unit; // the headings' place
    const float cell = std::min({(area.width() - margin - letters) / width,
                                 (area.height() - 2 * margin) / height, largest_cell * unit});

    FigurePlaces places;
    places.tilt = 1;
    const auto sheet = [&](const PlaneModel& plane, Vec2 center) {
        const Extent e = extent(plane);
        Sheet s{{}, tilted_u * cell, tilted_v * cell_height(e, cell, unit)};
        s.origin = center - s.u * (e.columns / 2) - s.v * (e.rows / 2);
        return spread(plane, s);
    };
    const float middle = area.center().x + letters / 2;
    const float bottom = area.center().y + height * cell / 2;
    const float base_center = bottom - base_height * cell / 2;
    places.base = sheet(model.base, {middle, base_center});
    places.top = sheet(model.top, {middle, base_center - lift * cell});
    places.base_heading = places.base.at(0, 0) + Vec2{-9 * unit, -4 * unit};
    places.top_heading = places.top.at(0, 0) + Vec2{-9 * unit, -4 * unit};
    return places;
}

float place_weights(FigurePlaces& places, const FigureModel& model, const Rect& area, float unit) {
    const float heading = heading_height * unit + bias_room(model, unit);
    // As many sheets side by side as make the cells largest.
    PlaneModel plane = model.weights;
    float cell = 0;
    for (int64_t across = 1; across <= model.weights.sheets; ++across) {
        PlaneModel tried = model.weights;
        tried.across = across;
        const Extent t = extent(tried);
        const float fits =
            std::min({44 * unit, area.width() / t.columns, (area.height() - heading) / t.rows});
        if (fits > cell * 1.001F) {
            cell = fits;
            plane = tried;
        }
    }
    const Extent e = extent(plane);
    cell = snapped(cell);
    places.weights_shown = true;
    places.weights = upright(plane, {area.min.x, area.min.y + heading_height * unit}, cell, cell);
    places.weights_heading = places.weights.origin + Vec2{0, -9 * unit};
    places.bias = bias_strip(model, unit, places.weights.at(e.rows, 0), area.width());
    return heading + e.rows * cell;
}

bool is_covered(const Stack& stack, const CellWindow& part, int64_t sheet, Vec2 point, float margin) {
    const float area = stack.u.x * stack.v.y - stack.u.y * stack.v.x;
    for (int64_t above = 0; above < sheet; ++above) {
        const Vec2 p = point - stack.of(above).origin;
        const float c = (p.x * stack.v.y - p.y * stack.v.x) / area;
        const float r = (stack.u.x * p.y - stack.u.y * p.x) / area;
        if (r > static_cast<float>(part.first_row) - margin &&
            c > static_cast<float>(part.first_column) - margin &&
            r < static_cast<float>(part.end_row()) + margin &&
            c < static_cast<float>(part.end_column()) + margin)
            return true;
    }
    return false;
}

namespace {
bool can_be_maps(const FigureModel& model) {
    const PlaneModel& base = model.base;
    const bool low = base.rows <= max_column_rows || base.columns >= 4 * base.rows;
    return !low && !model.unpooling();
}

int64_t base_cells(const FigureModel& model) {
    return model.base.rows * model.base.columns * model.base.sheets;
}
} // namespace

bool may_have_loupe(const FigureModel& model) {
    constexpr int64_t max_without = 100; // cells of a sheet: the loupe would show most of them again
    return can_be_maps(model) && model.base.rows * model.base.columns > max_without;
}

bool is_large(const FigureModel& model) {
    constexpr int64_t max_small = 400;       // cells of all sheets together
    constexpr int64_t max_small_kernel = 49; // cells; of a larger one the sum goes in pages, as that of a map
    const bool large_kernel = model.weights.rows * model.weights.columns > max_small_kernel;
    return can_be_maps(model) && (large_kernel || base_cells(model) > max_small);
}

FigurePlaces mixed(const FigurePlaces& a, const FigurePlaces& b, float t) {
    FigurePlaces m = t < 0.5F ? a : b;
    m.base = mixed(a.base, b.base, t);
    m.top = mixed(a.top, b.top, t);
    m.weights = mixed(a.weights, b.weights, t);
    m.pooled = mixed(a.pooled, b.pooled, t);
    m.base_heading = mixed(a.base_heading, b.base_heading, t);
    m.top_heading = mixed(a.top_heading, b.top_heading, t);
    // What only one of the two has stays where it is, while that one is nearer.
    const auto heading = [&](bool in_a, Vec2 of_a, bool in_b, Vec2 of_b) {
        return in_a && in_b ? mixed(of_a, of_b, t) : in_b ? of_b : of_a;
    };
    m.weights_heading = heading(a.weights_shown, a.weights_heading, b.weights_shown, b.weights_heading);
    m.pooled_heading =
        heading(!a.pooled.moves.empty(), a.pooled_heading, !b.pooled.moves.empty(), b.pooled_heading);
    if (!a.bias.empty() && !b.bias.empty())
        m.bias = {mixed(a.bias.min, b.bias.min, t), mixed(a.bias.max, b.bias.max, t)};
    m.volumes = a.volumes || b.volumes;
    m.tilt = a.tilt + (b.tilt - a.tilt) * t;
    return m;
}

} // namespace convlens
