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
    PanelPlan plan;
    plan.shapes = {shape_of(y_map(0, 0, 1), d_out_heading()), shape_of(x_map(0, 0, c_per_), d_in_heading())};
    plan.gaps = {44 * unit_};
    plan.need = need_of_x();
    if (!weighted()) {
        plan.statements = {pool_statement()};
        return plan;
    }
    PanelHeading remark = dw_heading();
    remark.meaning = dw_remark();
    plan.shapes.push_back(shape_of(w_map(0, 0, 0, false, true), dw_heading()));
    plan.shapes.back().wide_heading =
        std::max(plan.shapes.back().wide_heading, heading_width(canvas_, remark));
    plan.gaps.push_back(26 * unit_);
    const SumNeed of_w = need_of_w();
    plan.need = {std::max(plan.need.characters, of_w.characters), std::max(plan.need.total, of_w.total),
                 std::max(plan.need.terms, of_w.terms), std::max(plan.need.row, of_w.row)};
    const std::vector<Statement> of_dx = dx_statements();
    plan.statements = {of_dx.front(), dw_statements().front()};
    for (const Statement& statement : db_statements())
        plan.statements.push_back(statement);
    plan.statements.insert(plan.statements.end(), of_dx.begin() + 1, of_dx.end());
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
    PanelStyle dy_style = given(d_out_heading(), TagSpace::dy,
                                [dy](int64_t p, int64_t r, int64_t c) { return dy.flat(p, r, c); }, {});
    dy_style.remarks = plane_remarks(py, dy.size[0], channel * dy.size[0], op_.out_channels);
    dy_style.pointed = dy.find(focus_of(TagSpace::dy));
    draw_panel(canvas_, py, dy_style);
    frame_cell(py, at_y, true);

    GradientPanel& px = row.panels[1];
    px.show(lit_area(dx, window, at_x));
    PanelStyle dx_style = growing(
        d_in_heading(), dx, TagSpace::dx,
        [this](int64_t x) {
            if (all_)
                return PartialSum{gradients_.dx[x], 1};
            const PartialSum sum = sums_.dx(x);
            return sum.products == 0 && sums_.has_passed(x) ? PartialSum{0, 1} : sum;
        },
        [&window](int64_t x) { return std::binary_search(window.begin(), window.end(), x); });
    dx_style.remarks =
        plane_remarks(px, dx.size[0], (weighted() ? group * c_per_ : channel) * dx.size[0], op_.in_channels);
    if (dx_style.remarks.empty())
        dx_style.remarks = flow_remarks();
    draw_panel(canvas_, px, dx_style);
    frame_window_on_x(px, dx, at_x);
    frame_cell(px, at_x, lit_on_x);
    draw_flow(row, 0, py.sheet(at_y[0]).center(static_cast<float>(at_y[1]), 0).y, at_x);

    if (weighted())
        draw_growing_w(row.panels[2], dw, lit_on_x);
    const int64_t x = focus_of(TagSpace::dx);
    const int64_t w = weighted() ? focus_of(TagSpace::dw) : -1;
    if (x >= 0)
        draw_words(row, sum_of_x(x, sums_.terms_of_x(x), -1, -1));
    else if (w >= 0)
        draw_words(row, sum_of_w(w, -1, -1));
    else
        draw_words(row, {}, flow_words());
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
std::vector<std::string> GradientsDrawing::flow_remarks() const {
    if (op_.kind == Kind::lp_pool && !std::isinf(op_.norm_p))
        return {};
    const std::string added = "+= " + d_out() + (weighted() ? "·W" : op_.kind == Kind::avg_pool ? "÷n" : "");
    if (op_.kind == Kind::max_unpool)
        return {added};
    return {in_window("") + " " + added, added};
}

/// "X(window)"
std::string GradientsDrawing::in_window(const std::string& tensor) const {
    return scene_.texts()("gradients.window", {{"tensor", tensor}});
}

std::string GradientsDrawing::dw_remark() const {
    return "+= " + d_out() + "·" + in_window(in());
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

void GradientsDrawing::draw_growing_w(GradientPanel& pw, const PlaneMap& dw, bool lit) {
    std::vector<int64_t> weights;
    for (const StepTerm& term : scene_.step.terms)
        if (term.input >= 0)
            weights.push_back(term.weight);
    const int64_t focus = scene_.step.terms[static_cast<std::size_t>(focus_)].weight;
    const auto at = dw.find(focus).value_or(std::array<int64_t, 3>{});
    pw.show(lit_area(dw, weights, at));
    const auto so_far = [this](int64_t w) {
        if (all_)
            return PartialSum{gradients_.dw[w], 1};
        const PartialSum sum = sums_.dw(w);
        return sum.products == 0 && sums_.has_come(w) ? PartialSum{0, 1} : sum; // padding gave 0
    };
    PanelStyle style = growing(dw_heading(), dw, TagSpace::dw, so_far, {});
    style.remarks = plane_remarks(pw, dw.size[0], 0, dw.channels);
    if (style.remarks.empty())
        style.remarks = {dw_remark()};
    draw_panel(canvas_, pw, style);
    frame_cell(pw, at, lit);
}

FlowWords GradientsDrawing::flow_words() const {
    const Step& step = scene_.step;
    const std::string dy = "∂J/∂" + y_name(step.output);
    const NumberText given = short_number(gradients_.dy[step.output]);
    const std::string is = std::string(" ") + given.sign() + " " + given.text;
    if (op_.kind == Kind::max_unpool)
        return {"∂J/∂" + x_name(step.step) + " = " + dy + " " + equals_text(gradients_.dy[step.output]), {}};
    if (lit_ >= 0)
        return term_words(step.terms[static_cast<std::size_t>(lit_)]);
    if (!weighted())
        return {dy + is, {}};
    const std::string dw = results_.flipped ? "dW_reverse" : "dW";
    return {in_window(d_in()) + " += " + dy + "·W" + is + "·W",
            dw + " += " + dy + "·" + in_window(in()) + is + "·" + in_window(in())};
}

/// What the lit term gives.
FlowWords GradientsDrawing::term_words(const StepTerm& term) const {
    if (term.input < 0)
        return {scene_.texts()("gradients.nothing_here", {{"in", in()}}), {}};
    const int64_t y = scene_.step.output;
    const double dy = gradients_.dy[y];
    const std::string dy_name = "∂J/∂" + y_name(y);
    const NumberText given = short_number(dy);
    const std::string is = std::string(" ") + given.sign() + " " + given.text;
    const std::string x = x_name(term.input);
    const auto added = [](const std::string& to) { return "∂J/∂" + to + " += "; };
    const auto product = [&](const std::string& name, double by) {
        const NumberText factor = short_number(by), result = full_number(dy * by);
        const bool exact = given.exact && factor.exact;
        return dy_name + "·" + name + (exact ? " = " : " ≈ ") + given.text + "·" +
               (by < 0 ? "(" + factor.text + ")" : factor.text) + (exact && result.exact ? " = " : " ≈ ") +
               result.text;
    };
    const double by = slope(results_, gradients_, y, term.input, term.weight);
    if (weighted())
        return {added(x) + product(w_name(term.weight), by),
                added(w_name(term.weight)) + product(x, term.input_value)};
    if (op_.kind == Kind::avg_pool) {
        const std::string n = number_text(scene_.step.divisor);
        const NumberText share = full_number(dy * by);
        return {added(x) + dy_name + "÷" + n + is + "÷" + n + (given.exact && share.exact ? " = " : " ≈ ") +
                    share.text,
                {}};
    }
    if (gradients_.chosen && by == 0)
        return {scene_.texts()("gradients.not_largest", {{"x", x}}), {}};
    if (by == 1)
        return {added(x) + dy_name + is, {}};
    return {added(x) + product("∂" + y_name(y) + "/∂" + x, by), {}};
}

} // namespace convlens
