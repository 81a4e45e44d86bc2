// Corners, joins, dashes and colours: the arithmetic behind outline.h.
#include "picture/outline.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

float length(Vec2 a) {
    return std::hypot(a.x, a.y);
}
float cross(Vec2 a, Vec2 b) {
    return a.x * b.y - a.y * b.x;
}

bool upright(Vec2 u, Vec2 v) {
    return (u.y == 0 && v.x == 0) || (u.x == 0 && v.y == 0);
}

/// Below this area over product of edges two edges count as one line.
constexpr float flat = 1e-4F;

} // namespace

std::array<Vec2, 4> corners(const Box& box) {
    return {box.origin, box.origin + box.u, box.origin + box.u + box.v, box.origin + box.v};
}

bool is_upright(const Box& box) {
    return upright(box.u, box.v);
}
bool is_upright(const Raster& raster) {
    return upright(raster.u, raster.v);
}

Rect upright_rect(Vec2 origin, Vec2 diagonal) {
    const Vec2 other = origin + diagonal;
    return {{std::min(origin.x, other.x), std::min(origin.y, other.y)},
            {std::max(origin.x, other.x), std::max(origin.y, other.y)}};
}

float corner_radius(const Box& box) {
    if (!is_upright(box))
        return 0;
    return std::clamp(box.radius, 0.0F, std::min(length(box.u), length(box.v)) / 2);
}

float dot_diameter(const Box& box) {
    const float longer = std::max(length(box.u), length(box.v));
    return longer == 0 ? 0 : 0.25F * std::abs(cross(box.u, box.v)) / longer;
}

float pattern_width(const Box& box) {
    return std::max(1.0F, box.stroke_width);
}

std::array<std::array<Vec2, 2>, 2> crossed_lines(const Box& box) {
    const CrossMeasures at = box.pattern == Pattern::cornered ? cornered_measures : crossed_measures;
    const Vec2 middle = box.origin + box.u * at.u + box.v * at.v;
    const Vec2 falling = (box.u + box.v) * at.half, rising = (box.u - box.v) * at.half;
    return {{{middle - falling, middle + falling}, {middle - rising, middle + rising}}};
}

Box outlined_inside(const Box& box) {
    Box inside;
    inside.origin = box.origin + outlined_inset * (box.u + box.v);
    inside.u = (1 - 2 * outlined_inset) * box.u;
    inside.v = (1 - 2 * outlined_inset) * box.v;
    inside.radius = box.radius;
    inside.stroke = box.ink;
    inside.stroke_width = pattern_width(box);
    return inside;
}

std::array<Vec2, 4> offset_corners(const Box& box, float distance) {
    const float u = length(box.u);
    const float v = length(box.v);
    const float area = std::abs(cross(box.u, box.v));
    if (u == 0 || v == 0 || area < flat * u * v)
        return corners(box);
    // Moving both edges at a corner by d moves the corner by d / sin(angle) along each of them.
    const Vec2 du = box.u * (distance * v / area);
    const Vec2 dv = box.v * (distance * u / area);
    const auto at = corners(box);
    return {at[0] - du - dv, at[1] + du - dv, at[2] + du + dv, at[3] - du + dv};
}

float miter_reach(const Box& box) {
    const float product = length(box.u) * length(box.v);
    if (product == 0)
        return 1;
    const float cosine = std::abs(box.u.x * box.v.x + box.u.y * box.v.y) / product;
    const float half_sine = std::sqrt(std::max(0.0F, (1 - cosine) / 2)); // of the sharper corner
    return half_sine * miter_limit < 1 ? 1 : 1 / half_sine;
}

std::pair<float, float> dash_lengths(Dash dash, float stroke_width) {
    const float unit = std::max(1.0F, stroke_width);
    switch (dash) {
    case Dash::solid:
        return {0, 0};
    case Dash::dashed:
        return {4 * unit, 3 * unit};
    case Dash::dotted:
        return {unit, 2 * unit};
    }
    return {0, 0};
}

std::pair<float, float> fitted_dash(Dash dash, float stroke_width, float length) {
    const auto [ink, gap] = dash_lengths(dash, stroke_width);
    if (ink == 0)
        return {0, 0};
    const float count = std::max(1.0F, std::round(length / (ink + gap)));
    const float period = length / count;
    const float fitted = period * ink / (ink + gap);
    return {fitted, period - fitted};
}

std::vector<std::vector<Vec2>> dashed(std::span<const Vec2> points, bool closed, Dash dash,
                                      float stroke_width) {
    const auto [ink, gap] = dash_lengths(dash, stroke_width);
    std::vector<std::vector<Vec2>> pieces;
    if (points.size() < 2 || ink <= 0)
        return pieces;
    bool on = true;
    float left = ink; // until the next change
    pieces.push_back({points[0]});
    const std::size_t count = closed ? points.size() : points.size() - 1;
    for (std::size_t i = 0; i < count; ++i) {
        const Vec2 from = points[i];
        const Vec2 to = points[(i + 1) % points.size()];
        const float whole = length(to - from);
        float done = 0;
        while (whole - done > left) {
            done += left;
            const Vec2 at = from + (done / whole) * (to - from);
            if (on)
                pieces.back().push_back(at);
            else
                pieces.push_back({at});
            on = !on;
            left = on ? ink : gap;
        }
        left -= whole - done;
        if (on && whole > 0)
            pieces.back().push_back(to);
    }
    return pieces;
}

std::array<std::array<Vec2, 2>, 4> edges(const Box& box) {
    const auto at = corners(box);
    return {{{at[0], at[1]}, {at[3], at[2]}, {at[0], at[3]}, {at[1], at[2]}}};
}

std::vector<std::array<Vec2, 2>> dashed_edges(const Box& box) {
    std::vector<std::array<Vec2, 2>> pieces;
    for (const auto& [from, to] : edges(box)) {
        const float whole = length(to - from);
        const auto [ink, gap] = fitted_dash(box.dash, box.stroke_width, whole);
        if (whole == 0 || ink <= 0)
            continue;
        const auto along = [&, first = from, step = (1 / whole) * (to - from)](float distance) {
            return first + std::clamp(distance, 0.0F, whole) * step;
        };
        const auto count = static_cast<int>(std::round(whole / (ink + gap)));
        for (int i = 0; i <= count; ++i) {
            const float middle = static_cast<float>(i) * (ink + gap);
            pieces.push_back({along(middle - ink / 2), along(middle + ink / 2)});
        }
    }
    return pieces;
}

std::array<DashedPair, 2> dashed_pairs(const Box& box) {
    const auto all = edges(box);
    const auto pair = [&](std::size_t first, Vec2 edge) {
        const auto [ink, gap] = fitted_dash(box.dash, box.stroke_width, length(edge));
        return DashedPair{{all[first], all[first + 1]}, ink, gap};
    };
    return {pair(0, box.u), pair(2, box.v)};
}

bool has_grid(const Raster& raster) {
    if (raster.grid.a == 0 || raster.grid_width <= 0 || raster.columns <= 0 || raster.rows <= 0)
        return false;
    const float narrow = std::min(length(raster.u) / static_cast<float>(raster.columns),
                                  length(raster.v) / static_cast<float>(raster.rows));
    return narrow >= smallest_cell_with_grid;
}

Color mapped(const ColorMap& map, float value) {
    if (std::isnan(value))
        return {};
    if (value < map.mid)
        return value <= map.lo ? map.low : mixed(map.low, map.middle, (value - map.lo) / (map.mid - map.lo));
    return value >= map.hi ? map.high : mixed(map.middle, map.high, (value - map.mid) / (map.hi - map.mid));
}

bool has_cells(const Raster& raster) {
    return raster.columns > 0 && raster.rows > 0 && raster.values != nullptr &&
           raster.values->size() >=
               static_cast<std::size_t>(raster.columns) * static_cast<std::size_t>(raster.rows);
}

Color cell_color(const Raster& raster, int64_t cell) {
    return cell < raster.shown ? mapped(raster.map, (*raster.values)[static_cast<std::size_t>(cell)])
                               : raster.blank;
}

std::vector<std::array<Vec2, 2>> grid_lines(const Raster& raster) {
    std::vector<std::array<Vec2, 2>> lines;
    const auto add = [&](Vec2 along, Vec2 across, int count) {
        for (int i = 0; i <= count; ++i) {
            const Vec2 from = raster.origin + (static_cast<float>(i) / static_cast<float>(count)) * along;
            lines.push_back({from, from + across});
        }
    };
    add(raster.u, raster.v, raster.columns);
    add(raster.v, raster.u, raster.rows);
    return lines;
}

} // namespace convlens
