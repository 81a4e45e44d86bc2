// The sight lines from the window to its result, and the result that rises along them. Tilted figures have
// them.
#include "scene/base/as_number.h"
#include "scene/base/tags.h"
#include "scene/figure/cells.h"
#include "scene/figure/clear_line.h"
#include "scene/figure/figure.h"
#include "scene/model/step_terms.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

Box mixed(const Box& a, const Box& b, float t) {
    Box box;
    box.origin = convlens::mixed(a.origin, b.origin, t);
    box.u = convlens::mixed(a.u, b.u, t);
    box.v = convlens::mixed(a.v, b.v, t);
    return box;
}

} // namespace

void FigureDrawing::draw_sight_lines() {
    const int64_t term = std::max<int64_t>(lit_term(), 0);
    Place from = model_.tap(term);
    if (from.sheet < 0)
        from = model_.tap(0);
    const Place to = model_.result();
    Color color = with_alpha(theme_.sight, places_.tilt);
    if (from.sheet < 0 || to.sheet < 0 || !shows_base(from.sheet) || !shows_top(to.sheet))
        color.a = 0;
    const Sheet base = places_.base.of(std::max<int64_t>(from.sheet, 0));
    const Sheet top = places_.top.of(std::max<int64_t>(to.sheet, 0));
    // From what is drawn of the window.
    const int64_t rows = model_.axes[1].window(), columns = model_.axes[2].window();
    const Place window = model_.tap(0);
    const CellWindow seen = intersected({window.row, rows, window.column, columns}, part_);
    const double row = moving_ ? window_row_ : as_double(seen.first_row);
    const double column = moving_ ? window_column_ : as_double(seen.first_column);
    // To the current cell; when unpooling, to the window that the element spreads over.
    Vec2 corner = top.at(as_double(to.row), as_double(to.column));
    if (moving_ && !model_.unpooling()) {
        // The far ends glide along with the window.
        const FigureModel before(model_.results(), model_.step() - 1, model_.choice());
        const Place last = before.result();
        if (last.sheet >= 0) {
            const Vec2 from_corner =
                places_.top.of(last.sheet).at(as_double(last.row), as_double(last.column));
            corner = convlens::mixed(from_corner, corner, input_.cursor.progress);
        }
    }
    for (const auto& [r, c] : {std::pair{0.0F, 0.0F}, {0.0F, 1.0F}, {1.0F, 0.0F}, {1.0F, 1.0F}})
        add_sight_line(base.at(row + r * as_double(moving_ ? rows : seen.rows),
                               column + c * as_double(moving_ ? columns : seen.columns)),
                       corner + top.v * r + top.u * c, color);
}

void FigureDrawing::add_sight_line(Vec2 from, Vec2 to, Color color) {
    Path line;
    line.points = {from, to};
    line.stroke = color;
    line.stroke_width = std::max(std::min(theme_.line, 1.2F) * canvas_.unit, 1.0F);
    add_clear_line(line, tag_of(TagSpace::sight, 0));
}

void FigureDrawing::add_clear_line(const Path& line, Tag tag) {
    constexpr std::size_t max_pieces = 8;
    const float air = 1.5F * canvas_.unit + line.stroke_width / 2;
    for (std::vector<Vec2>& points : clear_pieces(line.points, digits_, air, max_pieces)) {
        Path piece;
        if (!points.empty())
            piece = line;
        piece.points = std::move(points);
        canvas_.add(std::move(piece), tag);
    }
}

/// The window, or the element of it that is the result.
Box FigureDrawing::rising_from() const {
    if (takes_largest(model_.operation()))
        if (const Box winner = tap_frame(winning_term(), {}); winner.u != Vec2{})
            return winner;
    const Place first = model_.tap(0);
    const CellWindow seen =
        intersected({first.row, model_.axes[1].window(), first.column, model_.axes[2].window()}, part_);
    return places_.base.of(first.sheet)
        .box(as_double(seen.first_row), as_double(seen.first_column), as_double(seen.rows),
             as_double(seen.columns));
}

void FigureDrawing::draw_rising_result() {
    Box cell;
    std::string text;
    TextStyle digits{0.42F * places_.top.cell(), Face::mono, {}, AlignX::center, AlignY::middle};
    Tag tag;
    const Place to = model_.result();
    if (rising_) {
        const float t = input_.cursor.progress;
        const CellStyle style = top_style(to.sheet, to.row, to.column);
        cell = mixed(rising_from(), places_.top.of(to.sheet).box(as_double(to.row), as_double(to.column)), t);
        cell.fill =
            with_alpha(style.fill, 0.25F + 0.75F * t); // what was summed up is seen through it at first
        cell.stroke = roles_.top.line;
        cell.stroke_width = theme_.bold * canvas_.unit;
        tag = style.tag;
        text = style.text;
        digits.color = with_alpha(style.text_color, std::min(3 * t, 1.0F));
    }
    canvas_.add(cell, tag);
    // As add_digits writes it where it arrives.
    add_number(cell.origin + (cell.u + cell.v) * 0.5F, text, digits, 1.05F * places_.top.cell(), tag);
}

} // namespace convlens
