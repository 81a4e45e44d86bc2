// The plane that the window slides over: elements, padding, inserted zeros, what is never reached.
#include "scene/base/as_number.h"
#include "scene/base/color_maps.h"
#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/figure/cells.h"
#include "scene/figure/figure.h"
#include "scene/words/notation.h"

#include <algorithm>

namespace convlens {
namespace {

/// Whether a zero of the padding takes part in the result: not in a maximum, not in an average that leaves it
/// out, and never past the padded end.
bool padding_counts(const FigureModel& model, int64_t sheet, int64_t row, int64_t column) {
    const Operation& op = model.operation();
    if (model.past_end(model.base_depth(sheet), row, column))
        return false;
    return has_weight(op.kind) || (op.kind == Kind::avg_pool && op.count_include_pad);
}

} // namespace

FigureDrawing::CellStyle FigureDrawing::base_style(int64_t sheet, int64_t row, int64_t column) const {
    CellStyle style;
    const int64_t depth = model_.base_depth(sheet);
    const CellKind kind = model_.kind(depth, row, column);
    const int64_t flat = model_.input_index(sheet, row, column);
    const bool reached =
        depth_reached_.empty() || // of a loupe
        (depth_reached_[static_cast<std::size_t>(depth)] && row_reached_[static_cast<std::size_t>(row)] &&
         column_reached_[static_cast<std::size_t>(column)]);
    style.real = kind == CellKind::value;
    style.tag = style.real ? tag_of(TagSpace::x, flat)
                           : tag_of(TagSpace::padded_x,
                                    (sheet * model_.base.rows + row) * model_.base.columns + column);
    if (kind == CellKind::value) {
        style.fill = roles_.base.fill;
        style.line = roles_.base.line;
        style.text_color = roles_.base.text;
        if (image_) {
            const double value = (*input_.results.x)[flat];
            style.fill = color_of(color_map(theme_, rasters_.base.low(), rasters_.base.high(), true),
                                  static_cast<float>(value));
            style.line = with_alpha(style.line, 0.35F); // the image is what is looked at
            style.text_color = contrast(style.fill, rgb(0)) > 7 ? rgb(0) : rgb(0xFFFFFF);
        }
    } else if (model_.past_end(depth, row, column)) {
        style.fill = theme_.ground;
        style.line = theme_.quiet;
        style.dash = Dash::dotted;
        style.text_color = theme_.padding_text;
    } else {
        const bool hole = kind == CellKind::hole;
        style.fill = hole ? theme_.hole_fill : theme_.padding_fill;
        style.line = theme_.hole_ink;
        style.ink = hole ? theme_.hole_ink : theme_.padding_ink;
        style.dash = Dash::dashed;
        style.pattern = hole ? Pattern::dotted : Pattern::hatched;
        style.text_color = theme_.padding_text;
    }
    if (!reached && !input_.composition.veil.unread) {
        style.pattern = Pattern::crossed;
        style.ink = theme_.unread_ink;
        if (style.real && !image_)
            style.fill = faded(style.fill, theme_.ground);
    }
    if (model_.window_plane(sheet) < 0 && !input_.composition.veil.window)
        fade(style);
    if (base_digits_ && flat >= 0)
        style.text = element_text(input_, *input_.results.x, roles_.base_letter, flat);
    return style;
}

void FigureDrawing::draw_base(int64_t sheet) {
    const Sheet place = places_.base.of(sheet);
    for (const bool real : {false, true})
        for (int64_t r = part_.first_row; r < part_.end_row(); ++r)
            for (int64_t c = part_.first_column; c < part_.end_column(); ++c) {
                const CellStyle style = base_style(sheet, r, c);
                if (style.real == real)
                    add_cell(place, as_double(r), as_double(c), style);
            }
}

void FigureDrawing::draw_base_raster(int64_t sheet, const Sheet& place, Tag tag) {
    const PlaneModel& plane = model_.base;
    const AxisModel& rows = model_.axes[1];
    const AxisModel& columns = model_.axes[2];
    const int64_t depths = model_.axes[0].inputs;
    Box box = place.box(0, 0, as_double(plane.rows), as_double(plane.columns));
    box.fill = theme_.padding_fill;
    box.stroke = theme_.hole_ink;
    box.ink = theme_.padding_ink;
    box.stroke_width = line_width();
    box.pattern = Pattern::hatched;
    canvas_.add(box);

    const int64_t depth = model_.base_depth(sheet) - model_.axes[0].lead;
    const bool on_input =
        depth >= 0 && depth % model_.axes[0].spacing == 0 && depth / model_.axes[0].spacing < depths;
    if (!on_input) {
        canvas_.add(Box{});
        canvas_.add(Raster{});
        return;
    }
    Raster raster;
    const int64_t all_rows = rows.spacing * (rows.inputs - 1) + 1;
    const int64_t all_columns = columns.spacing * (columns.inputs - 1) + 1;
    Box filled =
        place.box(as_double(rows.lead), as_double(columns.lead), as_double(all_rows), as_double(all_columns));
    raster.origin = filled.origin;
    raster.u = filled.u;
    raster.v = filled.v;
    raster.map = tensor_map(theme_, roles_.base, rasters_.base.low(), rasters_.base.high(), image_);
    const int64_t channel = model_.batch * model_.operation().in_channels + model_.base_channel(sheet);
    const int64_t slice = channel * depths + depth / model_.axes[0].spacing;
    const PlaneRaster& plane_raster = rasters_.base[slice];
    raster.rows = plane_raster.rows;
    raster.columns = plane_raster.columns;
    raster.values = plane_raster.values;
    raster.grid = raster_grid(roles_.base.line, place.cell());
    raster.grid_width = canvas_.unit;
    const bool plain = raster.rows == rows.inputs && raster.columns == columns.inputs; // cells are elements
    const bool has_holes = rows.spacing > 1 || columns.spacing > 1;
    filled.fill = has_holes ? theme_.hole_fill : theme_.ground;
    canvas_.add(filled);
    canvas_.add(std::move(raster), plain ? tag : Tag{});
}

/// Of a whole channel at one depth.
Tag FigureDrawing::base_raster_tag(int64_t sheet) const {
    const AxisModel& depths = model_.axes[0];
    const int64_t depth = (model_.base_depth(sheet) - depths.lead) / depths.spacing;
    const int64_t channel = model_.batch * model_.operation().in_channels + model_.base_channel(sheet);
    return tag_of(TagSpace::x,
                  (channel * depths.inputs + depth) * model_.axes[1].inputs * model_.axes[2].inputs);
}

void FigureDrawing::draw_base_labels(int64_t sheet) {
    if (!base_digits_)
        return;
    const Sheet place = places_.base.of(sheet);
    const Place window = model_.tap(0);
    const auto tapped = [&](int64_t row, int64_t column) {
        const int64_t r = row - window.row;
        const int64_t c = column - window.column;
        return r >= 0 && c >= 0 && r % model_.axes[1].dilation == 0 && c % model_.axes[2].dilation == 0 &&
               r / model_.axes[1].dilation < model_.axes[1].kernel &&
               c / model_.axes[2].dilation < model_.axes[2].kernel;
    };
    const bool lit_sheet = model_.window_plane(sheet) >= 0 && !input_.composition.veil.window;
    for (int64_t r = part_.first_row; r < part_.end_row(); ++r)
        for (int64_t c = part_.first_column; c < part_.end_column(); ++c) {
            CellStyle style = base_style(sheet, r, c);
            const bool lit = lit_sheet && !moving_ && tapped(r, c);
            // What the window reads in the padding; the dot of an inserted zero says it already.
            if (style.text.empty() && lit && input_.document.cell_text == CellText::numbers &&
                style.pattern != Pattern::dotted && padding_counts(model_, sheet, r, c))
                style.text = "0";
            // Under the window the number gives way to the weight.
            const Vec2 shift = lit && has_weights_in_window()
                                   ? (places_.tilt > 0.5F ? Vec2{-0.2F, -0.2F} : Vec2{-0.12F, -0.12F})
                                   : Vec2{};
            const bool switched = model_.unpooling() && style.real && !image_;
            if (is_digit_covered(places_.base, part_, sheet, as_double(r), as_double(c), style.text, 0.42F,
                                 shift))
                style.text.clear();
            const Color color = lit && !image_ ? roles_.base.text : style.text_color;
            if (switched)
                draw_switched(place, r, c, style, model_.input_index(sheet, r, c));
            else
                add_digits(place, as_double(r), as_double(c), style.text, color, 0.42F, shift, style.tag);
        }
}

} // namespace convlens
