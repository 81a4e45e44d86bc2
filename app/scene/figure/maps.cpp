// Whole tensors small: the strip of sheets to choose from, the map beside a part that is drawn large, and the
// kernel where its cells are too small for numbers.
#include "scene/base/as_number.h"
#include "scene/base/color_maps.h"
#include "scene/base/tags.h"
#include "scene/figure/cells.h"
#include "scene/figure/figure.h"
#include "scene/model/plane_raster.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

namespace convlens {
namespace {

Box frame_of(const Sheet& sheet, const CellWindow& cells, Color color, float width) {
    Box frame = sheet.box(as_float(cells.first_row), as_float(cells.first_column), as_float(cells.rows),
                          as_float(cells.columns));
    frame.stroke = color;
    frame.stroke_width = width;
    return frame;
}

} // namespace

void FigureDrawing::draw_strips() {
    const auto draw_strip = [&](const PlaneShare& share, const PlaneModel& plane, int64_t shown, Color line,
                                auto draw_raster, auto tag_of_sheet) {
        if (share.strip.moves.empty())
            return;
        const CellWindow all{0, plane.rows, 0, plane.columns};
        for (int64_t s = 0; s < plane.sheets; ++s) {
            const Sheet place = share.strip.of(s);
            draw_raster(s, place);
            const bool chosen = s == shown;
            canvas_.add(frame_of(place, all, chosen ? theme_.accent : line,
                                 (chosen ? 1.2F * theme_.bold : theme_.line) * canvas_.unit),
                        tag_of_sheet(s));
        }
    };
    draw_strip(
        places_.base_share, model_.base, model_.shown_base, roles_.base.line,
        [&](int64_t s, const Sheet& place) { draw_base_raster(s, place, {}); },
        [&](int64_t s) { return sheet_tag(model_.base_channel(s), false); });
    draw_strip(
        places_.top_share, model_.top, model_.shown_top, roles_.top.line,
        [&](int64_t s, const Sheet& place) { draw_top_raster(s, place, {}); },
        [&](int64_t s) { return sheet_tag(model_.top_channel(s), true); });
}

/// With the window and the result in them, and the part that is drawn large.
void FigureDrawing::draw_maps() {
    const float line = theme_.line * canvas_.unit;
    const auto draw_letter = [&](const Sheet& map, char letter, Color color) {
        const std::string name{static_cast<char>(std::toupper(static_cast<unsigned char>(letter)))};
        canvas_.text(name, map.origin - Vec2{0, 6 * canvas_.unit},
                     {15 * canvas_.unit, Face::sans_bold, color}, tag_of(TagSpace::caption, 1));
    };
    if (!places_.base_share.part.empty()) {
        const Sheet& map = places_.base_share.map;
        draw_base_raster(model_.shown_base, map, base_raster_tag(model_.shown_base));
        const AxisModel& rows = model_.axes[1];
        const AxisModel& columns = model_.axes[2];
        canvas_.add(frame_of(map, part_, theme_.text, line));
        draw_letter(map, roles_.base_letter, roles_.base.heading);
        if (!input_.composition.veil.window)
            canvas_.add(frame_of(map,
                                 {rows.window_at(model_.output[1]), rows.window(),
                                  columns.window_at(model_.output[2]), columns.window()},
                                 theme_.window, 1.5F * line));
    }
    if (!places_.top_share.part.empty()) {
        const Sheet& map = places_.top_share.map;
        draw_top_raster(model_.shown_top, map, top_raster_tag(model_.shown_top));
        const Place at = model_.result();
        canvas_.add(frame_of(map, top_part_, theme_.text, line));
        draw_letter(map, roles_.top_letter, roles_.top.heading);
        const bool shown = at.sheet == model_.shown_top;
        canvas_.add(
            frame_of(map, {at.row, 1, at.column, 1}, shown ? roles_.top.heading : Color{}, 1.5F * line));
    }
}

/// The colours go from the smallest to the largest weight of the sheet.
void FigureDrawing::draw_weights_raster(int64_t sheet, const Sheet& place) {
    const PlaneModel& plane = model_.weights;
    const LazyTensor<double>& w = *input_.results.w;
    const PlaneRaster thinned =
        thinned_raster(plane.rows, plane.columns, quick_cells(w), [&](int64_t r, int64_t c) {
            return w[model_.weight_index(model_.weight_plane(sheet), r, c)];
        });
    const auto [low, high] = std::minmax_element(thinned.values->begin(), thinned.values->end());
    Raster raster;
    raster.map = tensor_map(theme_, theme_.w, *low, *high, false);
    raster.rows = thinned.rows;
    raster.columns = thinned.columns;
    Box outline = place.box(0, 0, as_float(plane.rows), as_float(plane.columns));
    raster.origin = outline.origin;
    raster.u = outline.u;
    raster.v = outline.v;
    raster.grid = raster_grid(theme_.w.line, place.cell());
    raster.grid_width = canvas_.unit;
    raster.values = thinned.values;
    const bool in_order = thinned.is_whole() && !model_.transposed(); // a transposed convolution turns it
    canvas_.add(std::move(raster),
                in_order ? tag_of(TagSpace::w, model_.weight_index(model_.weight_plane(sheet), 0, 0))
                         : Tag{});
    outline.stroke = theme_.w.line;
    outline.stroke_width = theme_.line * canvas_.unit;
    canvas_.add(outline);
}

} // namespace convlens
