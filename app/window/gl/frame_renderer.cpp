// One pass over the batches, in painter's order; every program has the same idea of pixels through u_view.
#include "window/gl/frame_renderer.h"

#include "picture/frame_changes.h"
#include "picture/outline.h"
#include "picture/photo.h"
#include "window/gl/cached_picture.h"
#include "window/gl/frame_batches.h"
#include "window/gl/program.h"
#include "window/gl/raster_textures.h"

#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace convlens::gl {
namespace {

constexpr std::array<Attribute, 8> box_attributes{{Attribute{2}, Attribute{4}, Attribute{4}, Attribute{4},
                                                   Attribute{4, true}, Attribute{4, true}, Attribute{4, true},
                                                   Attribute{4}}};
constexpr std::array<Attribute, 2> solid_attributes{{Attribute{4}, Attribute{4, true}}};
constexpr std::array<Attribute, 3> line_attributes{{Attribute{4}, Attribute{3}, Attribute{4, true}}};
constexpr std::array<Attribute, 3> glyph_attributes{{Attribute{4}, Attribute{2}, Attribute{4, true}}};
constexpr std::array<Attribute, 2> polygon_attributes{{Attribute{3}, Attribute{4, true}}};

constexpr double max_changed = 0.6; // of the picture: where more has changed, all is drawn at once

void set_color(const Program& program, const char* name, Color color) {
    glUniform4f(program.uniform(name), static_cast<float>(color.r) / 255, static_cast<float>(color.g) / 255,
                static_cast<float>(color.b) / 255, static_cast<float>(color.a) / 255);
}

/// px between opposite edges, and how wide a pixel's box sees each edge.
std::array<float, 4> sizes_of(Vec2 u, Vec2 v) {
    const float area = std::abs(u.x * v.y - u.y * v.x);
    const float lu = std::hypot(u.x, u.y), lv = std::hypot(v.x, v.y);
    return {area / lv, area / lu, (std::abs(v.x) + std::abs(v.y)) / lv, (std::abs(u.x) + std::abs(u.y)) / lu};
}

} // namespace

struct FrameRenderer::State {
    std::array<std::unique_ptr<Program>, kinds> programs; // by Kind
    GlyphAtlas atlas;
    RasterTextures textures;
    PhotoTextures photo_textures;
    Batches batches;
    std::array<float, 4> view{};
    CachedPicture picture;
    FrameChanges changes{{}}; // since what the picture shows

    /// Compiled when first needed: the start waits for nothing that its picture does without.
    const Program& program(Kind kind) {
        auto& made = programs[static_cast<std::size_t>(kind)];
        if (made)
            return *made;
        switch (kind) {
        case Kind::solid:
            made = std::make_unique<Program>("solid", "", solid_attributes, true);
            break;
        case Kind::rounded_box:
            made = std::make_unique<Program>("box", "#define ROUNDED\n", box_attributes, true);
            break;
        case Kind::box:
            made = std::make_unique<Program>("box", "", box_attributes, true);
            break;
        case Kind::fancy_box:
            made = std::make_unique<Program>("box", "#define ROUNDED\n#define FANCY\n", box_attributes, true);
            made->use();
            glUniform2f(made->uniform("u_hatch"), hatch_distance, hatch_width);
            glUniform3f(made->uniform("u_crossed"), crossed_measures.u, crossed_measures.v,
                        crossed_measures.half);
            glUniform3f(made->uniform("u_cornered"), cornered_measures.u, cornered_measures.v,
                        cornered_measures.half);
            break;
        case Kind::line:
            made = std::make_unique<Program>("line", "", line_attributes, true);
            break;
        case Kind::glyph:
            made = std::make_unique<Program>("glyph", "", glyph_attributes, true);
            break;
        case Kind::polygon:
            made = std::make_unique<Program>("polygon", "", polygon_attributes, false);
            break;
        case Kind::grid_raster:
            made = std::make_unique<Program>("raster", "#define GRID\n", std::span<const Attribute>(), false);
            break;
        case Kind::raster:
            made = std::make_unique<Program>("raster", "", std::span<const Attribute>(), false);
            break;
        case Kind::photo:
            made = std::make_unique<Program>("photo", "", std::span<const Attribute>(), false);
            break;
        }
        return *made;
    }

    void use(const Program& program) const {
        program.use();
        glUniform4fv(program.uniform("u_view"), 1, view.data());
    }

    /// The pixels of this part, and what lies on them.
    void draw_part(const PixelRect& part, Typesetter& typesetter) {
        const Frame& frame = changes.frame();
        const auto is_in_part = [&](std::size_t item) { return changes.touched()[item].touches(part); };
        for (int attempt = 0; !collect(frame, is_in_part, typesetter, atlas, batches) && attempt < 3;
             ++attempt)
            atlas.clear(attempt > 0);
        set_scissor(part);
        const Color c = frame.background;
        glClearColor(static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255,
                     static_cast<float>(c.b) / 255, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        glEnable(GL_BLEND);
        int clip = -1;
        for (const Batch& batch : batches.all()) {
            if (batch.clip != clip) {
                clip = batch.clip;
                set_scissor(clip < 0 ? part
                                     : intersected(part, nearest(frame.clips[static_cast<std::size_t>(clip)],
                                                                 changes.area())));
            }
            draw_batch(batch);
        }
    }

    void draw_batch(const Batch& batch) {
        const Program& program = this->program(batch.kind);
        use(program);
        if (has_texture(batch.kind)) {
            const Shape& shape = changes.frame().items[batch.item].shape;
            batch.kind == Kind::photo ? draw_photo(program, std::get<Photo>(shape))
                                      : draw_raster(program, std::get<Raster>(shape));
            return;
        }
        if (batch.kind == Kind::glyph)
            atlas.bind();
        if (batch.kind == Kind::solid)
            glDisable(GL_BLEND);
        program.draw(batch.data);
        if (batch.kind == Kind::solid)
            glEnable(GL_BLEND);
    }

    void set_scissor(const PixelRect& part) const {
        glScissor(part.x0, changes.area().y1 - part.y1, std::max(part.width(), 0),
                  std::max(part.height(), 0));
    }

    PhotoKey key_of(const Photo& shape) const {
        const PixelRect place = pixel_place(shape).value_or(PixelRect{});
        return {shape.pixels, place, intersected(place, changes.area())};
    }

    void draw_photo(const Program& photo, const Photo& shape) {
        const PhotoKey key = key_of(shape);
        if (key.part.empty() || bind(photo_textures, key) == 0)
            return;
        glUniform4f(photo.uniform("u_place"), static_cast<float>(key.part.x0),
                    static_cast<float>(key.part.y0), static_cast<float>(key.part.width()),
                    static_cast<float>(key.part.height()));
        photo.draw({});
    }

    /// What the frame shows, whether or not it was drawn again.
    void keep_textures(const Frame& frame) {
        for (const Item& item : frame.items) {
            if (const Raster* raster = std::get_if<Raster>(&item.shape))
                textures.keep(raster->values);
            if (const Photo* photo = std::get_if<Photo>(&item.shape))
                photo_textures.keep(key_of(*photo));
        }
        textures.end_frame();
        photo_textures.end_frame();
    }

    void draw_raster(const Program& raster, const Raster& shape) {
        const int width = bind(textures, shape.values);
        const auto cells = static_cast<int64_t>(shape.columns) * shape.rows;
        if (width == 0 || static_cast<int64_t>(shape.values->size()) < cells)
            return;
        const std::array<float, 4> sizes = sizes_of(shape.u, shape.v);
        const bool upright = is_upright(shape);
        const Rect rect = upright_rect(shape.origin, shape.u + shape.v);
        const auto width_px = static_cast<int>(std::lround(std::max(shape.grid_width, 1.0F)));
        glUniform2f(raster.uniform("u_origin"), shape.origin.x, shape.origin.y);
        glUniform4f(raster.uniform("u_edges"), shape.u.x, shape.u.y, shape.v.x, shape.v.y);
        glUniform4fv(raster.uniform("u_size"), 1, sizes.data());
        glUniform4i(raster.uniform("u_cells"), shape.columns, shape.rows, width,
                    static_cast<int>(std::clamp<int64_t>(shape.shown, 0, INT32_MAX)));
        glUniform3f(raster.uniform("u_stops"), shape.map.lo, shape.map.mid, shape.map.hi);
        glUniform2f(raster.uniform("u_line"), has_grid(shape) ? shape.grid_width : 0.0F,
                    !upright            ? 0.0F
                    : width_px % 2 == 1 ? 1.0F
                                        : 2.0F);
        const Vec2 far{std::round(rect.max.x), std::round(rect.max.y)};
        const Vec2 near{std::round(rect.min.x), std::round(rect.min.y)};
        glUniform4f(raster.uniform("u_within"), upright ? near.x : -1e6F, upright ? near.y : -1e6F,
                    upright ? std::max(far.x, near.x + 1) : 1e6F,
                    upright ? std::max(far.y, near.y + 1) : 1e6F);
        set_color(raster, "u_low", shape.map.low);
        set_color(raster, "u_middle", shape.map.middle);
        set_color(raster, "u_high", shape.map.high);
        set_color(raster, "u_blank", shape.blank);
        set_color(raster, "u_grid", shape.grid);
        raster.draw({});
    }
};

FrameRenderer::FrameRenderer() : state_(std::make_unique<State>()) {}
FrameRenderer::~FrameRenderer() = default;

void FrameRenderer::draw(const Frame& frame, Typesetter& typesetter, const Target& target) {
    State& s = *state_;
    const int width = static_cast<int>(std::lround(frame.size.x));
    const int height = static_cast<int>(std::lround(frame.size.y));
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    const PixelRect whole{0, 0, width, height};
    if (s.picture.begin(width, height))
        s.changes = FrameChanges(whole);
    const std::optional<DirtyParts> dirty = s.changes.take(frame, typesetter);
    const bool all = !dirty || dirty->area() > max_changed * static_cast<double>(width) * height;
    glViewport(0, 0, width, height);
    glEnable(GL_SCISSOR_TEST);
    s.view = {2 / frame.size.x, -2 / frame.size.y, -1, 1};
    for (const PixelRect& part : all ? std::span(&whole, 1) : dirty->parts())
        s.draw_part(part, typesetter);
    s.keep_textures(frame);
    glBindVertexArray(0);
    glDisable(GL_SCISSOR_TEST);
    s.picture.end(target.x, target.height - target.y - height);
    glViewport(0, 0, target.width, target.height);
}

} // namespace convlens::gl
