// The tilted projection is the guide's (FIGURES.md section 2): a column leads to the upper right, a row to
// the lower right. Its planes are centred above each other, so that the sight lines fall evenly.
#include "scene/figure_layout.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr float largest_cell = 66; // px at 720: larger cells tell nothing more
constexpr float least_weight_cell = 24;

struct Extent {
    float rows = 0, columns = 0;
};
Extent extent(const PlaneModel& plane) {
    return {static_cast<float>(plane.plane_rows()), static_cast<float>(plane.plane_columns())};
}

float tilted_height(Extent e) {
    return -tilted_u.y * e.columns + tilted_v.y * e.rows;
}
float tilted_width(Extent e) {
    return tilted_u.x * e.columns + tilted_v.x * e.rows;
}

/// Largest cell up to `most` for which `fits` holds; `fits` is monotonous.
template <class Fits> float largest(float most, Fits fits) {
    float low = 0.01F;
    float high = most;
    if (fits(high))
        return high;
    for (int i = 0; i < 24; ++i) {
        const float middle = (low + high) / 2;
        (fits(middle) ? low : high) = middle;
    }
    return low;
}

/// Cells on whole pixels where they are large enough to show it.
float snapped(float cell) {
    return cell >= 6 ? std::floor(cell) : cell;
}

/// The sheets of a plane beside and below one another.
Stack spread(const PlaneModel& plane, const Sheet& first) {
    Stack stack{first, {}};
    for (int64_t s = 0; s < plane.sheets; ++s)
        stack.moves.push_back(first.u * static_cast<float>(plane.column_of(s)) +
                              first.v * static_cast<float>(plane.row_of(s)));
    return stack;
}

Stack upright(const PlaneModel& plane, Vec2 origin, float cell) {
    return spread(plane, {{std::round(origin.x), std::round(origin.y)}, {cell, 0}, {0, cell}});
}

/// Sizes in px of the three planes side by side, or with weights above the results.
struct FlatSizes {
    float cell = 0, weight_cell = 0;
    bool stacked = false;
    float width = 0, height = 0;
};

/// The planes with their sheets arranged.
struct Planes {
    PlaneModel base, top, weights;
};

/// Square as the model has them, or all sheets of a plane in one row.
Planes arranged(const FigureModel& model, bool in_rows) {
    Planes planes{model.base, model.top, model.weights};
    for (PlaneModel* plane : {&planes.base, &planes.top, &planes.weights})
        if (in_rows)
            plane->across = std::max<int64_t>(plane->sheets, 1);
    return planes;
}

FlatSizes flat_sizes(const Planes& planes, float cell, bool stacked, float unit) {
    const Extent base = extent(planes.base);
    const Extent top = extent(planes.top);
    const Extent weights = extent(planes.weights);
    const bool has_weights = planes.weights.sheets > 0;
    const float gap = 44 * unit;
    const float heading = heading_height * unit;
    FlatSizes s;
    s.cell = cell;
    s.stacked = stacked;
    s.weight_cell = has_weights ? snapped(std::clamp(cell, least_weight_cell * unit, 46 * unit)) : 0;
    const float weights_width = has_weights ? std::max(weights.columns * s.weight_cell, 92 * unit) : 0;
    const float weights_height = has_weights ? weights.rows * s.weight_cell + heading : 0;
    const float top_width = std::max(top.columns * cell, 70 * unit);
    const float top_height = top.rows * cell + heading;
    const float base_height = base.rows * cell + heading;
    if (stacked && has_weights) {
        s.width = base.columns * cell + gap + std::max(weights_width, top_width);
        s.height = std::max(base_height, weights_height + 20 * unit + top_height);
    } else {
        s.width = base.columns * cell + gap + top_width + (has_weights ? weights_width + gap : 0);
        s.height = std::max({base_height, weights_height, top_height});
    }
    return s;
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
    const float letters =
        (area.width() > 420 * unit ? 62 : 24) * unit; // the headings' place, with their sizes or not
    const float cell = std::min({(area.width() - margin - letters) / width,
                                 (area.height() - 2 * margin) / height, largest_cell * unit});

    FigurePlaces places;
    places.tilt = 1;
    const auto sheet = [&](const PlaneModel& plane, Vec2 center) {
        const Extent e = extent(plane);
        Sheet s{{}, tilted_u * cell, tilted_v * cell};
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

FigurePlaces flat_places(const FigureModel& figure, const Rect& area, float unit) {
    Planes model = arranged(figure, false);
    const auto best = [&](const Planes& planes, bool stacked) {
        return largest(largest_cell * unit, [&](float cell) {
            const FlatSizes s = flat_sizes(planes, cell, stacked, unit);
            return s.width <= area.width() && s.height <= area.height();
        });
    };
    float cell = best(model, false);
    bool stacked = false;
    for (const bool in_rows : {false, true})
        for (const bool above : {false, true}) {
            const Planes planes = arranged(figure, in_rows);
            const float fits = best(planes, above);
            if (fits <= cell * 1.08F)
                continue;
            cell = fits;
            stacked = above;
            model = planes;
        }
    const FlatSizes s = flat_sizes(model, snapped(cell), stacked, unit);

    const Extent base = extent(model.base);
    const Extent top = extent(model.top);
    const Extent weights = extent(model.weights);
    const bool has_weights = model.weights.sheets > 0;
    const float heading = heading_height * unit;
    const float gap = 44 * unit;
    const Vec2 corner{area.center().x - s.width / 2, area.center().y - s.height / 2};
    const auto centered = [&](float rows, float of_cell) { // top of a plane with its heading
        return corner.y + (s.height - rows * of_cell - heading) / 2 + heading;
    };

    FigurePlaces places;
    places.weights_shown = has_weights;
    places.base = upright(model.base, {corner.x, centered(base.rows, s.cell)}, s.cell);
    float x = corner.x + base.columns * s.cell + gap;
    if (stacked && has_weights) {
        const float all = weights.rows * s.weight_cell + heading + 20 * unit + top.rows * s.cell + heading;
        float y = corner.y + (s.height - all) / 2 + heading;
        places.weights = upright(model.weights, {x, y}, s.weight_cell);
        y += weights.rows * s.weight_cell + 20 * unit + heading;
        places.top = upright(model.top, {x, y}, s.cell);
    } else {
        if (has_weights) {
            places.weights =
                upright(model.weights, {x, centered(weights.rows, s.weight_cell)}, s.weight_cell);
            x += std::max(weights.columns * s.weight_cell, 92 * unit) + gap;
        }
        places.top = upright(model.top, {x, centered(top.rows, s.cell)}, s.cell);
    }
    const Vec2 above_corner{0, -9 * unit};
    places.base_heading = places.base.origin + above_corner;
    places.top_heading = places.top.origin + above_corner;
    places.weights_heading = places.weights.origin + above_corner;
    return places;
}

float place_weights(FigurePlaces& places, const FigureModel& model, const Rect& area, float unit) {
    const float heading = heading_height * unit;
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
    places.weights = upright(plane, {area.min.x, area.min.y + heading}, cell);
    places.weights_heading = places.weights.origin + Vec2{0, -9 * unit};
    return heading + e.rows * cell;
}

bool is_covered(const Stack& stack, const PlaneModel& plane, int64_t sheet, float row, float column) {
    const Vec2 point = stack.of(sheet).center(row, column);
    const float area = stack.u.x * stack.v.y - stack.u.y * stack.v.x;
    constexpr float margin = 0.35F; // what touches the digits covers them
    for (int64_t above = 0; above < sheet; ++above) {
        const Vec2 p = point - stack.of(above).origin;
        const float c = (p.x * stack.v.y - p.y * stack.v.x) / area;
        const float r = (stack.u.x * p.y - stack.u.y * p.x) / area;
        if (r > -margin && c > -margin && r < static_cast<float>(plane.rows) + margin &&
            c < static_cast<float>(plane.columns) + margin)
            return true;
    }
    return false;
}

FigurePlaces mixed(const FigurePlaces& a, const FigurePlaces& b, float t) {
    FigurePlaces m = t < 0.5F ? a : b;
    m.base = mixed(a.base, b.base, t);
    m.top = mixed(a.top, b.top, t);
    m.weights = mixed(a.weights, b.weights, t);
    m.base_heading = mixed(a.base_heading, b.base_heading, t);
    m.top_heading = mixed(a.top_heading, b.top_heading, t);
    m.weights_heading = mixed(a.weights_heading, b.weights_heading, t);
    m.volumes = a.volumes || b.volumes;
    m.tilt = a.tilt + (b.tilt - a.tilt) * t;
    return m;
}

} // namespace convlens
