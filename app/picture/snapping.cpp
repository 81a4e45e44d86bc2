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

bool is_odd(float width) {
    return std::lround(std::max(width, 1.0F)) % 2 == 1;
}

/// Quarters of a pixel, from the least that may be taken on, and the opacity that brings them to a share.
struct Quarters {
    int count = 0;
    float opacity = 1;
};
Quarters quarters_of(float share, int least) {
    constexpr float power = 1.5F, near = 0.1F;
    const auto seen = [](int count) { return std::pow(static_cast<float>(count) / 4, power); };
    for (int count = least; count <= 4; ++count) {
        if (std::abs(seen(count) - share) <= near)
            return {count, 1};
        if (seen(count) > share)
            return {count, share / seen(count)};
    }
    return {4, 1};
}

} // namespace

float snapped_line(float at, float width) {
    return is_odd(width) ? std::floor(at) + 0.5F : std::round(at);
}

bool rounded_by_readers(float width) {
    return width != std::round(width);
}

std::vector<FilledStroke> filled_strokes(float width) {
    constexpr float short_of = 0.02F; // px
    if (width <= 1) {                 // within the pixel
        const auto [count, opacity] = quarters_of(width, 1);
        return {{{0.5F - short_of, static_cast<float>(count) / 4 - 0.5F - short_of}, opacity}};
    }
    const float own = is_odd(width) ? 0.5F : 0; // of the pixel around the middle
    const float whole = own + std::floor(width / 2 - own);
    const auto [count, opacity] = quarters_of(width / 2 - whole, 0);
    const float side = whole + static_cast<float>(count) / 4 - short_of;
    std::vector<FilledStroke> strokes{{{side, side}, opacity}};
    if (opacity < 1 && whole > 0)
        strokes.push_back({{whole - short_of, whole - short_of}, 1});
    return strokes;
}

std::array<Vec2, 4> line_area(const std::array<Vec2, 2>& line, StrokeSides sides) {
    const auto& [from, to] = line;
    const Vec2 along = to - from;
    const float length = std::hypot(along.x, along.y);
    if (length == 0)
        return {from, from, from, from};
    const Vec2 aside = along.x == 0 ? Vec2{1, 0} : Vec2{0, 1};
    return {from - sides.before * aside, to - sides.before * aside, to + sides.after * aside,
            from + sides.after * aside};
}

std::array<Rect, 2> ring_edges(const Box& box, StrokeSides sides) {
    const Rect middle = snapped_stroke(box);
    const auto [before, after] = sides;
    const Vec2 to_min{before, before}, to_max{after, after};
    return {Rect{middle.min - to_min, middle.max + to_max}, Rect{middle.min + to_max, middle.max - to_min}};
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
