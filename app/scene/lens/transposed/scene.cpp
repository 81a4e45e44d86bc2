// Where the three ways lie, and what is painted up to there.
#include "scene/lens/transposed/drawing.h"

#include "convlens/relation.h"
#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/words/notation.h"

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

/// Of the elements that are looked at, which are all of a small tensor.
template <class TextAt> float legible(Canvas& canvas, int64_t count, const TextAt& text_at) {
    constexpr int64_t looked_at = 2048;
    float side = 0;
    for (int64_t i = 0; i < std::min(count, looked_at); ++i)
        side = std::max(side, legible_cell(canvas, text_at(i * count / std::min(count, looked_at))));
    return side;
}

} // namespace

TransposedScene::TransposedScene(const LensScene& of) : TransposedScene(of, stand(of)) {}

TransposedScene::TransposedScene(const LensScene& of, const Stand& stand)
    : scene(of), transposed(*of.results().transposed), results(transposed.results),
      operation(results.operation), theme(of.input.theme), output(stand.output), input(stand.input),
      term(stand.term), model(results, output), output_at(place(output, results.y->shape)),
      input_at(place(std::max<int64_t>(input, 0), results.x->shape)), painted_(newest_input()) {}

/// Of the outputs up to the step in its map: its own terms that are done, and whole outputs before it. Inputs
/// count by their place, channels aside; those of an output are products of its axes.
int64_t TransposedScene::newest_input() const {
    if (is_conv())
        return -1;
    const Relation relation(operation);
    const int64_t done = terms_done(scene.cursor(), scene.results().terms_per_step);
    int64_t newest = -1;
    for (int64_t t = 0; t < done; ++t)
        if (const Term met = relation.term_of_output(output, t); met.kind == TermKind::product)
            newest = std::max(newest, met.input % operation.input_size.product());
    const auto last_on = [&](std::size_t axis, int64_t at) { // -1: none
        const AxisModel& a = model.axes[axis];
        int64_t last = -1;
        for (int64_t k = 0; k < a.kernel; ++k)
            if (const int64_t from = at + crop(axis) - a.dilation * k;
                from >= 0 && from % a.spacing == 0 && from / a.spacing < a.inputs)
                last = std::max(last, from / a.spacing);
        return last;
    };
    const auto last_before = [&](std::size_t axis, int64_t end) {
        const AxisModel& a = model.axes[axis];
        int64_t last = -1;
        for (int64_t at = std::max<int64_t>(0, end - a.window() - a.spacing); at < end; ++at)
            last = std::max(last, last_on(axis, at));
        return last;
    };
    for (std::size_t before = 0; before < 3; ++before) { // the axis on which an output lies before the step's
        int64_t flat = 0;
        bool any = true;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const int64_t last = axis < before    ? last_on(axis, output_at.at[axis])
                                 : axis == before ? last_before(axis, output_at.at[axis])
                                                  : last_before(axis, model.axes[axis].outputs);
            any = any && last >= 0;
            flat = flat * model.axes[axis].inputs + last;
        }
        newest = any ? std::max(newest, flat) : newest;
    }
    return newest;
}

TransposedScene::Stand TransposedScene::stand(const LensScene& of) {
    const Relation relation(of.results().transposed->results.operation);
    const Cursor& cursor = of.cursor();
    const int64_t terms = of.results().terms_per_step;
    const int64_t lit = lit_term(cursor, terms);
    if (of.operation().kind == Kind::conv_transpose) {
        const auto at = [&](int64_t t) { return relation.term_of_output(cursor.step, t); };
        const int64_t met = product_near(terms_done(cursor, terms), terms, at);
        return {cursor.step, met < 0 ? -1 : at(met).input, lit};
    }
    Stand stand{0, cursor.step, -1};
    const auto at = [&](int64_t t) { return relation.term_of_input(cursor.step, t); };
    const int64_t met = product_near(terms_done(cursor, terms), relation.terms_per_input(), at);
    if (met < 0)
        return stand;
    stand.output = at(met).output;
    for (int64_t t = 0; met == lit && t < relation.terms_per_output(); ++t)
        if (const Term own = relation.term_of_output(stand.output, t);
            own.input == cursor.step && own.weight == at(met).weight)
            stand.term = t;
    return stand;
}

bool TransposedScene::input_known(int64_t of) const {
    return !is_conv() || is_revealed(scene.cursor(), of);
}

bool TransposedScene::complete(int64_t of) const {
    if (!is_conv() || scene.cursor().reveal_all)
        return is_revealed(scene.cursor(), of);
    const Relation relation(operation);
    // Terms go up through the inputs: the last product is the last stamp.
    for (int64_t t = relation.terms_per_output(); t-- > 0;)
        if (const Term met = relation.term_of_output(of, t); met.kind == TermKind::product)
            return input_known(met.input);
    return true;
}

std::optional<double> TransposedScene::so_far(int64_t of) const {
    const Relation relation(operation);
    const int64_t all = relation.terms_per_output();
    const bool known = is_conv() || is_revealed(scene.cursor(), of);
    const bool later = !known && of != scene.cursor().step;
    if (later && (of < output || place(of, results.y->shape).channel != output_at.channel ||
                  place(of, results.y->shape).item != output_at.item))
        return {};
    const int64_t terms = known || later ? all : terms_done(scene.cursor(), all);
    std::optional<double> sum;
    bool more = false; // stamps are to come
    for (int64_t t = 0; t < terms; ++t) {
        const Term met = relation.term_of_output(of, t);
        if (met.kind != TermKind::product || !input_known(met.input))
            continue;
        if (later && met.input % operation.input_size.product() > painted_)
            more = true;
        else
            sum = sum.value_or(0) + (*results.x)[met.input] * (*results.w)[met.weight];
    }
    if (const std::optional<double> bias = bias_at(results, of); known && bias) // it comes last
        sum = sum.value_or(0) + *bias;
    return later && !more ? std::nullopt : sum;
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
    const Sizes index = unravel_index(flat, shape);
    TransposedAt place{index[0], index[1], {}};
    const std::size_t dims = shape.size() - 2;
    for (std::size_t a = 0; a < dims; ++a)
        place.at[3 - dims + a] = index[a + 2];
    return place;
}
int64_t TransposedScene::input_flat(const TransposedAt& at) const {
    return flat_of(at, results.x->shape);
}
int64_t TransposedScene::output_flat(const TransposedAt& at) const {
    return flat_of(at, results.y->shape);
}

int64_t TransposedScene::output_in_plane(int64_t row, int64_t column) const {
    TransposedAt at = output_at;
    at.at[1] = row;
    at.at[2] = column;
    return output_flat(at);
}
void TransposedScene::name_output(LensCell& cell, int64_t flat) const {
    cell.tag = output_tag(flat);
    cell.lit = output_lit(flat);
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

NumberFormat TransposedScene::format_of(const Magnitudes& magnitudes) const {
    return number_format(magnitudes, static_cast<int>(scene.input.document.digits), false);
}

std::string TransposedScene::input_text(int64_t flat) const {
    return element_text(scene.input, *results.x, 'y', flat, format_of(results.x_magnitudes));
}
std::string TransposedScene::output_text(int64_t flat) const {
    return element_text(scene.input, *results.y, 'x', flat, format_of(results.y_magnitudes));
}
std::string TransposedScene::weight_text(int64_t flat) const {
    return element_text(scene.input, *results.w, 'w', flat, format_of(results.w_magnitudes));
}
std::string TransposedScene::sum_text(double value) const {
    return format_of(results.y_magnitudes).cell(value);
}

std::string TransposedScene::letter_text(const std::string& letter) const {
    if (scene.input.document.cell_text != CellText::numbers)
        return letter;
    const std::string factor = format_of(letter == "y"   ? results.x_magnitudes
                                         : letter == "x" ? results.y_magnitudes
                                                         : results.w_magnitudes)
                                   .factor();
    return factor.empty() ? letter : letter + " " + factor;
}

std::string TransposedScene::factors() const {
    std::string all;
    for (const std::string letter : {"y", "W", "x"})
        if (const std::string text = letter_text(letter); text != letter)
            all += (all.empty() ? "" : " · ") + text;
    return all;
}

float TransposedScene::legible_inputs(Canvas& canvas) const {
    return legible(canvas, results.x->count(), [&](int64_t flat) { return input_text(flat); });
}
float TransposedScene::legible_outputs(Canvas& canvas) const {
    return legible(canvas, results.y->count(), [&](int64_t flat) { return output_text(flat); });
}
float TransposedScene::legible_weights(Canvas& canvas) const {
    return legible(canvas, results.w->count(), [&](int64_t flat) { return weight_text(flat); });
}

} // namespace convlens
