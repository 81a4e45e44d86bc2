// A line has x + y constant and crosses a convex outline in one piece, between two of its edges.
#include "picture/hatching.h"

#include "picture/outline.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace convlens {
namespace {

constexpr float max_lines = 10000;

float along(Vec2 p) {
    return p.x + p.y;
}

/// The corners; each round one is the two ends of its tangent at 45 degrees.
std::vector<Vec2> outline_of(const Box& box) {
    const float cut = corner_radius(box) * (2 - std::numbers::sqrt2_v<float>);
    const auto at = corners(box);
    if (cut <= 0)
        return {at.begin(), at.end()};
    std::vector<Vec2> points;
    for (std::size_t i = 0; i < at.size(); ++i) {
        for (const Vec2 other : {at[(i + 3) % 4], at[(i + 1) % 4]}) {
            const Vec2 edge = other - at[i];
            points.push_back(at[i] + (cut / std::hypot(edge.x, edge.y)) * edge);
        }
    }
    return points;
}

} // namespace

std::vector<std::array<Vec2, 2>> hatch_lines(const Box& box) {
    const std::vector<Vec2> outline = outline_of(box);
    const auto [low, high] = std::minmax_element(outline.begin(), outline.end(),
                                                 [](Vec2 a, Vec2 b) { return along(a) < along(b); });
    const float step = hatch_distance * std::numbers::sqrt2_v<float>; // in x + y
    const float first = std::ceil(along(*low) / step);
    const float last = std::min(std::floor(along(*high) / step), first + max_lines);
    std::vector<std::array<Vec2, 2>> lines;
    const int count = last >= first ? static_cast<int>(last - first) + 1 : 0;
    for (int line = 0; line < count; ++line) {
        const float n = first + static_cast<float>(line);
        std::vector<Vec2> crossings;
        for (std::size_t i = 0; i < outline.size(); ++i) {
            const Vec2 from = outline[i], to = outline[(i + 1) % outline.size()];
            const float before = along(from) - n * step, after = along(to) - n * step;
            if ((before <= 0) != (after <= 0))
                crossings.push_back(from + (before / (before - after)) * (to - from));
        }
        if (crossings.size() == 2)
            lines.push_back({crossings[0], crossings[1]});
    }
    return lines;
}

} // namespace convlens
