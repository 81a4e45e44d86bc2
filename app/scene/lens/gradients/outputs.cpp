// Following the outputs: each dY flows back into its window of X, weighted by W, and into W, weighted by X.
#include "convlens/arithmetic.h"
#include "scene/base/tags.h"
#include "scene/lens/gradients/drawing.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

/// Elements of one axis that the window spans.
struct Span {
    int64_t first = 0, count = 0;
};

Span span_of(const Operation& op, std::size_t axis, int64_t output) {
    const int64_t s = op.stride[axis];
    const int64_t reach = op.dilation[axis] * (op.kernel_size[axis] - 1);
    int64_t first = output * s - op.padding_begin[axis];
    int64_t last = first + reach;
    if (op.kind == Kind::conv_transpose) { // s x + d k - p = y
        const int64_t position = output + op.padding_begin[axis];
        first = position < reach ? 0 : (position - reach + s - 1) / s;
        last = position / s;
    }
    first = std::max<int64_t>(first, 0);
    last = std::min(last, op.input_size[axis] - 1);
    return {first, std::max<int64_t>(last - first + 1, 0)};
}

} // namespace

PanelPlan GradientsDrawing::outputs_plan() const {
    PanelPlan plan{{shape_of(y_map(0, 0, 1)), shape_of(x_map(0, 0, c_per_))},
                   {44 * unit_},
                   {weighted() ? dx_statement() : pool_statement()}};
    if (op_.out_channels > 1)
        plan.shapes[0].wide_heading = wide_heading * unit_;
    if (weighted()) {
        plan.shapes.push_back(shape_of(w_map(0, 0, 0, false, true)));
        plan.shapes.back().below = 27 * unit_; // db
        plan.shapes.back().below_cells = 1;
        plan.gaps.push_back(26 * unit_);
    }
    return plan;
}

void GradientsDrawing::draw_outputs() {
    const Step& step = scene_.step;
    const int64_t plane = results_.output.product();
    const int64_t channel = step.output / plane % op_.out_channels;
    const int64_t n = step.output / plane / op_.out_channels;
    const int64_t group = weighted() ? channel / o_per_ : 0;
    const PlaneMap dy = y_map(n, channel, 1);
    const PlaneMap dx = x_map(n, weighted() ? group * c_per_ : channel, c_per_);
    const PlaneMap dw = weighted() ? w_map(group, channel % o_per_, 0, false, true) : PlaneMap{};
    PanelRow row = place(outputs_plan());

    const StepTerm& focus = step.terms[static_cast<std::size_t>(focus_)];
    const bool lit_on_x = lit_ >= 0 && focus.input >= 0;
    std::vector<int64_t> window;
    for (const StepTerm& term : step.terms)
        if (term.input >= 0)
            window.push_back(term.input);
    std::sort(window.begin(), window.end());
    const auto at_x = dx.find(nearest_input()).value_or(std::array<int64_t, 3>{});
    const auto at_y = dy.find(step.output).value_or(std::array<int64_t, 3>{});

    GradientPanel& py = row.panels[0];
    py.show(lit_area(at_y));
    PanelStyle dy_style =
        given(d_out(), TagSpace::dy, [dy](int64_t p, int64_t r, int64_t c) { return dy.flat(p, r, c); }, {});
    dy_style.remarks = plane_remarks(py, dy.size[0], channel * dy.size[0], op_.out_channels);
    dy_style.pointed = dy.find(focus_of(TagSpace::dy));
    draw_panel(canvas_, py, dy_style);
    frame_cell(py, at_y, true);

    GradientPanel& px = row.panels[1];
    px.show(lit_area(dx, window, at_x));
    PanelStyle dx_style = growing(
        d_in(), dx, TagSpace::dx,
        [this](int64_t x) {
            return all_ ? PartialSum{gradients_.dx[x], 1} : sums_.dx(x);
        },
        [&window](int64_t x) { return std::binary_search(window.begin(), window.end(), x); });
    dx_style.remarks =
        plane_remarks(px, dx.size[0], (weighted() ? group * c_per_ : channel) * dx.size[0], op_.in_channels);
    if (dx_style.remarks.empty())
        dx_style.remarks = {flow_remark()};
    draw_panel(canvas_, px, dx_style);
    frame_window_on_x(px, dx, at_x);
    frame_cell(px, at_x, lit_on_x);
    draw_flow(py, py.sheet(at_y[0]).center(static_cast<float>(at_y[1]), 0).y, px, at_x);

    if (weighted())
        draw_growing_w(row.panels[2], dw, lit_on_x, channel);
    const int64_t x = focus_of(TagSpace::dx);
    const int64_t w = weighted() ? focus_of(TagSpace::dw) : -1;
    draw_words(body_.min.y + row.height, x >= 0   ? sum_words_of_x(x, sums_.terms_of_x(x), -1, -1)
                                         : w >= 0 ? sum_words_of_w(w, -1, -1)
                                                  : flow_words());
}

/// Of the term next to the focus that meets one.
int64_t GradientsDrawing::nearest_input() const {
    const auto terms = static_cast<int64_t>(scene_.step.terms.size());
    for (int64_t away = 0; away < terms; ++away)
        for (const int64_t t : {focus_ + away, focus_ - away})
            if (t >= 0 && t < terms && scene_.step.terms[static_cast<std::size_t>(t)].input >= 0)
                return scene_.step.terms[static_cast<std::size_t>(t)].input;
    return -1;
}

/// What each step adds, in short; the slope of a norm is not.
std::string GradientsDrawing::flow_remark() const {
    if (op_.kind == Kind::lp_pool && !std::isinf(op_.norm_p))
        return {};
    return "+= " + d_out() + (weighted() ? "·W" : op_.kind == Kind::avg_pool ? "÷n" : "");
}

void GradientsDrawing::frame_window_on_x(const GradientPanel& px, const PlaneMap& dx,
                                         const std::array<int64_t, 3>& at_x) {
    std::array<Span, 3> spans{Span{0, 1}, Span{0, 1}, Span{0, 1}};
    if (op_.kind == Kind::max_unpool) { // one element
        for (std::size_t a = 1; a < 3; ++a)
            spans[a] = {at_x[a], 1};
    } else {
        const Sizes out = spatial_indices(scene_.step.output, results_.y->shape, op_.dims());
        for (std::size_t a = 0; a < op_.dims(); ++a)
            spans[3 - op_.dims() + a] = span_of(op_, a, out[a]);
    }
    for (int64_t p = px.first_plane; p < px.first_plane + px.shown_planes; ++p) {
        const int64_t depth = p % dx.size[0];
        const bool met = depth >= spans[0].first && depth < spans[0].first + spans[0].count;
        frame_cells(canvas_, px, p, spans[1].first, spans[2].first, spans[1].count, spans[2].count,
                    met ? theme_.window : Color{}, theme_.bold);
    }
}

void GradientsDrawing::draw_growing_w(GradientPanel& pw, const PlaneMap& dw, bool lit, int64_t channel) {
    std::vector<int64_t> weights;
    for (const StepTerm& term : scene_.step.terms)
        if (term.input >= 0)
            weights.push_back(term.weight);
    const int64_t focus = scene_.step.terms[static_cast<std::size_t>(focus_)].weight;
    const auto at = dw.find(focus).value_or(std::array<int64_t, 3>{});
    pw.show(lit_area(dw, weights, at));
    PanelStyle style = growing("dW", dw, TagSpace::dw,
                               [this](int64_t w) {
                                   return all_ ? PartialSum{gradients_.dw[w], 1} : sums_.dw(w);
                               },
                               {});
    style.remarks = plane_remarks(pw, dw.size[0], 0, dw.channels);
    if (style.remarks.empty())
        style.remarks = {"+= " + d_out() + "·" + in()};
    draw_panel(canvas_, pw, style);
    frame_cell(pw, at, lit);
    draw_bias(pw, channel);
}

void GradientsDrawing::draw_bias(const GradientPanel& under, int64_t channel) {
    const float y = under.at.y + under.height() + 9 * unit_;
    const TextStyle heading{13 * unit_, Face::sans_bold, theme_.gradient.heading, AlignX::left,
                            AlignY::middle};
    const float cell = std::max(under.cell, 15 * unit_);
    const Tag tag = tag_of(TagSpace::db, channel);
    canvas_.text("db", {under.at.x, y + cell / 2 + 4 * unit_}, heading, tag);
    const Sheet sheet = lens_sheet({under.at.x + 24 * unit_, y + 4 * unit_}, cell);
    const PartialSum sum = all_ ? PartialSum{gradients_.db[channel], 1} : sums_.db(channel);
    add_lens_cell(canvas_, sheet, 0, 0, gradient_cell(sum.sum, sum.products > 0, false, tag, false));
}

GradientWords GradientsDrawing::flow_words() const {
    const Step& step = scene_.step;
    GradientWords words;
    const int64_t y = step.output;
    const double dy = gradients_.dy[y];
    const std::string dy_name = name(d_out(), y, results_.y->shape);
    const NumberText given = short_number(dy);
    const std::string number = given.text;
    if (op_.kind == Kind::max_unpool) {
        words.symbolic = name(d_in(), step.step, results_.x->shape) + " = " + dy_name + " " + equals_text(dy);
        return words;
    }
    const std::string is = std::string(" ") + given.sign() + " ";
    // "= 2·(−3) = −6"
    const auto product = [&](double value) {
        const NumberText factor = short_number(value), result = full_number(dy * value);
        const bool exact = given.exact && factor.exact;
        return (exact ? " = " : " ≈ ") + number + (value < 0 ? "·(" + factor.text + ")" : "·" + factor.text) +
               (exact && result.exact ? " = " : " ≈ ") + result.text;
    };
    if (lit_ < 0) {
        words.symbolic =
            weighted() ? d_in() + " += " + dy_name + "·W" + is + number + "·W" : dy_name + is + number;
        if (weighted())
            words.before = "dW += " + dy_name + "·" + in() + is + number + "·" + in();
        return words;
    }
    const StepTerm& term = step.terms[static_cast<std::size_t>(lit_)];
    if (term.input < 0) {
        words.symbolic = scene_.texts()("gradients.nothing_here", {{"in", in()}});
        return words;
    }
    const double by = slope(results_, gradients_, y, term.input, term.weight);
    const std::string dx_name = name(d_in(), term.input, results_.x->shape);
    const std::string x_name = name(std::string(1, in_letter()), term.input, results_.x->shape);
    if (weighted()) {
        words.symbolic = dx_name + " += " + dy_name + "·" + weight_name("w", term.weight) + product(by);
        words.before =
            weight_name("dW", term.weight) + " += " + dy_name + "·" + x_name + product(term.input_value);
    } else if (op_.kind == Kind::avg_pool) {
        const std::string n = number_text(step.divisor);
        const NumberText share = full_number(dy * by);
        words.symbolic = dx_name + " += " + dy_name + " ÷ " + n + is + number + " ÷ " + n +
                         (given.exact && share.exact ? " = " : " ≈ ") + share.text;
    } else if (gradients_.chosen && by == 0) {
        words.symbolic = scene_.texts()("gradients.not_largest", {{"x", x_name}});
    } else {
        words.symbolic = dx_name + " += " + dy_name;
        words.symbolic += by == 1 ? is + number : product(by);
    }
    return words;
}

} // namespace convlens
