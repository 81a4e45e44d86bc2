// Frames to pixels. What is painted does not depend on where the edge of the painted part lies: that is what
// lets a movie paint only what changed.
#include "output/painter.h"

#include "output/dirty_parts.h"
#include "output/glyph_cache.h"
#include "output/pixel_canvas.h"
#include "output/raster_ink.h"
#include "output/shape_ink.h"
#include "picture/outline.h"

#include <cmath>
#include <optional>

namespace convlens {
namespace {

PixelRect outwards(const Rect& rect, const PixelRect& area) {
    const auto clamped = [](float at, int low, int high) {
        return std::clamp(at, static_cast<float>(low), static_cast<float>(high));
    };
    if (rect.empty())
        return {};
    return {static_cast<int>(std::floor(clamped(rect.min.x, area.x0, area.x1))),
            static_cast<int>(std::floor(clamped(rect.min.y, area.y0, area.y1))),
            static_cast<int>(std::ceil(clamped(rect.max.x, area.x0, area.x1))),
            static_cast<int>(std::ceil(clamped(rect.max.y, area.y0, area.y1)))};
}

/// Clips cut at whole pixels.
PixelRect nearest(const Rect& rect, const PixelRect& area) {
    return outwards(
        {{std::round(rect.min.x), std::round(rect.min.y)}, {std::round(rect.max.x), std::round(rect.max.y)}},
        area);
}

Rect as_rect(const PixelRect& r) {
    if (r.empty())
        return {};
    return {{static_cast<float>(r.x0), static_cast<float>(r.y0)},
            {static_cast<float>(r.x1), static_cast<float>(r.y1)}};
}

/// Of a raster that differs in `shown` only: the rows whose cells change; else nothing.
std::optional<Raster> changed_rows(const Item& before, const Item& after) {
    const auto* from = std::get_if<Raster>(&before.shape);
    const auto* to = std::get_if<Raster>(&after.shape);
    if (from == nullptr || to == nullptr || !has_cells(*to) || before.clip != after.clip)
        return std::nullopt;
    Raster rows = *from;
    rows.shown = to->shown;
    if (rows != *to)
        return std::nullopt;
    const int64_t cells = int64_t{to->columns} * to->rows;
    const auto [first, past] =
        std::minmax({std::clamp<int64_t>(from->shown, 0, cells), std::clamp<int64_t>(to->shown, 0, cells)});
    const int64_t first_row = std::min<int64_t>(first / to->columns, to->rows - 1);
    const int64_t past_row = std::max((past + to->columns - 1) / to->columns, first_row + 1);
    const Vec2 row = (1 / static_cast<float>(to->rows)) * to->v;
    rows.origin = to->origin + static_cast<float>(first_row) * row;
    rows.v = static_cast<float>(past_row - first_row) * row;
    return rows;
}

} // namespace

struct Painter::State {
    State(int width, int height, const FontSet& fonts)
        : canvas(width, height), typesetter(fonts), glyphs(typesetter), shapes(canvas) {}

    PixelRect bounds_of(const Item& item, const Frame& frame) {
        return outwards(bounds(item, frame, typesetter), canvas.area());
    }

    void draw(const Item& item, const Frame& frame, const PixelRect& part) {
        PixelRect within = part;
        if (item.clip >= 0 && static_cast<std::size_t>(item.clip) < frame.clips.size())
            within =
                intersected(part, nearest(frame.clips[static_cast<std::size_t>(item.clip)], canvas.area()));
        canvas.clip(within);
        if (const auto* box = std::get_if<Box>(&item.shape))
            shapes.draw(*box);
        else if (const auto* path = std::get_if<Path>(&item.shape))
            shapes.draw(*path);
        else if (const auto* label = std::get_if<Label>(&item.shape))
            glyphs.draw(*label, canvas);
        else if (const auto* raster = std::get_if<Raster>(&item.shape))
            convlens::draw(*raster, canvas, buffer);
    }

    void paint_part(const PixelRect& part) {
        canvas.clip(part);
        canvas.clear(last.background);
        for (std::size_t i = 0; i < last.items.size(); ++i)
            if (touched[i].touches(part))
                draw(last.items[i], last, part);
    }

    void paint_all(const Frame& frame) {
        last = frame;
        touched.resize(last.items.size());
        for (std::size_t i = 0; i < last.items.size(); ++i)
            touched[i] = bounds_of(last.items[i], last);
        painted = true;
        paint_part(canvas.area());
    }

    bool comparable(const Frame& frame) const {
        return painted && frame.items.size() == last.items.size() && frame.background == last.background &&
               frame.clips == last.clips && frame.size == last.size;
    }

    PixelCanvas canvas;
    Typesetter typesetter;
    GlyphCache glyphs;
    ShapeInk shapes;
    Outline buffer;
    Frame last;
    std::vector<PixelRect> touched; // by each item of `last`
    bool painted = false;
};

Painter::Painter(int width, int height, const FontSet& fonts)
    : state_(std::make_unique<State>(width, height, fonts)) {}

Painter::~Painter() = default;

void Painter::paint(const Frame& frame) {
    state_->paint_all(frame);
}

Rect Painter::repaint(const Frame& frame) {
    State& s = *state_;
    if (!s.comparable(frame)) {
        s.paint_all(frame);
        return as_rect(s.canvas.area());
    }
    DirtyParts dirty;
    for (std::size_t i = 0; i < frame.items.size(); ++i) {
        if (frame.items[i] == s.last.items[i])
            continue;
        if (const auto rows = changed_rows(s.last.items[i], frame.items[i])) {
            dirty.add(s.bounds_of({*rows, {}, frame.items[i].clip}, frame));
            s.last.items[i] = frame.items[i];
            continue;
        }
        dirty.add(s.touched[i]);
        s.last.items[i] = frame.items[i];
        s.touched[i] = s.bounds_of(frame.items[i], frame);
        dirty.add(s.touched[i]);
    }
    for (const PixelRect& part : dirty.parts())
        s.paint_part(part);
    return as_rect(dirty.all());
}

std::span<const uint32_t> Painter::pixels() const {
    return state_->canvas.pixels();
}
int Painter::width() const {
    return state_->canvas.width();
}
int Painter::height() const {
    return state_->canvas.height();
}

} // namespace convlens
