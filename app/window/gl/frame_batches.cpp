// What has no ink is left out here; everything else keeps its order wherever it overlaps.
#include "window/gl/frame_batches.h"

#include "picture/outline.h"
#include "picture/photo.h"
#include "picture/snapping.h"
#include "window/gl/polygon.h"

#include <algorithm>
#include <cmath>

namespace convlens::gl {

namespace {

Rect around(std::initializer_list<Vec2> points, float margin) {
    Rect rect{{1e9F, 1e9F}, {-1e9F, -1e9F}};
    for (const Vec2 p : points) {
        rect.min = {std::min(rect.min.x, p.x), std::min(rect.min.y, p.y)};
        rect.max = {std::max(rect.max.x, p.x), std::max(rect.max.y, p.y)};
    }
    return inset(rect, -margin);
}

/// The same box with fill and outline on whole pixels, each by its own rule, as the painter of files has it.
struct Snapped {
    Rect fill, shift;
};
Snapped snapped(const Box& box, float width) {
    const Rect rect = upright_rect(box.origin, box.u + box.v);
    Rect fill{{std::round(rect.min.x), std::round(rect.min.y)},
              {std::round(rect.max.x), std::round(rect.max.y)}};
    fill.max.x = std::max(fill.max.x, fill.min.x + 1);
    fill.max.y = std::max(fill.max.y, fill.min.y + 1);
    const Vec2 from{snapped_line(rect.min.x, width), snapped_line(rect.min.y, width)};
    const Vec2 to{snapped_line(rect.max.x, width), snapped_line(rect.max.y, width)};
    return {fill, {from - fill.min, (to - from) - (fill.max - fill.min)}};
}

bool has_stroke(const Box& box) {
    return box.stroke.a > 0 && box.stroke_width > 0;
}

bool has_pattern(const Box& box) {
    return box.ink.a > 0 && box.pattern != Pattern::none;
}

/// px between the opposite edges of a parallelogram.
Vec2 size_of(Vec2 u, Vec2 v) {
    const float area = std::abs(u.x * v.y - u.y * v.x);
    return {area / std::hypot(v.x, v.y), area / std::hypot(u.x, u.y)};
}

/// All but the part that is drawn of it. `width`: of its outline, px, 0: none.
BoxInstance instance_of(const Box& box, float width) {
    const bool dashed = width > 0 && box.dash != Dash::solid;
    BoxInstance instance{box.origin,
                         box.u,
                         box.v,
                         corner_radius(box),
                         width,
                         static_cast<float>(dashed ? box.dash : Dash{}),
                         static_cast<float>(has_pattern(box) ? box.pattern : Pattern{}),
                         {},
                         box.fill,
                         width > 0 ? box.stroke : Color{},
                         box.ink,
                         {}};
    if (is_upright(box)) {
        const Snapped on_pixels = snapped(box, width);
        instance.origin = on_pixels.fill.min;
        instance.u = {on_pixels.fill.width(), 0};
        instance.v = {0, on_pixels.fill.height()};
        instance.stroke_shift = on_pixels.shift;
    }
    return instance;
}

class Collector {
public:
    Collector(const Frame& frame, Typesetter& typesetter, GlyphAtlas& atlas, Batches& batches)
        : frame_(frame), typesetter_(typesetter), atlas_(atlas), batches_(batches) {}

    bool run(const std::function<bool(std::size_t item)>& is_wanted) {
        for (index_ = 0; index_ < frame_.items.size(); ++index_) {
            if (!is_wanted(index_))
                continue;
            clip_ = frame_.items[index_].clip;
            std::visit([this](const auto& shape) { add(shape); }, frame_.items[index_].shape);
            if (full_)
                return false;
        }
        return true;
    }

private:
    bool is_seen(const Rect& rect) const {
        return rect.max.x > 0 && rect.max.y > 0 && rect.min.x < frame_.size.x && rect.min.y < frame_.size.y;
    }

    void add(const Box& box) {
        if (box.pattern == Pattern::outlined) { // a box within the box, on whole pixels of its own
            Box plain = box;
            plain.pattern = Pattern::none;
            add(plain);
            add(outlined_inside(box));
            return;
        }
        const bool strokes = has_stroke(box), patterned = has_pattern(box);
        const float area = std::abs(box.u.x * box.v.y - box.u.y * box.v.x);
        if ((box.fill.a == 0 && !strokes && !patterned) || area < 1e-4F)
            return;
        const float width = strokes ? box.stroke_width : 0;
        const Rect touched = around(
            {box.origin, box.origin + box.u, box.origin + box.v, box.origin + box.u + box.v}, width / 2 + 1);
        if (!is_seen(touched))
            return;
        const bool dashed = strokes && box.dash != Dash::solid;
        const float radius = corner_radius(box);
        const Kind kind = dashed || patterned ? Kind::fancy_box : radius > 0 ? Kind::rounded_box : Kind::box;
        BoxInstance instance = instance_of(box, width);
        const Vec2 size = size_of(instance.u, instance.v);
        const float margin = width / 2 + 2;
        instance.part = {{-margin, -margin}, {size.x + margin, size.y + margin}};
        Batch& batch = batches_.batch_for(kind, clip_, touched);
        const float rim = std::ceil(std::max(radius, width / 2 + 1) + 1);
        if (is_upright(box) && !patterned && std::min(size.x, size.y) > 2 * rim + 12 &&
            (box.fill.a == 255 || box.fill.a == 0))
            add_rim(batch, instance, size, rim);
        else
            append(batch, instance);
    }

    /// A large box: its rim by the shader that knows edges, its inside as plain pixels.
    void add_rim(Batch& batch, const BoxInstance& instance, Vec2 size, float rim) {
        const Rect whole = instance.part, inside{{rim, rim}, {size.x - rim, size.y - rim}};
        const Rect parts[] = {{whole.min, {whole.max.x, inside.min.y}},
                              {{whole.min.x, inside.max.y}, whole.max},
                              {{whole.min.x, inside.min.y}, {inside.min.x, inside.max.y}},
                              {{inside.max.x, inside.min.y}, {whole.max.x, inside.max.y}}};
        for (const Rect& part : parts) {
            BoxInstance strip = instance;
            strip.part = part;
            append(batch, strip);
        }
        if (instance.fill.a == 0)
            return;
        const Rect at{instance.origin + inside.min, instance.origin + inside.max};
        append(batches_.batch_for(Kind::solid, clip_, inset(at, 0.5F)),
               SolidInstance{at.min, at.max - at.min, instance.fill});
    }

    void add(const Path& path) {
        if (path.closed && path.fill.a > 0)
            add_inside(path);
        if (path.stroke.a == 0 || path.stroke_width <= 0 || path.points.empty())
            return;
        if (path.dash == Dash::solid) {
            add_line(path.points, path.closed, path, 0);
            return;
        }
        for (const auto& piece : dashed(path.points, path.closed, path.dash, path.stroke_width))
            add_line(piece, false, path, 1);
    }

    void add_line(std::span<const Vec2> points, bool closed, const Path& path, float cut) {
        for (std::size_t i = 0; i + (closed ? 0 : 1) < points.size(); ++i) {
            const Vec2 a = points[i], b = points[(i + 1) % points.size()];
            const Rect touched = around({a, b}, path.stroke_width / 2 + 1);
            if (is_seen(touched))
                append(batches_.batch_for(Kind::line, clip_, touched),
                       LineInstance{a, b, path.stroke_width / 2, i == 0 ? cut : 0,
                                    i + 2 == points.size() ? cut : 0, path.stroke});
        }
    }

    void add_inside(const Path& path) {
        const auto triangles = triangulated(path.points);
        if (triangles.empty())
            return;
        Rect touched{triangles[0].at, triangles[0].at};
        for (const PolygonVertex& vertex : triangles)
            touched = {{std::min(touched.min.x, vertex.at.x), std::min(touched.min.y, vertex.at.y)},
                       {std::max(touched.max.x, vertex.at.x), std::max(touched.max.y, vertex.at.y)}};
        Batch& batch = batches_.batch_for(Kind::polygon, clip_, inset(touched, -1));
        for (const PolygonVertex& vertex : triangles)
            append(batch, PolygonInstance{vertex.at, vertex.coverage, path.fill});
    }

    void add(const Label& label) {
        if (label.text.empty() || label.color.a == 0)
            return;
        const TextLayout layout = typesetter_.lay_out(label.text, label.face, label.size);
        const Vec2 origin = typesetter_.origin(label, layout);
        const Rect touched{{origin.x - 2, origin.y - layout.ascent - 2},
                           {origin.x + layout.width + 2, origin.y + layout.descent + 2}};
        if (!is_seen(touched))
            return;
        Batch& batch = batches_.batch_for(Kind::glyph, clip_, touched);
        for (const Glyph& glyph : layout.glyphs) {
            const float x = origin.x + glyph.x, y = std::round(origin.y + glyph.y);
            const float quarters = std::round(x * 4);
            const float whole = std::floor(quarters / 4);
            const GlyphInk* ink = atlas_.ink(typesetter_, glyph, static_cast<int>(quarters - whole * 4));
            if (ink == nullptr) {
                full_ = true;
                return;
            }
            if (ink->width > 0)
                append(batch, GlyphInstance{
                                  {whole + static_cast<float>(ink->left), y + static_cast<float>(ink->top)},
                                  {static_cast<float>(ink->width), static_cast<float>(ink->height)},
                                  {static_cast<float>(ink->x), static_cast<float>(ink->y)},
                                  label.color});
        }
    }

    void add(const Raster& raster) {
        const float area = std::abs(raster.u.x * raster.v.y - raster.u.y * raster.v.x);
        if (raster.columns <= 0 || raster.rows <= 0 || !raster.values || area < 1e-4F)
            return;
        const Rect touched = around({raster.origin, raster.origin + raster.u, raster.origin + raster.v,
                                     raster.origin + raster.u + raster.v},
                                    1);
        if (is_seen(touched))
            batches_.batch_for(has_grid(raster) ? Kind::grid_raster : Kind::raster, clip_, touched).item =
                index_;
    }

    void add(const Photo& photo) {
        if (pixel_place(photo) && is_seen(photo.place))
            batches_.batch_for(Kind::photo, clip_, inset(photo.place, -1)).item = index_;
    }

    const Frame& frame_;
    Typesetter& typesetter_;
    GlyphAtlas& atlas_;
    Batches& batches_;
    std::size_t index_ = 0;
    int clip_ = -1;
    bool full_ = false;
};

} // namespace

bool collect(const Frame& frame, const std::function<bool(std::size_t item)>& is_wanted,
             Typesetter& typesetter, GlyphAtlas& atlas, Batches& batches) {
    batches.begin(frame.size);
    return Collector(frame, typesetter, atlas, batches).run(is_wanted);
}

} // namespace convlens::gl
