// Beside a plane whose cells are too small for digits: those around the window, large, with their numbers.
#include "scene/figure/figure.h"

#include <algorithm>

namespace convlens {
namespace {

float f(int64_t value) {
    return static_cast<float>(value);
}

/// First of `visible` of `total` cells, such that the window is in the middle as far as the ends allow.
int64_t first_around(int64_t start, int64_t window, int64_t visible, int64_t total) {
    return window_start(start, visible, total, 1, (visible - window) / 2);
}

} // namespace

void FigureDrawing::draw_loupe() {
    // The sheet of the term that is lit; else the first that the window is on.
    const int64_t of_term = model_.tap(std::max<int64_t>(lit_term(), 0)).sheet;
    const int64_t sheet = std::max<int64_t>(of_term >= 0 ? of_term : model_.tap(0).sheet, 0);
    const AxisModel& rows = model_.axes[1];
    const AxisModel& columns = model_.axes[2];
    const int64_t row = rows.window_at(model_.output[1]);
    const int64_t column = columns.window_at(model_.output[2]);
    const CellWindow part{first_around(row, rows.window(), places_.loupe_rows, model_.base.rows),
                          places_.loupe_rows,
                          first_around(column, columns.window(), places_.loupe_columns, model_.base.columns),
                          places_.loupe_columns};

    // From the window in the plane to the loupe beside it.
    const Sheet plane = places_.base.of(sheet);
    const Sheet& loupe = places_.loupe;
    const bool is_beside = loupe.origin.x > plane.at(0, f(model_.base.columns)).x;
    const Color line = with_alpha(theme_.window, is_beside ? 0.6F : 0);
    for (const float end : {0.0F, 1.0F})
        canvas_.line(plane.at(f(row) + end * f(rows.window()), f(column + columns.window())),
                     loupe.at(end * f(places_.loupe_rows), 0), line, theme_.line * canvas_.unit);

    // The same drawing of the same figure, on a larger sheet that holds this part only.
    FigurePlaces places = places_;
    const Vec2 corner = loupe.at(-f(part.first_row), -f(part.first_column));
    places.base = {{corner, loupe.u, loupe.v},
                   std::vector<Vec2>(static_cast<std::size_t>(model_.base.sheets))};
    FigureDrawing large(canvas_, input_, model_, step_, places, rasters_, highlight_);
    large.show_part(part);
    Box ground = loupe.box(0, 0, f(places_.loupe_rows), f(places_.loupe_columns));
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
            Box frame = places.base.of(sheet).box(f(r), f(c));
            frame.stroke = lit ? lit_color(theme_) : Color{};
            frame.stroke_width = lit_width * canvas_.unit;
            canvas_.add(frame);
        }
    const TextStyle quiet{13 * canvas_.unit, Face::sans, theme_.quiet};
    std::string name(input_.texts("figure.loupe"));
    if (model_.operation().in_channels > 1)
        name +=
            ", " + input_.texts("figure.channel", {{"index", std::to_string(model_.base_channel(sheet))}});
    canvas_.text(name, loupe.origin + Vec2{0, -8 * canvas_.unit}, quiet);
}

void FigureDrawing::show_part(const CellWindow& part) {
    part_ = part;
    base_as_raster_ = false;
    base_digits_ = input_.document.cell_text != CellText::none;
    depth_reached_.clear();
    // It goes with the window, which therefore does not move in it.
    moving_ = false;
    window_row_ = f(model_.axes[1].window_at(model_.output[1]));
    window_column_ = f(model_.axes[2].window_at(model_.output[2]));
}

} // namespace convlens
