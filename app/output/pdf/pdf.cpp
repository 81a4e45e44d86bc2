// The same shapes as the other backends draw, as vectors; hatch lines are drawn one by one within their box.
#include "output/pdf/pdf.h"

#include "encoding/packed_text.h"
#include "encoding/scene_names.h"
#include "i18n/error.h"
#include "i18n/error_words.h"
#include "output/files/atomic_file.h"
#include "output/painter/painted_raster.h"
#include "output/pdf/text.h"
#include "picture/outline.h"
#include "picture/snapping.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <exception>
#include <functional>
#include <numbers>
#include <optional>
#include <span>

namespace convlens {
namespace {

constexpr double points_per_pixel = 0.75; // 1/96 inch
constexpr double points_per_mm = 72 / 25.4;

using Sink = std::function<void(std::string_view bytes)>;

class PdfWriter {
public:
    /// Gives the bytes as they come; what the sink throws is thrown by the call that gave them.
    PdfWriter(Vec2 size, const FontSet& fonts, const FileFacts& facts, Sink sink);
    ~PdfWriter();
    PdfWriter(const PdfWriter&) = delete;
    PdfWriter& operator=(const PdfWriter&) = delete;

    /// The next page.
    void add(const Frame& frame);
    /// Once, last.
    void finish();

private:
    static cairo_status_t append(void* writer, const unsigned char* data, unsigned size);
    void describe(const FileFacts& facts);
    void check();
    void draw(const Box& box);
    void draw(const Path& path);
    void draw(const Label& label);
    void draw(const Raster& raster);
    void draw(const Photo& photo);

    void source(Color color);
    void move(Vec2 p) { cairo_move_to(cairo_, double{p.x}, double{p.y}); }
    void line(Vec2 p) { cairo_line_to(cairo_, double{p.x}, double{p.y}); }
    void trace(std::span<const Vec2> points, bool closed);
    void trace(const Box& box);
    void stroke(Color color, float width, std::pair<float, float> dash = {0, 0}, float offset = 0);
    void pattern(const Box& box);
    void hatch(const Box& box);
    void solid_edges(const Box& box);
    void ring(const Box& box);
    void dash_edges(const Box& box);
    void fill_lines(std::span<const std::array<Vec2, 2>> lines, Color color, float width);
    void image(const PlacedImage& placed, cairo_filter_t filter);

    Sink sink_;
    const FontSet& fonts_;
    std::exception_ptr thrown_; // by the sink, within cairo
    cairo_surface_t* surface_ = nullptr;
    cairo_t* cairo_ = nullptr;
    CairoText text_;
};

cairo_status_t PdfWriter::append(void* writer, const unsigned char* data, unsigned size) {
    auto& self = *static_cast<PdfWriter*>(writer);
    try {
        if (!self.thrown_)
            self.sink_({reinterpret_cast<const char*>(data), size});
    } catch (...) {
        self.thrown_ = std::current_exception(); // not through cairo, which is written in C
    }
    return self.thrown_ ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

PdfWriter::PdfWriter(Vec2 size, const FontSet& fonts, const FileFacts& facts, Sink sink)
    : sink_(std::move(sink)), fonts_(fonts), text_(fonts) {
    const double scale = facts.width_mm ? *facts.width_mm * points_per_mm / double{size.x} : points_per_pixel;
    surface_ =
        cairo_pdf_surface_create_for_stream(append, this, double{size.x} * scale, double{size.y} * scale);
    describe(facts);
    cairo_ = cairo_create(surface_);
    cairo_scale(cairo_, scale, scale);
    cairo_set_miter_limit(cairo_, double{miter_limit});
}

void PdfWriter::describe(const FileFacts& facts) {
    // The same frame gives the same bytes: no time of writing.
    cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    if (!facts.title.empty())
        cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_TITLE, facts.title.c_str());
    if (!facts.scene.empty()) {
        const std::string scene = std::string(scene_names::prefix) + pack_text(facts.scene);
        cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_KEYWORDS, scene.c_str());
    }
}

PdfWriter::~PdfWriter() {
    cairo_destroy(cairo_);
    cairo_surface_destroy(surface_);
}

void PdfWriter::source(Color c) {
    cairo_set_source_rgba(cairo_, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.a / 255.0);
}

void PdfWriter::trace(std::span<const Vec2> points, bool closed) {
    for (std::size_t i = 0; i < points.size(); ++i)
        i == 0 ? move(points[i]) : line(points[i]);
    if (closed)
        cairo_close_path(cairo_);
}

void PdfWriter::trace(const Box& box) {
    const float radius = corner_radius(box);
    if (radius == 0) {
        trace(corners(box), true);
        return;
    }
    const Rect rect = upright_rect(box.origin, box.u + box.v);
    constexpr double quarter = std::numbers::pi / 2;
    const auto corner = [&](float x, float y, int turn) {
        cairo_arc(cairo_, double{x}, double{y}, double{radius}, turn * quarter, (turn + 1) * quarter);
    };
    cairo_new_sub_path(cairo_);
    corner(rect.min.x + radius, rect.min.y + radius, 2);
    corner(rect.max.x - radius, rect.min.y + radius, 3);
    corner(rect.max.x - radius, rect.max.y - radius, 0);
    corner(rect.min.x + radius, rect.max.y - radius, 1);
    cairo_close_path(cairo_);
}

void PdfWriter::stroke(Color color, float width, std::pair<float, float> dash, float offset) {
    const std::array<double, 2> lengths{double{dash.first}, double{dash.second}};
    source(color);
    cairo_set_line_width(cairo_, double{width});
    cairo_set_dash(cairo_, lengths.data(), dash.first > 0 ? 2 : 0, double{offset});
    cairo_stroke(cairo_);
}

/// Lines with x + y constant, through the frame's origin, as far as they cross the box.
void PdfWriter::hatch(const Box& box) {
    const float step = hatch_distance * std::numbers::sqrt2_v<float>; // in x + y
    const auto at = corners(box);
    Rect rect{at[0], at[0]};
    for (const Vec2 p : at)
        rect = {{std::min(rect.min.x, p.x), std::min(rect.min.y, p.y)},
                {std::max(rect.max.x, p.x), std::max(rect.max.y, p.y)}};
    cairo_save(cairo_);
    trace(on_fill(box));
    cairo_clip(cairo_);
    const float first = std::floor((rect.min.x + rect.min.y) / step) - 1;
    const float last = std::min(std::ceil((rect.max.x + rect.max.y) / step) + 1, first + 10000);
    const int count = last >= first ? static_cast<int>(last - first) + 1 : 0;
    for (int i = 0; i < count; ++i) {
        const float n = first + static_cast<float>(i);
        move({n * step - rect.min.y, rect.min.y});
        line({n * step - rect.max.y, rect.max.y});
    }
    stroke(box.ink, hatch_width);
    cairo_restore(cairo_);
}

void PdfWriter::pattern(const Box& box) {
    const Vec2 center = box.origin + 0.5F * (box.u + box.v);
    switch (box.pattern) {
    case Pattern::none:
        break;
    case Pattern::hatched:
        hatch(box);
        break;
    case Pattern::dotted:
        source(box.ink);
        cairo_arc(cairo_, double{center.x}, double{center.y}, double{dot_diameter(box) / 2}, 0,
                  2 * std::numbers::pi);
        cairo_fill(cairo_);
        break;
    case Pattern::crossed:
    case Pattern::cornered:
        for (const auto& line : crossed_lines(box))
            trace(line, false);
        stroke(box.ink, pattern_width(box));
        break;
    case Pattern::outlined:
        solid_edges(outlined_inside(box));
        break;
    }
}

void PdfWriter::fill_lines(std::span<const std::array<Vec2, 2>> lines, Color color, float width) {
    for (const auto& [sides, opacity] : filled_strokes(width)) {
        source(with_alpha(color, opacity));
        for (const auto& line : lines)
            trace(line_area(line, sides), true);
        cairo_fill(cairo_);
    }
}

void PdfWriter::ring(const Box& box) {
    const float radius = corner_radius(box), half = box.stroke_width / 2;
    cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_EVEN_ODD);
    for (const auto& [sides, opacity] : filled_strokes(box.stroke_width)) {
        const auto [outside, inside] = ring_edges(box, sides);
        Box outer = box_of(outside);
        outer.radius = radius > 0 ? radius + half : 0;
        Box inner = box_of(inside);
        inner.radius = std::max(0.0F, radius - half);
        source(with_alpha(box.stroke, opacity));
        trace(outer);
        if (!inside.empty())
            trace(inner);
        cairo_fill(cairo_);
    }
    cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_WINDING);
}

void PdfWriter::solid_edges(const Box& box) {
    if (is_upright(box) && rounded_by_readers(box.stroke_width)) {
        ring(box);
    } else {
        trace(on_stroke(box));
        stroke(box.stroke, box.stroke_width);
    }
}

void PdfWriter::dash_edges(const Box& box) {
    if (is_upright(box) && rounded_by_readers(box.stroke_width)) {
        fill_lines(dashed_edges(on_stroke(box)), box.stroke, box.stroke_width);
        return;
    }
    for (const auto& edge : edges(on_stroke(box))) {
        const Vec2 d = edge[1] - edge[0];
        const auto dash = fitted_dash(box.dash, box.stroke_width, std::hypot(d.x, d.y));
        trace(edge, false);
        stroke(box.stroke, box.stroke_width, dash, dash.first / 2);
    }
}

void PdfWriter::draw(const Box& box) {
    cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_MITER);
    if (box.fill.a != 0) {
        source(box.fill);
        trace(on_fill(box));
        cairo_fill(cairo_);
    }
    if (box.ink.a != 0)
        pattern(box);
    if (box.stroke.a == 0 || box.stroke_width <= 0)
        return;
    if (box.dash != Dash::solid) {
        dash_edges(box);
    } else {
        solid_edges(box);
    }
}

void PdfWriter::draw(const Path& path) {
    if (path.points.size() < 2)
        return;
    if (path.closed && path.fill.a != 0) {
        source(path.fill);
        trace(path.points, true);
        cairo_fill(cairo_);
    }
    if (path.stroke.a == 0 || path.stroke_width <= 0)
        return;
    cairo_set_line_cap(cairo_, path.dash == Dash::solid ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
    trace(path.points, path.closed);
    stroke(path.stroke, path.stroke_width, dash_lengths(path.dash, path.stroke_width));
}

void PdfWriter::draw(const Label& label) {
    source(label.color);
    text_.draw(label, cairo_);
}

/// On the parallelogram of u and v. The PDF reads the pixels when the page is finished: they are copied.
void PdfWriter::image(const PlacedImage& placed, cairo_filter_t filter) {
    const auto& [from, origin, u, v] = placed;
    cairo_surface_t* pixels = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, from.width, from.height);
    const auto row = static_cast<std::size_t>(from.width);
    for (std::size_t y = 0; y < static_cast<std::size_t>(from.height); ++y)
        std::memcpy(cairo_image_surface_get_data(pixels) +
                        y * static_cast<std::size_t>(cairo_image_surface_get_stride(pixels)),
                    from.pixels.data() + y * row, row * 4);
    cairo_surface_mark_dirty(pixels);
    const double columns = from.width;
    const double rows = from.height;
    cairo_matrix_t matrix;
    cairo_matrix_init(&matrix, double{u.x} / columns, double{u.y} / columns, double{v.x} / rows,
                      double{v.y} / rows, double{origin.x}, double{origin.y});
    cairo_save(cairo_);
    cairo_transform(cairo_, &matrix);
    cairo_set_source_surface(cairo_, pixels, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo_), filter);
    cairo_rectangle(cairo_, 0, 0, columns, rows);
    cairo_fill(cairo_);
    cairo_restore(cairo_);
    cairo_surface_destroy(pixels);
}

void PdfWriter::draw(const Photo& photo) {
    if (const PlacedImage placed = placed_image(photo); !placed.image.pixels.empty())
        image(placed, CAIRO_FILTER_GOOD);
}

void PdfWriter::draw(const Raster& raster) {
    const PlacedImage cells = placed_image(raster, fonts_, Enlarged::no);
    if (cells.image.pixels.empty())
        return;
    image(cells, CAIRO_FILTER_NEAREST);
    if (!has_grid(raster))
        return;
    const auto lines = snapped_grid_lines(raster);
    if (is_upright(raster) && rounded_by_readers(raster.grid_width)) {
        fill_lines(lines, raster.grid, raster.grid_width);
        return;
    }
    cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_BUTT);
    for (const auto& edge : lines)
        trace(edge, false);
    stroke(raster.grid, raster.grid_width);
}

void PdfWriter::add(const Frame& frame) {
    if (frame.background.a != 0) {
        source(frame.background);
        cairo_paint(cairo_);
    }
    for (const Item& item : frame.items) {
        cairo_save(cairo_);
        if (item.clip >= 0 && static_cast<std::size_t>(item.clip) < frame.clips.size()) {
            trace(box_of(snapped_clip(frame.clips[static_cast<std::size_t>(item.clip)])));
            cairo_clip(cairo_);
        }
        std::visit([this](const auto& shape) { draw(shape); }, item.shape);
        cairo_restore(cairo_);
    }
    cairo_show_page(cairo_);
    check();
}

void PdfWriter::finish() {
    cairo_surface_finish(surface_);
    check();
}

void PdfWriter::check() {
    if (thrown_)
        std::rethrow_exception(thrown_);
    const cairo_status_t status =
        cairo_status(cairo_) != CAIRO_STATUS_SUCCESS ? cairo_status(cairo_) : cairo_surface_status(surface_);
    if (status != CAIRO_STATUS_SUCCESS)
        throw Error(Error::Fault::work, "error.pdf",
                    {{"reason", cairo_reason(status, status == CAIRO_STATUS_NO_MEMORY)}}, "PDF");
}

class PdfPages : public DrawingWriter {
public:
    PdfPages(const std::string& path, FileFacts facts, const FontSet& fonts)
        : file_(path, FileOrder::straight, facts.makes_folder), facts_(std::move(facts)), fonts_(fonts) {}

    void add(const Frame& frame) override {
        if (!pdf_)
            pdf_.emplace(frame.size, fonts_, facts_, [this](std::string_view bytes) { file_.write(bytes); });
        pdf_->add(frame);
    }
    void commit() override {
        pdf_->finish();
        file_.commit();
    }

private:
    AtomicFile file_;
    FileFacts facts_;
    FontSet fonts_;
    std::optional<PdfWriter> pdf_; // from the first frame on
};

} // namespace

std::string pdf_of(const Frame& frame, const FontSet& fonts, const FileFacts& facts) {
    return pdf_of(std::span(&frame, 1), fonts, facts);
}

std::string pdf_of(std::span<const Frame> frames, const FontSet& fonts, const FileFacts& facts) {
    std::string bytes;
    PdfWriter writer(frames.front().size, fonts, facts, [&bytes](std::string_view more) { bytes += more; });
    for (const Frame& frame : frames)
        writer.add(frame);
    writer.finish();
    return bytes;
}

std::unique_ptr<DrawingWriter> open_pdf_pages(const std::string& path, const MovieFacts& facts,
                                              const FontSet& fonts) {
    return std::make_unique<PdfPages>(path, facts.file, fonts);
}

} // namespace convlens
