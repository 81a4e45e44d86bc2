// What an item may touch. Generous by a pixel: a rectangle that is too small leaves traces of the last frame.
#include "picture/outline.h"
#include "picture/photo.h"
#include "picture/typesetter.h"

#include <cmath>

namespace convlens {
namespace {

/// Anti-aliasing, and edges that a painter snaps to whole pixels.
constexpr float margin = 1.5F;
constexpr float soft_edge = 0.75F; // half of its width where it lies across the pixels

Rect around(std::span<const Vec2> points) {
    if (points.empty())
        return {};
    Rect rect{points[0], points[0]};
    for (const Vec2 p : points)
        rect = {{std::min(rect.min.x, p.x), std::min(rect.min.y, p.y)},
                {std::max(rect.max.x, p.x), std::max(rect.max.y, p.y)}};
    return rect;
}

bool has_stroke(Color stroke, float width) {
    return stroke.a != 0 && width > 0;
}

Rect ink(const Box& box, Typesetter&) {
    const bool stroked = has_stroke(box.stroke, box.stroke_width);
    const bool patterned = box.pattern != Pattern::none && box.ink.a != 0;
    if (!stroked && !patterned && box.fill.a == 0)
        return {};
    const float half = stroked ? box.stroke_width / 2 : 0;
    // In a box of few pixels the lines of a cross are wider than it.
    const float cross = patterned && (box.pattern == Pattern::crossed || box.pattern == Pattern::cornered)
                            ? pattern_width(box) / 2
                            : 0;
    const float lu = std::hypot(box.u.x, box.u.y), lv = std::hypot(box.v.x, box.v.y);
    const float area = std::abs(box.u.x * box.v.y - box.u.y * box.v.x);
    if (!is_upright(box) && area > 1e-4F) {
        // OpenGL ends the corners where the edges meet, soft edges included, however sharp they are.
        const float along = (half + soft_edge) * lu * lv / area; // that a corner moves along both edges
        const Vec2 extent{along * (std::abs(box.u.x) / lu + std::abs(box.v.x) / lv),
                          along * (std::abs(box.u.y) / lu + std::abs(box.v.y) / lv)};
        const Rect rect = around(corners(box));
        const Vec2 more{std::max(extent.x, cross) + margin, std::max(extent.y, cross) + margin};
        return {rect.min - more, rect.max + more};
    }
    const float extent = half * (is_upright(box) ? 1 : miter_reach(box));
    return inset(around(corners(box)), -std::max(extent, cross) - margin);
}

Rect ink(const Path& path, Typesetter&) {
    const bool stroked = has_stroke(path.stroke, path.stroke_width);
    if ((!stroked && !(path.closed && path.fill.a != 0)) || path.points.empty())
        return {};
    return inset(around(path.points), -(stroked ? path.stroke_width / 2 : 0) - margin);
}

/// Glyphs may reach over their advances and over the ascent (accents, Chinese fallbacks), so a third of an em
/// more.
Rect ink(const Label& label, Typesetter& typesetter) {
    if (label.text.empty() || label.color.a == 0 || label.size <= 0)
        return {};
    const TextLayout layout = typesetter.lay_out(label.text, label.face, label.size);
    const Vec2 at = typesetter.origin(label, layout);
    const Rect line{{at.x, at.y - layout.ascent}, {at.x + layout.width, at.y + layout.descent}};
    return inset(line, -label.size / 3 - margin);
}

Rect ink(const Raster& raster, Typesetter&) {
    if (raster.columns <= 0 || raster.rows <= 0)
        return {};
    const Vec2 o = raster.origin;
    const std::array<Vec2, 4> at{o, o + raster.u, o + raster.u + raster.v, o + raster.v};
    return inset(around(at), -raster.grid_width / 2 - margin);
}

Rect ink(const Photo& photo, Typesetter&) {
    return pixel_place(photo) ? inset(photo.place, -margin) : Rect{};
}

} // namespace

Rect bounds(const Item& item, const Frame& frame, Typesetter& typesetter) {
    Rect rect = std::visit([&](const auto& shape) { return ink(shape, typesetter); }, item.shape);
    if (item.clip >= 0 && static_cast<std::size_t>(item.clip) < frame.clips.size())
        rect = intersected(rect, inset(frame.clips[static_cast<std::size_t>(item.clip)], -1));
    return rect.empty() ? Rect{} : rect;
}

} // namespace convlens
