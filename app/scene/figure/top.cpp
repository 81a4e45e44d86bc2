// The plane of results, revealed as it is computed.
#include "scene/base/as_number.h"
#include "scene/base/color_maps.h"
#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/figure/cells.h"
#include "scene/figure/figure.h"
#include "scene/words/notation.h"

#include <algorithm>

namespace convlens {
std::vector<bool> unpooled_cells(const FigureModel& model, const Cursor& cursor) {
    const Results& results = model.results();
    const Sizes& shape = results.x->shape;
    const int64_t plane = shape.product() / (shape[0] * shape[1]);
    const int64_t channel = model.batch * shape[1] + model.out_channel;
    const int64_t cells = results.y->count() / (shape[0] * shape[1]);
    std::vector<bool> filled(static_cast<std::size_t>(cells));
    const bool current = cursor.phase == Phase::drop || cursor.phase == Phase::hold;
    const int64_t end = cursor.reveal_all ? results.steps : cursor.step + (current ? 1 : 0);
    for (int64_t x = channel * plane; x < std::min(end, (channel + 1) * plane); ++x)
        filled[static_cast<std::size_t>((*results.switches)[x])] = true;
    return filled;
}

FigureDrawing::CellStyle FigureDrawing::top_style(int64_t sheet, int64_t row, int64_t column) const {
    CellStyle style;
    const int64_t flat = model_.output_index(sheet, row, column);
    style.real = true;
    style.tag = tag_of(TagSpace::y, flat);
    style.line = roles_.top.line;
    style.text_color = roles_.top.text;
    bool revealed = is_revealed(flat);
    if (model_.unpooling()) {
        const int64_t within =
            (model_.top_depth(sheet) * model_.top.rows + row) * model_.top.columns + column;
        revealed =
            model_.top_channel(sheet) < model_.out_channel ||
            (model_.top_channel(sheet) == model_.out_channel && unpooled_[static_cast<std::size_t>(within)]);
        if (!revealed) {
            leave_unwritten(style);
            if (sheet != model_.result().sheet)
                fade(style);
            return style;
        }
    }
    style.fill = revealed ? roles_.top.fill : theme_.empty;
    const bool current = flat == input_.cursor.step && !model_.unpooling();
    if (revealed && image_) {
        style.fill = color_of(color_map(theme_, rasters_.top.low(), rasters_.top.high(), true),
                              static_cast<float>((*input_.results.y)[flat]));
        style.line = with_alpha(style.line, 0.35F);
        style.text_color = contrast(style.fill, rgb(0)) > 7 ? rgb(0) : rgb(0xFFFFFF);
    } else if (revealed && current) {
        style.fill = roles_.top.lit;
    }
    if (sheet != model_.result().sheet)
        fade(style);
    if (top_digits_ && revealed)
        style.text = element_text(input_, *input_.results.y, roles_.top_letter, flat);
    else if (top_digits_ && current && input_.cursor.phase == Phase::terms)
        style.text = "…";
    return style;
}

/// A cell of an unpooling that stays 0 unless a switch points to it.
void FigureDrawing::leave_unwritten(CellStyle& style) const {
    style.fill = theme_.hole_fill;
    style.line = style.ink = theme_.hole_ink;
    style.pattern = Pattern::dotted;
}

/// The cell that a result is on its way to.
void FigureDrawing::show_awaited(CellStyle& style) const {
    style.fill = theme_.empty;
    style.text.clear();
    if (model_.unpooling())
        leave_unwritten(style);
}

void FigureDrawing::draw_top() {
    for (int64_t sheet = model_.top.sheets; sheet-- > 0;)
        if (shows_top(sheet))
            top_as_raster_ ? draw_top_raster(sheet, places_.top.of(sheet), top_raster_tag(sheet))
                           : draw_top_cells(sheet);
    const Place at = model_.result();
    Box frame;
    if (at.sheet >= 0 && shows_top(at.sheet) && top_part_.has(at.row, at.column) &&
        !input_.composition.veil.window) {
        frame = places_.top.of(at.sheet).box(as_float(at.row), as_float(at.column));
        frame.stroke = moving_ ? with_alpha(roles_.top.line, input_.cursor.progress) : roles_.top.line;
        frame.stroke_width = theme_.bold * canvas_.unit;
    }
    canvas_.add(frame);
}

void FigureDrawing::draw_top_cells(int64_t sheet) {
    const Sheet place = places_.top.of(sheet);
    std::vector<CellStyle> styles;
    styles.reserve(static_cast<std::size_t>(top_part_.rows * top_part_.columns));
    for_each_cell(top_part_, [&](int64_t r, int64_t c) {
        styles.push_back(top_style(sheet, r, c));
        if (rising_ && model_.result() == Place{sheet, r, c})
            show_awaited(styles.back());
        add_cell(place, as_float(r), as_float(c), styles.back());
    });
    if (!top_digits_)
        return;
    const Place at = model_.result();
    std::size_t next = 0;
    for_each_cell(top_part_, [&](int64_t r, int64_t c) {
        CellStyle& style = styles[next++];
        if (is_digit_covered(places_.top, top_part_, sheet, as_float(r), as_float(c), style.text, 0.42F, {}))
            style.text.clear();
        const bool drops = input_.cursor.phase == Phase::drop && at == Place{sheet, r, c};
        if (drops)
            style.text_color = with_alpha(style.text_color, input_.cursor.progress);
        add_digits(place, as_float(r), as_float(c), style.text, style.text_color, 0.42F, {}, style.tag);
        if (drops) // falls in from above
            std::get<Label>(canvas_.last().shape).position.y -=
                (1 - input_.cursor.progress) * 0.9F * places_.top.cell();
    });
}

Tag FigureDrawing::top_raster_tag(int64_t sheet) const {
    return tag_of(TagSpace::y, model_.output_index(sheet, 0, 0));
}

void FigureDrawing::draw_top_raster(int64_t sheet, const Sheet& place, Tag tag) {
    const PlaneModel& plane = model_.top;
    const int64_t first = model_.output_index(sheet, 0, 0);
    Box ground = place.box(0, 0, as_float(plane.rows), as_float(plane.columns));
    ground.fill = theme_.empty;
    ground.stroke = roles_.top.line;
    ground.stroke_width = line_width();
    canvas_.add(ground);
    Raster raster;
    raster.origin = ground.origin;
    raster.u = ground.u;
    raster.v = ground.v;
    const PlaneRaster& plane_raster = rasters_.top[first / (plane.rows * plane.columns)];
    raster.rows = plane_raster.rows;
    raster.columns = plane_raster.columns;
    raster.values = plane_raster.values;
    raster.map = tensor_map(theme_, roles_.top, rasters_.top.low(), rasters_.top.high(), image_);
    raster.blank = theme_.empty;
    raster.grid = raster_grid(roles_.top.line, place.cell());
    raster.grid_width = canvas_.unit;
    const bool all = model_.unpooling() || input_.cursor.reveal_all;
    const int64_t done = input_.cursor.step + (is_revealed(input_.cursor.step) && !rising_ ? 1 : 0);
    raster.shown =
        all ? INT64_MAX
            : plane_raster.cells_before(std::clamp<int64_t>(done - first, 0, plane.rows * plane.columns));
    canvas_.add(std::move(raster), plane_raster.is_whole() ? tag : Tag{});
    Box outline = ground; // whole, also where the raster lies over half of it
    outline.fill = {};
    canvas_.add(outline);
}

Box FigureDrawing::unpooling_window(const Sheet& place) const {
    const Operation& op = model_.operation();
    const std::size_t dims = op.dims();
    float begin[2] = {0, 0};
    float length[2] = {1, 1};
    for (std::size_t a = 0; a < std::min<std::size_t>(dims, 2); ++a) { // columns, then rows
        const std::size_t axis = dims - 1 - a;
        const int64_t extent = a == 0 ? model_.top.columns : model_.top.rows;
        const int64_t from = model_.output[2 - a] * op.stride[axis] - op.padding_begin[axis];
        const int64_t first = std::max<int64_t>(from, 0);
        begin[a] = as_float(first);
        length[a] = as_float(std::min(from + op.kernel_size[axis], extent) - first);
    }
    Box window = place.box(begin[1], begin[0], length[1], length[0]);
    window.stroke = theme_.window;
    window.stroke_width = theme_.bold * canvas_.unit;
    return window;
}

void FigureDrawing::draw_unpooling_window() {
    const Place at = model_.result();
    const bool shown = at.sheet >= 0 && shows_top(at.sheet);
    canvas_.add(shown ? unpooling_window(places_.top.of(at.sheet)) : Box{}, tag_of(TagSpace::window, 0));
}

} // namespace convlens
