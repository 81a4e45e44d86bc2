// The plane that the window slides over: elements, padding, inserted zeros, what is never reached; and the
// window.
#include "scene/figure.h"
#include "scene/figure_cells.h"
#include "scene/notation.h"

#include <algorithm>

namespace convlens {
namespace {

float f(int64_t value) {
    return static_cast<float>(value);
}

} // namespace

FigureDrawing::CellLook FigureDrawing::base_look(int64_t sheet, int64_t row, int64_t column) const {
    CellLook look;
    const int64_t depth = model_.base_depth(sheet);
    const CellKind kind = model_.kind(depth, row, column);
    const int64_t flat = model_.input_index(sheet, row, column);
    const bool reached = depth_reached_[static_cast<std::size_t>(depth)] &&
                         row_reached_[static_cast<std::size_t>(row)] &&
                         column_reached_[static_cast<std::size_t>(column)];
    look.real = kind == CellKind::value;
    look.tag = look.real ? tag_of(TagSpace::x, flat)
                         : tag_of(TagSpace::padded_x,
                                  (sheet * model_.base.rows + row) * model_.base.columns + column);
    if (kind == CellKind::value) {
        look.fill = roles_.base.fill;
        look.line = roles_.base.line;
        look.text_color = roles_.base.text;
        if (image_) {
            const double value = (*input_.results.x)[flat];
            look.fill = color_of(color_map(theme_, rasters_.base_low, rasters_.base_high, true),
                                 static_cast<float>(value));
            look.line = with_alpha(look.line, 0.35F); // the image is what is looked at
            look.text_color = contrast(look.fill, rgb(0)) > 7 ? rgb(0) : rgb(0xFFFFFF);
        }
    } else {
        const bool hole = kind == CellKind::hole;
        look.fill = hole ? theme_.hole_fill : theme_.padding_fill;
        look.line = look.ink = hole ? theme_.hole_ink : theme_.padding_ink;
        look.dash = Dash::dashed;
        look.pattern = hole ? Pattern::dotted : Pattern::hatched;
        look.text_color = theme_.padding_text;
    }
    if (!reached) {
        look.pattern = Pattern::crossed;
        look.ink = theme_.unread_ink;
    }
    if (base_digits_ && flat >= 0)
        look.text = value_text(roles_.base_letter, (*input_.results.x)[flat], flat, input_.results.x->shape);
    return look;
}

void FigureDrawing::draw_base() {
    const PlaneModel& plane = model_.base;
    for (const bool real : {false, true})
        for (int64_t sheet = 0; sheet < plane.sheets; ++sheet)
            for (int64_t r = 0; r < plane.rows; ++r)
                for (int64_t c = 0; c < plane.columns; ++c) {
                    const CellLook look = base_look(sheet, r, c);
                    if (look.real == real)
                        add_cell(places_.base, f(plane.row_of(sheet) + r), f(plane.column_of(sheet) + c),
                                 look);
                }
}

void FigureDrawing::draw_base_raster() {
    const PlaneModel& plane = model_.base;
    const AxisModel& rows = model_.axes[1];
    const AxisModel& columns = model_.axes[2];
    const int64_t depths = model_.axes[0].inputs;
    for (int64_t sheet = 0; sheet < plane.sheets; ++sheet) {
        const float row = f(plane.row_of(sheet));
        const float column = f(plane.column_of(sheet));
        CellLook ground;
        ground.fill = theme_.padding_fill;
        ground.line = ground.ink = theme_.padding_ink;
        ground.pattern = Pattern::hatched;
        Box box = places_.base.box(row, column, f(plane.rows), f(plane.columns));
        box.fill = ground.fill;
        box.stroke = ground.line;
        box.stroke_width = theme_.line * canvas_.unit;
        box.ink = ground.ink;
        box.pattern = Pattern::hatched;
        canvas_.add(box);

        const int64_t depth = model_.base_depth(sheet) - model_.axes[0].lead;
        const bool on_input =
            depth >= 0 && depth % model_.axes[0].spacing == 0 && depth / model_.axes[0].spacing < depths;
        Raster raster;
        raster.rows = static_cast<int>(rows.spacing * (rows.inputs - 1) + 1);
        raster.columns = static_cast<int>(columns.spacing * (columns.inputs - 1) + 1);
        const Box inner =
            places_.base.box(row + f(rows.lead), column + f(columns.lead), f(raster.rows), f(raster.columns));
        raster.origin = inner.origin;
        raster.u = inner.u;
        raster.v = inner.v;
        raster.map = color_map(theme_, rasters_.base_low, rasters_.base_high, image_);
        if (on_input) {
            const int64_t channel =
                model_.batch * model_.operation().in_channels + model_.base_channel(sheet);
            const int64_t slice = channel * depths + depth / model_.axes[0].spacing;
            raster.values = rasters_.base[static_cast<std::size_t>(slice)];
            raster.grid = raster_grid(roles_.base.line, places_.base.cell());
            raster.grid_width = canvas_.unit;
            Box filled = inner;
            filled.fill = rows.spacing > 1 || columns.spacing > 1 ? theme_.hole_fill : theme_.ground;
            canvas_.add(filled);
            const int64_t first = slice * rows.inputs * columns.inputs;
            const bool plain = rows.spacing == 1 && columns.spacing == 1;
            canvas_.add(std::move(raster), plain ? tag_of(TagSpace::x, first) : Tag{});
        } else {
            canvas_.add(Box{});
            canvas_.add(Raster{});
        }
    }
}

void FigureDrawing::draw_base_labels() {
    if (!base_digits_)
        return;
    const PlaneModel& plane = model_.base;
    const Place window = model_.tap(0);
    const auto tapped = [&](int64_t row, int64_t column) {
        const int64_t r = row - window.row;
        const int64_t c = column - window.column;
        return r >= 0 && c >= 0 && r % model_.axes[1].dilation == 0 && c % model_.axes[2].dilation == 0 &&
               r / model_.axes[1].dilation < model_.axes[1].kernel &&
               c / model_.axes[2].dilation < model_.axes[2].kernel;
    };
    const std::vector<int64_t> sheets = model_.window_sheets();
    for (int64_t sheet = 0; sheet < plane.sheets; ++sheet) {
        const bool lit_sheet = std::find(sheets.begin(), sheets.end(), sheet) != sheets.end();
        for (int64_t r = 0; r < plane.rows; ++r)
            for (int64_t c = 0; c < plane.columns; ++c) {
                CellLook look = base_look(sheet, r, c);
                const bool lit = lit_sheet && !moving_ && tapped(r, c);
                // What the window reads in the padding; the dot of an inserted zero says it already.
                if (look.text.empty() && lit && input_.document.cell_text == CellText::numbers &&
                    look.pattern != Pattern::dotted)
                    look.text = "0";
                // Under the window the number gives way to the weight.
                const Vec2 shift = lit && !model_.unpooling() && has_weight(model_.operation().kind)
                                       ? (places_.tilt > 0.5F ? Vec2{-0.2F, -0.2F} : Vec2{-0.12F, -0.12F})
                                       : Vec2{};
                const Color color = lit && !image_ ? roles_.base.text : look.text_color;
                add_digits(places_.base, f(plane.row_of(sheet) + r), f(plane.column_of(sheet) + c), look.text,
                           color, 0.42F, shift, look.tag);
            }
    }
}

Color FigureDrawing::tap_fill(CellKind kind) const {
    switch (kind) {
    case CellKind::value:
        return image_ ? with_alpha(roles_.base.lit, 0.35F) : roles_.base.lit;
    case CellKind::hole:
        return mixed(theme_.hole_fill, roles_.base.lit, 0.45F);
    case CellKind::padding:
        return mixed(theme_.padding_fill, roles_.base.lit, 0.45F);
    }
    return {};
}

void FigureDrawing::draw_window() {
    const PlaneModel& plane = model_.base;
    const AxisModel& rows = model_.axes[1];
    const AxisModel& columns = model_.axes[2];
    const bool cells = !base_as_raster_ && rows.window() * columns.window() <= 1024;
    const float width = theme_.bold * canvas_.unit;
    // A sheet that is not drawn at this step keeps its items without ink, so that every step has the same
    // list.
    const int64_t windows = std::min(model_.channels * model_.axes[0].kernel, FigureModel::most_sheets);
    const std::vector<int64_t> sheets = model_.window_sheets();
    for (int64_t i = 0; i < windows; ++i) {
        const bool shown = i < static_cast<int64_t>(sheets.size());
        const int64_t sheet = shown ? sheets[static_cast<std::size_t>(i)] : 0;
        const float row = f(plane.row_of(sheet)) + window_row_;
        const float column = f(plane.column_of(sheet)) + window_column_;
        const Place at = model_.tap(0);
        for (int64_t r = 0; cells && r < rows.window(); ++r)
            for (int64_t c = 0; c < columns.window(); ++c) {
                const bool tap = r % rows.dilation == 0 && c % columns.dilation == 0;
                Box box = places_.base.box(row + f(r), column + f(c));
                if (shown && tap) {
                    const CellKind kind = model_.kind(model_.base_depth(sheet), at.row + r, at.column + c);
                    box.fill = with_alpha(tap_fill(kind), moving_ ? 0.85F : 1.0F);
                    box.stroke = theme_.window;
                    box.stroke_width = theme_.line * canvas_.unit;
                    box.pattern = kind == CellKind::value  ? Pattern::none
                                  : kind == CellKind::hole ? Pattern::dotted
                                                           : Pattern::hatched;
                    box.ink = with_alpha(kind == CellKind::hole ? theme_.hole_ink : theme_.padding_ink, 0.8F);
                } else if (shown) {
                    box.stroke = with_alpha(theme_.window, 0.01F);
                    box.pattern = Pattern::outlined;
                    box.ink = theme_.window;
                }
                canvas_.add(box);
            }
        Box outline = places_.base.box(row, column, f(rows.window()), f(columns.window()));
        if (shown) {
            outline.stroke = theme_.window;
            outline.stroke_width = width;
            if (!cells)
                outline.fill = with_alpha(theme_.window, 0.25F);
        }
        canvas_.add(outline, tag_of(TagSpace::window, i));
    }
}

void FigureDrawing::draw_window_labels() {
    if (model_.unpooling())
        return;
    const int64_t terms = std::min<int64_t>(input_.results.terms_per_step, 1024);
    const bool weights = has_weight(model_.operation().kind) && base_digits_;
    const float float_row = window_row_ - f(model_.axes[1].window_at(model_.output[1]));
    const float float_column = window_column_ - f(model_.axes[2].window_at(model_.output[2]));
    for (int64_t t = 0; weights && t < terms; ++t) {
        const Place at = model_.tap(t);
        const Place w = model_.weight_place(t);
        std::string text;
        CellKind kind = CellKind::value;
        if (at.sheet >= 0 && w.sheet >= 0) {
            const int64_t flat = model_.weight_index(w.sheet, w.row, w.column);
            text = value_text('w', (*input_.results.w)[flat], flat, input_.results.w->shape);
            if (input_.document.cell_text == CellText::numbers)
                text = "×" + text;
            kind = model_.kind(model_.base_depth(at.sheet), at.row, at.column);
        }
        const int64_t sheet = std::max<int64_t>(at.sheet, 0);
        const Color fill = tap_fill(kind);
        const bool readable = !image_ && contrast(theme_.w.text, fill) >= 4.5;
        const Color color = readable ? theme_.w.text : image_ ? theme_.text : roles_.base.text;
        const Vec2 shift = places_.tilt > 0.5F ? Vec2{0.22F, 0.22F} : Vec2{0.2F, 0.26F};
        add_digits(places_.base, f(model_.base.row_of(sheet) + at.row) + float_row,
                   f(model_.base.column_of(sheet) + at.column) + float_column, text, color, 0.29F, shift, {});
    }
    Box frame;
    if (const int64_t term = lit_term(); term >= 0) {
        const Place at = model_.tap(term);
        if (at.sheet >= 0) {
            frame = places_.base.box(f(model_.base.row_of(at.sheet) + at.row),
                                     f(model_.base.column_of(at.sheet) + at.column));
            frame.stroke = theme_.current;
            frame.stroke_width = theme_.bold * canvas_.unit;
        }
    }
    canvas_.add(frame);
}

} // namespace convlens
