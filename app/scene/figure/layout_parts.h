// What the layouts of a figure share: planes in cells, cells in pixels.
#pragma once

#include "scene/figure/layout.h"

#include <algorithm>
#include <cmath>

namespace convlens {

constexpr float largest_cell = 66;     // px at 720: larger cells tell nothing more
constexpr float gap_between = 44;      // of planes side by side; units
constexpr int64_t max_column_rows = 6; // planes as low as this, or much wider than high, may lie in a column

/// Largest cell up to `most` for which `fits` holds; `fits` is monotonous.
template <class Fits> float largest(float most, Fits fits) {
    float low = 1e-5F;
    float high = most;
    if (fits(high))
        return high;
    if (!fits(low)) { // axes of millions of cells
        high = low;
        low = 1e-12F;
    }
    for (int i = 0; i < 24; ++i) {
        const float middle = (low + high) / 2;
        (fits(middle) ? low : high) = middle;
    }
    return low;
}

/// Of all sheets of a plane, in cells.
struct Extent {
    float rows = 0, columns = 0;
};
inline Extent extent(const PlaneModel& plane) {
    return {static_cast<float>(plane.plane_rows()), static_cast<float>(plane.plane_columns())};
}

/// Height of cells: long rows of many small ones become a strip that can be seen.
inline float cell_height(Extent e, float cell, float unit) {
    const float least = 26 * unit / e.rows;
    return cell < outlined_from && cell < least ? least : cell;
}

/// A figure's cells.
inline float snapped(float cell) {
    return snapped(cell, outlined_from);
}

/// A tilted figure with a loupe in its corner, moved to the right as far as that costs it little; without one
/// where that has no room.
FigurePlaces tilted_with_loupe(const FigureModel& model, const Rect& area, float unit);

/// The sheets of a plane beside and below one another.
inline Stack spread(const PlaneModel& plane, const Sheet& first) {
    Stack stack{first, {}};
    for (int64_t s = 0; s < plane.sheets; ++s)
        stack.moves.push_back(first.u * static_cast<float>(plane.column_of(s)) +
                              first.v * static_cast<float>(plane.row_of(s)));
    return stack;
}
inline Stack upright(const PlaneModel& plane, Vec2 origin, float cell, float height) {
    return spread(plane, {{std::round(origin.x), std::round(origin.y)}, {cell, 0}, {0, height}});
}

} // namespace convlens
