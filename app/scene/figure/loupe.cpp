// Beside a plane whose cells are too small for digits: those around the window, large, with their numbers.
#include "scene/base/as_number.h"
#include "scene/figure/figure.h"

#include <algorithm>

namespace convlens {
namespace {

/// `visible` of `total` cells with `length` cells from `start` in the middle, as far as the ends allow.
int64_t first_around(int64_t start, int64_t length, int64_t visible, int64_t total) {
    return window_start(start, visible, total, 1, (visible - length) / 2);
}

} // namespace

/// Around the window or, where it is larger than the loupe, around its tap that is lit.
CellWindow FigureDrawing::window_part() const {
    const AxisModel& rows = model_.axes[1];
    const AxisModel& columns = model_.axes[2];
    const LoupePlace& loupe = places_.loupe;
    const bool is_whole = rows.window() <= loupe.rows && columns.window() <= loupe.columns;
    const int64_t middle = model_.term_at(0, rows.kernel / 2, columns.kernel / 2);
    const Place tap = model_.tap(lit_term() >= 0 ? lit_term() : middle);
    const int64_t row = is_whole ? rows.window_at(model_.output[1]) : tap.row;
    const int64_t column = is_whole ? columns.window_at(model_.output[2]) : tap.column;
    return {first_around(row, is_whole ? rows.window() : 1, loupe.rows, model_.base.rows), loupe.rows,
            first_around(column, is_whole ? columns.window() : 1, loupe.columns, model_.base.columns),
            loupe.columns};
}

void FigureDrawing::draw_loupe() {
    // The sheet that is looked at; else that of the term that is lit, or the first that the window is on.
    const int64_t of_term = model_.tap(std::max<int64_t>(lit_term(), 0)).sheet;
    const int64_t of_window = std::max<int64_t>(of_term >= 0 ? of_term : model_.tap(0).sheet, 0);
    const int64_t sheet = places_.base_share.alone ? model_.shown_base : of_window;
    const CellWindow part = window_part();

    // From what it shows in the plane, or from the window there, to the loupe beside it.
    const AxisModel& rows = model_.axes[1];
    const AxisModel& columns = model_.axes[2];
    const CellWindow window{rows.window_at(model_.output[1]), rows.window(),
                            columns.window_at(model_.output[2]), columns.window()};
    const CellWindow from = intersected(window, part);
    const Sheet plane = places_.base.of(sheet);
    const Sheet& loupe = places_.loupe.sheet;
    const bool is_beside = loupe.origin.x > plane.at(0, as_double(model_.base.columns)).x;
    const bool is_before = !plane.upright();
    const Color line = with_alpha(theme_.window, is_beside || is_before ? 0.6F : 0);
    for (const float end : {0.0F, 1.0F})
        canvas_.line(plane.at(as_double(from.first_row) + end * as_double(from.rows),
                              as_double(is_before ? from.first_column : from.end_column())),
                     loupe.at(end * as_double(part.rows), is_before ? as_double(part.columns) : 0), line,
                     theme_.line * canvas_.unit);

    // The same drawing of the same figure, on a larger sheet that holds this part only.
    FigurePlaces places = places_;
    places.base = {{loupe.origin, loupe.u, loupe.v, as_double(part.first_row), as_double(part.first_column)},
                   std::vector<Vec2>(static_cast<std::size_t>(model_.base.sheets))};
    places.base_share = {};
    places.volumes = false;
    places.tilt = 0;
    FigureDrawing large(canvas_, input_, model_, step_, places, rasters_, highlight_);
    large.show_part(part);
    Box ground = loupe.box(0, 0, as_double(part.rows), as_double(part.columns));
    ground.fill = theme_.ground;
    canvas_.add(ground);
    large.draw_base(sheet);
    large.draw_window(sheet);
    large.draw_base_labels(sheet);
    large.draw_window_labels(sheet);
    large.draw_marks();
    large.draw_arrow();
    for (int64_t r = part.first_row; highlight_.any() && r < part.end_row(); ++r)
        for (int64_t c = part.first_column; c < part.end_column(); ++c) {
            const bool lit = model_.kind(model_.base_depth(sheet), r, c) == CellKind::value &&
                             highlight_.x(model_.input_index(sheet, r, c));
            Box frame = places.base.of(sheet).box(as_double(r), as_double(c));
            frame.stroke = lit ? lit_color(theme_) : Color{};
            frame.stroke_width = lit_width * canvas_.unit;
            canvas_.add(frame);
        }
    const TextStyle quiet{13 * canvas_.unit, Face::sans, theme_.quiet};
    std::string name(input_.texts("figure.loupe"));
    if (model_.operation().in_channels > 1 && !places_.base_share.alone)
        name +=
            ", " + input_.texts("figure.channel", {{"index", std::to_string(model_.base_channel(sheet))}});
    canvas_.text(name, loupe.origin + Vec2{0, -8 * canvas_.unit}, quiet);
}

/// The rows and columns of the kernel that its loupe shows.
CellWindow FigureDrawing::lit_weights() const {
    const LoupePlace& loupe = places_.weights_loupe;
    const PlaneModel& plane = model_.weights;
    const Place at = model_.weight_place(std::max<int64_t>(lit_term(), 0));
    const bool lit = lit_term() >= 0;
    return {first_around(lit ? at.row : plane.rows / 2, 1, loupe.rows, plane.rows), loupe.rows,
            first_around(lit ? at.column : plane.columns / 2, 1, loupe.columns, plane.columns),
            loupe.columns};
}

void FigureDrawing::draw_weights_loupe() {
    const int64_t sheet = std::max<int64_t>(places_.weights_alone, 0);
    const CellWindow part = lit_weights();
    const Sheet map = places_.weights.of(sheet);
    Box frame = map.box(as_double(part.first_row), as_double(part.first_column), as_double(part.rows),
                        as_double(part.columns));
    frame.stroke = theme_.w.text;
    frame.stroke_width = theme_.bold * canvas_.unit;
    canvas_.add(frame);

    Sheet large = places_.weights_loupe.sheet;
    large.first_row = as_double(part.first_row);
    large.first_column = as_double(part.first_column);
    draw_weight_cells(sheet, large, part, input_.document.cell_text != CellText::none);
    Box current;
    if (const int64_t term = lit_term(); term >= 0) {
        const Place at = model_.weight_place(term);
        if (at.sheet == sheet && part.has(at.row, at.column)) {
            current = large.box(as_double(at.row), as_double(at.column));
            current.stroke = theme_.current;
            current.stroke_width = theme_.bold * canvas_.unit;
        }
    }
    canvas_.add(current);
    canvas_.text(std::string(input_.texts("figure.weights_loupe")), large.origin + Vec2{0, -8 * canvas_.unit},
                 {13 * canvas_.unit, Face::sans, theme_.quiet});
}

void FigureDrawing::show_part(const CellWindow& part) {
    part_ = part;
    base_as_raster_ = false;
    base_digits_ = input_.document.cell_text != CellText::none;
    depth_reached_.clear();
    // It goes with the window, which therefore does not move in it.
    moving_ = false;
    window_row_ = as_double(model_.axes[1].window_at(model_.output[1]));
    window_column_ = as_double(model_.axes[2].window_at(model_.output[2]));
}

} // namespace convlens
