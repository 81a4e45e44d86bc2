// A plane of square cells somewhere on the picture: an affine map from (row, column) to pixels. Tilted and
// flat views differ in nothing else.
#pragma once

#include "picture/frame.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace convlens {

/// Cells of whole pixels where they are at least `from` px, large enough to show it.
inline float snapped(float cell, float from) {
    return cell >= from ? std::floor(cell) : cell;
}

struct Sheet {
    Vec2 origin;  // corner of the first row and column
    Vec2 u{1, 0}; // from a column to the next, px
    Vec2 v{0, 1}; // from a row to the next, px
    // Not 0 where a part far from row 0 is drawn large: a float cannot count pixels from there.
    double first_row = 0, first_column = 0;

    Vec2 at(double row, double column) const {
        return origin + u * static_cast<float>(column - first_column) +
               v * static_cast<float>(row - first_row);
    }
    Vec2 center(double row, double column) const { return at(row + 0.5, column + 0.5); }
    /// The inverse of `at`: x the column, y the row of a point. Of a sheet from row 0 and column 0 on.
    Vec2 cells_at(Vec2 point) const {
        const float area = u.x * v.y - u.y * v.x;
        const Vec2 d = point - origin;
        return {(d.x * v.y - d.y * v.x) / area, (u.x * d.y - u.y * d.x) / area};
    }
    Box box(double row, double column, double rows = 1, double columns = 1) const {
        Box box;
        box.origin = at(row, column);
        box.u = u * static_cast<float>(columns);
        box.v = v * static_cast<float>(rows);
        return box;
    }
    /// Side of a square of the same area as a cell, px.
    float cell() const { return std::sqrt(std::abs(u.x * v.y - u.y * v.x)); }
    bool upright() const { return u.y == 0 && v.x == 0; }
    Rect bounds(float rows, float columns) const {
        const Vec2 corners[] = {at(0, 0), at(0, columns), at(rows, 0), at(rows, columns)};
        Rect r{corners[0], corners[0]};
        for (const Vec2 c : corners) {
            r.min = {std::min(r.min.x, c.x), std::min(r.min.y, c.y)};
            r.max = {std::max(r.max.x, c.x), std::max(r.max.y, c.y)};
        }
        return r;
    }
};

/// The pattern of a cell with this text: a cross, which would strike it, goes into the corner.
inline Pattern beside_number(Pattern pattern, std::string_view text) {
    return pattern == Pattern::crossed && !text.empty() ? Pattern::cornered : pattern;
}

/// The sheets of one plane, each moved from the first.
struct Stack : Sheet {
    std::vector<Vec2> moves; // px, of each sheet
    Sheet of(int64_t sheet) const {
        Sheet moved = *this;
        moved.origin = origin + moves[static_cast<std::size_t>(sheet)];
        return moved;
    }
};

inline Vec2 mixed(Vec2 a, Vec2 b, float t) {
    return a + (b - a) * t;
}
inline Sheet mixed(const Sheet& a, const Sheet& b, float t) {
    return {mixed(a.origin, b.origin, t), mixed(a.u, b.u, t), mixed(a.v, b.v, t)};
}
/// Where only one of them has a place for the plane, it lies there.
inline Stack mixed(const Stack& a, const Stack& b, float t) {
    if (a.moves.empty() || b.moves.empty())
        return a.moves.empty() ? b : a;
    Stack m{mixed(static_cast<const Sheet&>(a), static_cast<const Sheet&>(b), t), a.moves};
    m.moves.resize(std::max(a.moves.size(), b.moves.size()), a.moves.back());
    for (std::size_t i = 0; i < m.moves.size(); ++i)
        m.moves[i] = mixed(m.moves[i], i < b.moves.size() ? b.moves[i] : b.moves.back(), t);
    return m;
}

} // namespace convlens
