// Half of a pixel at most is what a shape moves.
#include "picture/snapping.h"

#include "picture/outline.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

Vec2 rounded(Vec2 at) {
    return {std::round(at.x), std::round(at.y)};
}

Box placed_on(Box box, const Rect& rect) {
    box.origin = rect.min;
    box.u = {rect.width(), 0};
    box.v = {0, rect.height()};
    return box;
}

} // namespace

float snapped_line(float at, float width) {
    const bool odd = std::lround(std::max(width, 1.0F)) % 2 == 1;
    return odd ? std::floor(at) + 0.5F : std::round(at);
}

bool rounded_by_readers(float width) {
    return width != std::round(width);
}

float filled_width(float width) {
    constexpr float quarters = 4, before = 0.02F; // px
    const float half = std::max(std::round(width / 2 * quarters), 1.0F) / quarters;
    return 2 * (half - before);
}

std::array<Vec2, 4> line_area(const std::array<Vec2, 2>& line, float width) {
    const auto& [from, to] = line;
    const Vec2 along = to - from;
    const float length = std::hypot(along.x, along.y);
    if (length == 0)
        return {from, from, from, from};
    const Vec2 aside = (width / 2 / length) * Vec2{-along.y, along.x};
    return {from + aside, to + aside, to - aside, from - aside};
}

Rect snapped_fill(const Box& box) {
    const Rect rect = upright_rect(box.origin, box.u + box.v);
    if (rect.empty())
        return rect;
    Rect snapped{rounded(rect.min), rounded(rect.max)};
    if (snapped.max.x == snapped.min.x)
        snapped.max.x += 1;
    if (snapped.max.y == snapped.min.y)
        snapped.max.y += 1;
    return snapped;
}

Rect snapped_stroke(const Box& box) {
    const Rect rect = upright_rect(box.origin, box.u + box.v);
    const float w = box.stroke_width;
    return {{snapped_line(rect.min.x, w), snapped_line(rect.min.y, w)},
            {snapped_line(rect.max.x, w), snapped_line(rect.max.y, w)}};
}

Box on_fill(const Box& box) {
    return is_upright(box) ? placed_on(box, snapped_fill(box)) : box;
}

Box on_stroke(const Box& box) {
    return is_upright(box) ? placed_on(box, snapped_stroke(box)) : box;
}

Rect snapped_clip(const Rect& clip) {
    return {rounded(clip.min), rounded(clip.max)};
}

std::vector<std::array<Vec2, 2>> snapped_grid_lines(const Raster& raster) {
    std::vector<std::array<Vec2, 2>> lines = grid_lines(raster);
    if (!is_upright(raster))
        return lines;
    for (auto& [from, to] : lines) {
        if (from.x == to.x)
            from.x = to.x = snapped_line(from.x, raster.grid_width);
        else
            from.y = to.y = snapped_line(from.y, raster.grid_width);
    }
    return lines;
}

} // namespace convlens
