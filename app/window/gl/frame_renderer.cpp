// One pass over the batches, in painter's order; every program has the same idea of pixels through u_view.
#include "window/gl/frame_renderer.h"

#include "picture/outline.h"
#include "window/gl/frame_batches.h"
#include "window/gl/program.h"
#include "window/gl/raster_textures.h"

#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace convlens::gl {
namespace {

constexpr std::array box_attributes{Attribute{2}, Attribute{4}, Attribute{4}, Attribute{4, true}, Attribute{4, true},
                                    Attribute{4, true}};
constexpr std::array line_attributes{Attribute{4}, Attribute{1}, Attribute{4, true}};
constexpr std::array glyph_attributes{Attribute{4}, Attribute{2}, Attribute{4, true}};
constexpr std::array polygon_attributes{Attribute{3}, Attribute{4, true}};

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
    Program box{"box", "", box_attributes, true};
    Program fancy_box{"box", "#define FANCY\n", box_attributes, true};
    Program line{"line", "", line_attributes, true};
    Program glyph{"glyph", "", glyph_attributes, true};
    Program polygon{"polygon", "", polygon_attributes, false};
    Program raster{"raster", "", {}, false};
    GlyphAtlas atlas;
    RasterTextures textures;
    Batches batches;

    const Program& program(Kind kind) const {
        switch (kind) {
        case Kind::box: return box;
        case Kind::fancy_box: return fancy_box;
        case Kind::line: return line;
        case Kind::glyph: return glyph;
        case Kind::polygon: return polygon;
        case Kind::raster: return raster;
        }
        return box;
    }

    void set_up(const std::array<float, 4>& view) {
        for (const Program* program : {&box, &fancy_box, &line, &glyph, &polygon, &raster}) {
            program->use();
            glUniform4fv(program->uniform("u_view"), 1, view.data());
        }
        fancy_box.use();
        glUniform2f(fancy_box.uniform("u_hatch"), hatch_distance, hatch_width);
    }

    void draw_raster(const Raster& shape) {
        const int width = textures.bind(shape.values);
        const auto cells = static_cast<int64_t>(shape.columns) * shape.rows;
        if (width == 0 || static_cast<int64_t>(shape.values->size()) < cells)
            return;
        const std::array<float, 4> sizes = sizes_of(shape.u, shape.v);
        const float cell = std::min(sizes[0] / static_cast<float>(shape.columns),
                                    sizes[1] / static_cast<float>(shape.rows));
        glUniform2f(raster.uniform("u_origin"), shape.origin.x, shape.origin.y);
        glUniform4f(raster.uniform("u_edges"), shape.u.x, shape.u.y, shape.v.x, shape.v.y);
        glUniform4fv(raster.uniform("u_size"), 1, sizes.data());
        glUniform4i(raster.uniform("u_cells"), shape.columns, shape.rows, width,
                    static_cast<int>(std::clamp<int64_t>(shape.shown, 0, INT32_MAX)));
        glUniform3f(raster.uniform("u_stops"), shape.map.lo, shape.map.mid, shape.map.hi);
        glUniform2f(raster.uniform("u_line"), cell >= smallest_cell_with_grid && shape.grid.a > 0 ? shape.grid_width : 0.0F, 0);
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

namespace {

/// The scissor of a rectangle of the frame, cut to the frame.
void set_scissor(const Rect& rect, const Frame& frame, const Target& target) {
    const Rect cut = intersected(rect, {{0, 0}, frame.size});
    const int x0 = static_cast<int>(std::lround(cut.min.x)), y0 = static_cast<int>(std::lround(cut.min.y));
    const int x1 = static_cast<int>(std::lround(cut.max.x)), y1 = static_cast<int>(std::lround(cut.max.y));
    glScissor(target.x + x0, target.height - target.y - y1, std::max(x1 - x0, 0), std::max(y1 - y0, 0));
}

} // namespace

void FrameRenderer::draw(const Frame& frame, Typesetter& typesetter, const Target& target) {
    State& s = *state_;
    for (int attempt = 0; !collect(frame, typesetter, s.atlas, s.batches) && attempt < 3; ++attempt)
        s.atlas.clear(attempt > 0);
    glViewport(0, 0, target.width, target.height);
    glEnable(GL_SCISSOR_TEST);
    const Rect whole{{0, 0}, frame.size};
    set_scissor(whole, frame, target);
    if (frame.background.a > 0) {
        const Color c = frame.background;
        glClearColor(static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255, static_cast<float>(c.b) / 255, 1);
        glClear(GL_COLOR_BUFFER_BIT);
    }
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
    const float sx = 2 / static_cast<float>(target.width), sy = -2 / static_cast<float>(target.height);
    s.set_up({sx, sy, static_cast<float>(target.x) * sx - 1, static_cast<float>(target.y) * sy + 1});
    int clip = -1;
    for (const Batch& batch : s.batches.all()) {
        if (batch.clip != clip) {
            clip = batch.clip;
            set_scissor(clip < 0 ? whole : frame.clips[static_cast<std::size_t>(clip)], frame, target);
        }
        const Program& program = s.program(batch.kind);
        program.use();
        if (batch.kind == Kind::raster) {
            s.draw_raster(std::get<Raster>(frame.items[batch.raster].shape));
            continue;
        }
        if (batch.kind == Kind::glyph)
            s.atlas.bind();
        program.draw(batch.data);
    }
    s.textures.end_frame();
    glBindVertexArray(0);
    glDisable(GL_SCISSOR_TEST);
}

} // namespace convlens::gl
