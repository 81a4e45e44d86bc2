// Frames to pixels. What is painted does not depend on where the edge of the painted part lies: that is what
// lets a movie paint only what changed.
#include "output/painter/painter.h"

#include "output/painter/glyph_cache.h"
#include "output/painter/photo_painter.h"
#include "output/painter/pixel_canvas.h"
#include "output/painter/raster_painter.h"
#include "output/painter/shape_rasterizer.h"
#include "picture/frame_changes.h"
#include "picture/outline.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace convlens {
struct Painter::State {
    State(int width, int height, Typesetter& texts)
        : canvas(width, height), typesetter(texts), glyphs(texts), shapes(canvas), changes(canvas.area()) {}
    State(int width, int height, std::unique_ptr<Typesetter> texts) : State(width, height, *texts) {
        own_typesetter = std::move(texts);
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
        else if (const auto* photo = std::get_if<Photo>(&item.shape))
            photos.draw(*photo, canvas);
    }

    void paint_part(const PixelRect& part) {
        const Frame& frame = changes.frame();
        canvas.clip(part);
        canvas.clear(frame.background);
        for (std::size_t i = 0; i < frame.items.size(); ++i)
            if (changes.touched()[i].touches(part))
                draw(frame.items[i], frame, part);
        painted.push_back(part);
    }

    std::unique_ptr<Typesetter> own_typesetter;
    PixelCanvas canvas;
    Typesetter& typesetter;
    GlyphCache glyphs;
    ShapeRasterizer shapes;
    PhotoPainter photos;
    Outline buffer;
    FrameChanges changes;
    std::vector<PixelRect> painted;
};

Painter::Painter(int width, int height, const FontSet& fonts)
    : state_(std::make_unique<State>(width, height, std::make_unique<Typesetter>(fonts))) {}

Painter::Painter(int width, int height, Typesetter& typesetter)
    : state_(std::make_unique<State>(width, height, typesetter)) {}

Painter::~Painter() = default;
Painter::Painter(Painter&&) noexcept = default;

void Painter::paint(const Frame& frame) {
    state_->painted.clear();
    state_->changes.take_anew(frame, state_->typesetter);
    state_->paint_part(state_->canvas.area());
}

Rect Painter::repaint(const Frame& frame) {
    State& s = *state_;
    s.painted.clear();
    const std::optional<DirtyParts> dirty = s.changes.take(frame, s.typesetter);
    if (!dirty) {
        s.paint_part(s.canvas.area());
        return rect_of(s.canvas.area());
    }
    for (const PixelRect& part : dirty->parts())
        s.paint_part(part);
    return rect_of(dirty->all());
}

std::span<const PixelRect> Painter::painted_parts() const {
    return state_->painted;
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

Painter painted(const Frame& frame, const FontSet& fonts) {
    const auto pixels_of = [](float length) { return static_cast<int>(std::lround(std::max(length, 1.0F))); };
    Painter painter(pixels_of(frame.size.x), pixels_of(frame.size.y), fonts);
    painter.paint(frame);
    return painter;
}

} // namespace convlens
