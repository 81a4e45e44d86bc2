// Upright boxes are snapped to whole pixels, so that their edges are sharp and neighbours leave no seam;
// tilted ones are drawn where they are.
#include "output/painter/shape_rasterizer.h"

#include "picture/outline.h"
#include "picture/snapping.h"

#include <cmath>
#include <stdexcept>

namespace convlens {
namespace {

bool stroked(const Box& box) {
    return box.stroke.a != 0 && box.stroke_width > 0;
}

bool same(FT_Vector a, FT_Vector b) {
    return a.x == b.x && a.y == b.y;
}

float distance(Vec2 a, Vec2 b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

constexpr float max_stroke_width = 16384; // wider than any picture; FreeType's numbers have an end

/// Whether the dashes are few enough to be made: a path to the end of the world has no end of them.
bool can_be_dashed(const Path& path, float width) {
    constexpr float max_dashes = 20000;
    const auto [ink, gap] = dash_lengths(path.dash, width);
    float whole = 0;
    for (std::size_t i = 0; i < path.points.size(); ++i)
        whole += distance(path.points[i], path.points[(i + 1) % path.points.size()]);
    return ink > 0 && whole < max_dashes * (ink + gap); // false for a length that is not a number
}

} // namespace

ShapeRasterizer::ShapeRasterizer(PixelCanvas& canvas) : canvas_(canvas) {
    if (FT_Stroker_New(canvas.library(), &stroker_) != 0)
        throw std::runtime_error("FreeType has no stroker");
}

ShapeRasterizer::~ShapeRasterizer() {
    FT_Stroker_Done(stroker_);
}

void ShapeRasterizer::contour(const Box& box) {
    outline_.clear();
    if (!is_upright(box))
        outline_.polygon(corners(box));
    else
        outline_.rounded(snapped_fill(box), corner_radius(box));
}

void ShapeRasterizer::fill(const Box& box) {
    if (is_upright(box) && corner_radius(box) == 0) {
        canvas_.fill(snapped_fill(box), box.fill);
        return;
    }
    contour(box);
    canvas_.fill(outline_, box.fill);
}

void ShapeRasterizer::pattern(const Box& box) {
    switch (box.pattern) {
    case Pattern::none:
        break;
    case Pattern::hatched:
        contour(box);
        canvas_.hatch(outline_, box.ink);
        break;
    case Pattern::dotted:
        outline_.clear();
        outline_.circle(box.origin + 0.5F * (box.u + box.v), dot_diameter(box));
        canvas_.fill(outline_, box.ink);
        break;
    case Pattern::crossed:
    case Pattern::cornered:
        outline_.clear();
        for (const auto& [from, to] : crossed_lines(box))
            outline_.segment(from, to, pattern_width(box));
        canvas_.fill(outline_, box.ink);
        break;
    case Pattern::outlined:
        solid_stroke(outlined_inside(box));
        break;
    }
}

void ShapeRasterizer::solid_stroke(const Box& box) {
    const float half = box.stroke_width / 2;
    outline_.clear();
    if (!is_upright(box)) {
        if (miter_reach(box) == 1) { // too sharp for miters: the edges as they are
            for (const auto& [from, to] : edges(box))
                outline_.segment(from, to, box.stroke_width);
        } else {
            outline_.polygon(offset_corners(box, half));
            outline_.polygon(offset_corners(box, -half), true);
        }
        canvas_.fill(outline_, box.stroke);
        return;
    }
    const Rect middle = snapped_stroke(box);
    const Rect outer = inset(middle, -half);
    const Rect inner = inset(middle, half);
    const float radius = corner_radius(box);
    if (radius == 0) {
        canvas_.ring(outer, inner, box.stroke);
        return;
    }
    outline_.rounded(outer, radius + half);
    if (!inner.empty())
        outline_.rounded(inner, std::max(0.0F, radius - half), true);
    canvas_.fill(outline_, box.stroke);
}

void ShapeRasterizer::dashed_stroke(const Box& box) {
    outline_.clear();
    for (const auto& [from, to] : dashed_edges(on_stroke(box))) {
        outline_.segment(from, to, box.stroke_width);
        if (outline_.nearly_full()) {
            canvas_.fill(outline_, box.stroke);
            outline_.clear();
        }
    }
    canvas_.fill(outline_, box.stroke);
}

void ShapeRasterizer::draw(const Box& box) {
    if (box.fill.a != 0)
        fill(box);
    if (box.ink.a != 0)
        pattern(box);
    if (stroked(box)) {
        if (box.dash == Dash::solid)
            solid_stroke(box);
        else
            dashed_stroke(box);
    }
}

void ShapeRasterizer::stroke_piece(std::span<const Vec2> points, bool closed) {
    piece_.clear();
    for (const Vec2 p : points)
        if (const FT_Vector next = fixed(p); piece_.empty() || !same(next, piece_.back()))
            piece_.push_back(next);
    while (closed && piece_.size() > 1 && same(piece_.front(), piece_.back()))
        piece_.pop_back();
    // FreeType's stroker reads before its buffers where a subpath has no length, and closing one there and
    // back adds nothing that round joins do not have.
    if (piece_.size() < 2)
        return;
    FT_Stroker_Rewind(stroker_);
    FT_Stroker_BeginSubPath(stroker_, &piece_.front(), !closed);
    for (std::size_t i = 1; i < piece_.size(); ++i)
        FT_Stroker_LineTo(stroker_, &piece_[i]);
    FT_Stroker_EndSubPath(stroker_);
    outline_.take(stroker_);
}

void ShapeRasterizer::draw(const Path& path) {
    if (path.closed && path.fill.a != 0) {
        outline_.clear();
        outline_.polygon(path.points);
        canvas_.fill(outline_, path.fill);
    }
    if (path.stroke.a == 0 || !(path.stroke_width > 0) || path.points.size() < 2)
        return;
    const float width = std::min(path.stroke_width, max_stroke_width);
    const bool solid = !can_be_dashed(path, width);
    FT_Stroker_Set(stroker_, std::lround(width * 32),
                   solid ? FT_STROKER_LINECAP_ROUND : FT_STROKER_LINECAP_BUTT, FT_STROKER_LINEJOIN_ROUND, 0);
    outline_.clear();
    if (solid) {
        stroke_piece(path.points, path.closed);
    } else {
        for (const auto& piece : dashed(path.points, path.closed, path.dash, width)) {
            stroke_piece(piece, false);
            if (outline_.nearly_full()) {
                canvas_.fill(outline_, path.stroke);
                outline_.clear();
            }
        }
    }
    canvas_.fill(outline_, path.stroke);
}

} // namespace convlens
