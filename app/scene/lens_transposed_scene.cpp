// Where the three ways stand, and what is painted up to there.
#include "scene/lens_transposed.h"

#include "engine/relation.h"
#include "scene/figure_cells.h"
#include "scene/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

/// The last product among the first `end` terms, or else the first one behind them. -1: no product at all.
template <class TermAt> int64_t product_near(int64_t end, int64_t terms, const TermAt& term_at) {
    for (int64_t t = end; t-- > 0;)
        if (term_at(t).kind == TermKind::product)
            return t;
    for (int64_t t = end; t < terms; ++t)
        if (term_at(t).kind == TermKind::product)
            return t;
    return -1;
}

int64_t flat_of(const TransposedAt& place, const Sizes& shape) {
    const std::size_t dims = shape.size() - 2;
    int64_t flat = place.item * shape[1] + place.channel;
    for (std::size_t a = 0; a < dims; ++a)
        flat = flat * shape[a + 2] + place.at[3 - dims + a];
    return flat;
}

} // namespace

TransposedScene::TransposedScene(const LensScene& of) : TransposedScene(of, stand(of)) {}

TransposedScene::TransposedScene(const LensScene& of, const Stand& stand)
    : scene(of), transposed(*of.results().transposed), results(transposed.results),
      operation(results.operation), theme(of.input.theme), output(stand.output), input(stand.input),
      term(stand.term), model(results, output), output_at(place(output, results.y->shape)),
      input_at(place(std::max<int64_t>(input, 0), results.x->shape)) {}

TransposedScene::Stand TransposedScene::stand(const LensScene& of) {
    const Relation relation(of.results().transposed->results.operation);
    const Cursor& cursor = of.cursor();
    const int64_t terms = of.results().terms_per_step;
    const int64_t lit = lit_term(cursor, terms);
    if (of.operation().kind == Kind::conv_transpose) {
        const auto at = [&](int64_t t) { return relation.term_of_output(cursor.step, t); };
        const int64_t met = product_near(lit >= 0 ? lit + 1 : terms, terms, at);
        return {cursor.step, met < 0 ? -1 : at(met).input, lit};
    }
    Stand stand{0, cursor.step, -1};
    const auto at = [&](int64_t t) { return relation.term_of_input(cursor.step, t); };
    const int64_t met = product_near(lit + 1, relation.terms_per_input(), at);
    if (met < 0)
        return stand;
    stand.output = at(met).output;
    for (int64_t t = 0; met == lit && t < relation.terms_per_output(); ++t)
        if (const Term own = relation.term_of_output(stand.output, t);
            own.input == cursor.step && own.weight == at(met).weight)
            stand.term = t;
    return stand;
}

bool TransposedScene::pressed(int64_t of) const {
    const Cursor& cursor = scene.cursor();
    if (cursor.reveal_all)
        return true;
    if (is_conv())
        return is_revealed(cursor, of);
    const bool shown = is_revealed(cursor, cursor.step);
    const int64_t done = shown ? cursor.step : cursor.step - 1;
    if (done < 0)
        return false;
    // Reached by the window of an output up to `done` of its channel, in row order.
    const TransposedAt last = place(done, results.y->shape);
    if (last.item != output_at.item || last.channel != output_at.channel)
        return false;
    const TransposedAt it = place(of, results.x->shape);
    for (std::size_t a = 0; a < 3; ++a) {
        const AxisModel& axis = model.axes[a];
        const auto reached = [&](int64_t y) { return y < 0 ? -1 : (y + crop(a)) / axis.spacing; };
        if (it.at[a] <= reached(last.at[a] - 1))
            return true;
        if (it.at[a] > reached(last.at[a]))
            return false;
    }
    return true;
}

bool TransposedScene::complete(int64_t of) const {
    if (!is_conv() || scene.cursor().reveal_all)
        return is_revealed(scene.cursor(), of);
    const Relation relation(operation);
    // Terms go up through the inputs: the last product is the last stamp.
    for (int64_t t = relation.terms_per_output(); t-- > 0;)
        if (const Term met = relation.term_of_output(of, t); met.kind == TermKind::product)
            return pressed(met.input);
    return true;
}

std::optional<double> TransposedScene::so_far(int64_t of) const {
    const Relation relation(operation);
    std::optional<double> sum;
    for (int64_t t = 0; t < relation.terms_per_output(); ++t)
        if (const Term met = relation.term_of_output(of, t);
            met.kind == TermKind::product && pressed(met.input))
            sum = sum.value_or(0) + (*results.x)[met.input] * (*results.w)[met.weight];
    return sum;
}

TransposedScene::Share TransposedScene::share(const TransposedAt& of) const {
    if (input < 0 || of.item != input_at.item)
        return {};
    const int64_t per_group = operation.out_channels / operation.groups;
    const int64_t group = input_at.channel / (operation.in_channels / operation.groups);
    if (of.channel / per_group != group)
        return {};
    int64_t weight = input_at.channel * per_group + of.channel % per_group;
    for (std::size_t a = 0; a < 3; ++a) {
        const AxisModel& axis = model.axes[a];
        const int64_t from = of.at[a] + crop(a) - axis.spacing * input_at.at[a];
        if (from < 0 || from % axis.dilation != 0 || from / axis.dilation >= axis.kernel)
            return {};
        weight = weight * axis.kernel + from / axis.dilation;
    }
    return {weight, (*results.x)[input] * (*results.w)[weight]};
}

int64_t TransposedScene::times_painted(const std::array<int64_t, 3>& at) const {
    int64_t times = 1;
    const std::size_t dims = operation.dims();
    for (std::size_t a = 0; a < dims; ++a)
        times *= convlens::times_painted(operation, a, at[3 - dims + a]);
    return times;
}

int64_t TransposedScene::crop(std::size_t axis) const {
    const AxisModel& a = model.axes[axis];
    return a.window() - 1 - a.lead + a.start;
}

TransposedAt TransposedScene::place(int64_t flat, const Sizes& shape) const {
    TransposedAt place;
    const std::size_t dims = shape.size() - 2;
    for (std::size_t a = dims; a-- > 0; flat /= shape[a + 2])
        place.at[3 - dims + a] = flat % shape[a + 2];
    place.channel = flat % shape[1];
    place.item = flat / shape[1];
    return place;
}
int64_t TransposedScene::input_flat(const TransposedAt& at) const {
    return flat_of(at, results.x->shape);
}
int64_t TransposedScene::output_flat(const TransposedAt& at) const {
    return flat_of(at, results.y->shape);
}

Tag TransposedScene::input_tag(int64_t flat) const {
    return tag_of(is_conv() ? TagSpace::y : TagSpace::x, flat);
}
Tag TransposedScene::output_tag(int64_t flat) const {
    return tag_of(is_conv() ? TagSpace::x : TagSpace::y, flat);
}
bool TransposedScene::input_lit(int64_t flat) const {
    return is_conv() ? scene.highlight.y(flat) : scene.highlight.x(flat);
}
bool TransposedScene::output_lit(int64_t flat) const {
    return is_conv() ? scene.highlight.x(flat) : scene.highlight.y(flat);
}
bool TransposedScene::term_lit(int64_t of, int64_t from, int64_t weight) const {
    return is_conv() ? scene.highlight.term(from, of, weight) : scene.highlight.term(of, from, weight);
}

std::string TransposedScene::text(char letter, double value, int64_t flat, const Sizes& shape) const {
    switch (scene.input.document.cell_text) {
    case CellText::none:
        return {};
    case CellText::names:
        return element_name(letter, spatial_indices(flat, shape, operation.dims()));
    case CellText::numbers:
        break;
    }
    return number_text(value, 1, value != std::floor(value));
}
std::string TransposedScene::input_text(int64_t flat) const {
    return text('y', (*results.x)[flat], flat, results.x->shape);
}
std::string TransposedScene::output_text(int64_t flat) const {
    return text('x', (*results.y)[flat], flat, results.y->shape);
}
std::string TransposedScene::weight_text(int64_t flat) const {
    return text('w', (*results.w)[flat], weight_in_document(scene.results(), flat), results.w->shape);
}

LensCut lens_cut(const Canvas& canvas, const Rect& area, int64_t rows, int64_t columns, int64_t row,
                 int64_t column, float most, float least) {
    const Vec2 room{area.width(), area.height()};
    LensCut cut;
    cut.rows = rows;
    cut.columns = columns;
    float cell = lens_cell(canvas, room, static_cast<float>(rows), static_cast<float>(columns), most);
    if (cell < std::floor(least * canvas.unit)) {
        cell = std::floor(least * canvas.unit);
        const auto part = [&](float length, int64_t all, int64_t at, int64_t& first, int64_t& shown) {
            shown = std::clamp<int64_t>(static_cast<int64_t>(length / cell), 1, all);
            first = std::clamp<int64_t>(at - shown / 2, 0, all - shown);
        };
        part(room.y, rows, row, cut.first_row, cut.rows);
        part(room.x, columns, column, cut.first_column, cut.columns);
        cut.whole = cut.rows == rows && cut.columns == columns;
    }
    cut.sheet = lens_sheet(area.min, cell);
    cut.sheet.origin = cut.sheet.origin - cut.sheet.v * static_cast<float>(cut.first_row) -
                       cut.sheet.u * static_cast<float>(cut.first_column);
    return cut;
}

LensCut centered(LensCut cut, const Rect& area) {
    const Vec2 corner = cut.sheet.at(static_cast<float>(cut.first_row), static_cast<float>(cut.first_column));
    const Vec2 unused = area.max - Vec2{cut.right(), cut.bottom()} - (corner - area.min);
    cut.sheet.origin = cut.sheet.origin + Vec2{std::round(unused.x / 2), std::round(unused.y / 2)};
    return cut;
}

void add_cut_frame(Canvas& canvas, const LensCut& cut, int64_t row, int64_t column, int64_t rows,
                   int64_t columns, Color color, float width) {
    const int64_t r0 = std::max(row, cut.first_row);
    const int64_t c0 = std::max(column, cut.first_column);
    const int64_t r1 = std::min(row + rows, cut.end_row());
    const int64_t c1 = std::min(column + columns, cut.end_column());
    const bool any = r1 > r0 && c1 > c0;
    add_lens_frame(canvas, cut.sheet, static_cast<float>(any ? r0 : cut.first_row),
                   static_cast<float>(any ? c0 : cut.first_column), static_cast<float>(any ? r1 - r0 : 1),
                   static_cast<float>(any ? c1 - c0 : 1), any ? color : Color{}, width);
}

void transposed_heading(Canvas& canvas, Vec2 at, const std::string& letter, Color color,
                        std::string_view words) {
    const float unit = canvas.unit;
    const TextStyle name{14 * unit, Face::sans_bold, color};
    const TextStyle quiet{12 * unit, Face::sans, canvas.theme.quiet};
    canvas.run({at.x, at.y + 12 * unit},
               {{letter, name}, {(letter.empty() ? "" : " ") + std::string(words), quiet}});
}

} // namespace convlens
