// Following W: dW is a convolution of X with dY as its kernel (conv_transpose: of dY with X). The forward
// stride has become the kernel's dilation, and the forward dilation the step from one weight to the next.
#include "engine/arithmetic.h"
#include "scene/figure_cells.h"
#include "scene/lens_gradients.h"
#include "scene/notation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {

void GradientsLens::draw_weights() {
    const int64_t weights = results_.w->shape.product();
    const bool step_finished = cursor_.phase == Phase::drop || cursor_.phase == Phase::hold;
    const double step_share =
        static_cast<double>(done_) / static_cast<double>(std::max<int64_t>(results_.terms_per_step, 1));
    FollowedElement at = followed(cursor_.step, results_.steps, step_share, step_finished, weights);
    const int64_t reached = at.element;
    const auto count_of = [this](double share) {
        return static_cast<int64_t>(std::floor(share * static_cast<double>(sums_.terms_per_weight()) + 1e-9));
    };
    const int64_t reached_done = count_of(at.share);
    if (const int64_t focus = focus_w(); focus >= 0)
        at = {focus, 1, true};
    const int64_t w = at.element;
    const int64_t done = count_of(at.share);
    const int64_t lit = at.finished ? -1 : done - 1;

    // What slides over what: for the transposed kind dY and X have changed places.
    const Operation gradient = grad_weight_operation(op_);
    const int64_t taps = op_.kernel_size.product();
    const int64_t inner = results_.w->shape[1];
    const int64_t outer = w / taps / inner;
    const int64_t group = outer / (transposed() ? c_per_ : o_per_);
    const int64_t within = group * inner + w / taps % inner;
    const int64_t in = transposed() ? outer : within;
    const int64_t out = transposed() ? within : outer;
    PlaneMap x = x_map(0, in, op_.batch);
    x.apart *= op_.in_channels; // from an item of the batch to the next
    PlaneMap y = y_map(0, out, op_.batch);
    y.apart *= op_.out_channels;
    const SlidMap slid{gradient, transposed() ? y : x};
    const PlaneMap& kernel = transposed() ? x : y;
    const PlaneMap dw{made_three(op_.kernel_size, op_.dims()), w / taps * taps, 1, taps};
    const auto slid_size = slid.size();

    const float name_width = 62 * unit_;
    PanelRow row = place({{slid_size[1], slid_size[2], slid.inner.channels * slid_size[0], 0, 0, name_width},
                          {kernel.size[1], kernel.size[2], kernel.planes(), 0, 0, name_width},
                          {dw.size[1], dw.size[2], dw.planes(), 27 * unit_, 1, name_width}},
                         {26 * unit_, 36 * unit_}, {dw_statement(), swap_statement()});

    // The window: dY's elements, the stride apart, from where this weight begins.
    const std::size_t absent = 3 - op_.dims();
    const auto k = made_three(spatial_indices(w, results_.w->shape, op_.dims()), op_.dims());
    std::array<int64_t, 3> start{}, spacing{1, 1, 1}, extent{1, 1, 1};
    for (std::size_t a = absent; a < 3; ++a) {
        start[a] = k[a] * gradient.stride[a - absent];
        spacing[a] = gradient.dilation[a - absent];
        extent[a] = dilated_kernel(gradient)[a - absent];
    }
    if (absent > 0)
        start[0] = 0;
    const auto is_covered = [&](int64_t p, int64_t r, int64_t c) {
        const std::array<int64_t, 3> position{p % slid_size[0], r, c};
        for (std::size_t a = absent; a < 3; ++a) {
            const int64_t from = position[a] - start[a];
            if (from < 0 || from >= extent[a] || from % spacing[a] != 0)
                return false;
        }
        return true;
    };

    // The lit term: an element of the kernel, and what lies under it.
    std::array<int64_t, 3> tap{};
    int64_t item = 0;
    if (lit >= 0) {
        int64_t rest = lit;
        for (std::size_t a = 3; a-- > 0; rest /= kernel.size[a])
            tap[a] = rest % kernel.size[a];
        item = rest;
    }
    std::array<int64_t, 3> under{};
    for (std::size_t a = 0; a < 3; ++a)
        under[a] = start[a] + tap[a] * spacing[a];
    GradientPanel& pa = row.panels[0];
    pa.look_at(item * slid_size[0] + under[0], under[1], under[2]);
    GradientPanel& pk = row.panels[1];
    pk.look_at(item * kernel.size[0] + tap[0], tap[1], tap[2]);

    const auto plane_text = [&](const GradientPanel& panel) {
        if (panel.shape.planes <= panel.shown_planes)
            return std::string();
        return scene_.texts()("gradients.plane", {{"plane", std::to_string(panel.first_plane + 1)},
                                                  {"planes", std::to_string(panel.shape.planes)}});
    };
    const Tensor<double>& over = transposed() ? gradients_.dy : *results_.x;
    const Tensor<double>& weighted_by = transposed() ? *results_.x : gradients_.dy;
    const TensorColors& over_colors = transposed() ? theme_.gradient : theme_.x;
    const TensorColors& kernel_colors = transposed() ? theme_.x : theme_.gradient;
    const TagSpace over_space = transposed() ? TagSpace::dy : TagSpace::x;
    const TagSpace kernel_space = transposed() ? TagSpace::x : TagSpace::dy;
    const Color frame = lit >= 0 ? theme_.current : Color{};
    const double nan = std::numeric_limits<double>::quiet_NaN();

    PanelLook look;
    look.name = transposed() ? "dY" : "X";
    look.remark = plane_text(pa);
    look.heading = over_colors.heading;
    look.line = over_colors.line;
    for (const double value : over.data)
        look.largest = std::max(look.largest, std::isfinite(value) ? std::abs(value) : 0);
    look.in_order = false;
    look.cell = [&](int64_t p, int64_t r, int64_t c) {
        return slid_cell(slid, over_colors, over, over_space, is_covered(p, r, c), p, r, c);
    };
    look.value = [&](int64_t p, int64_t r, int64_t c) {
        const int64_t flat = slid.source(p, r, c);
        return flat >= 0 ? over[flat] : nan;
    };
    draw_panel(canvas_, pa, look);
    for (int64_t p = pa.first_plane; p < pa.first_plane + pa.shown_planes; ++p) {
        const int64_t depth = p % slid_size[0] - start[0];
        const bool met = depth >= 0 && depth < extent[0] && depth % spacing[0] == 0;
        frame_cells(canvas_, pa, p, start[1], start[2], extent[1], extent[2], met ? theme_.window : Color{},
                    theme_.bold);
    }
    frame_cells(canvas_, pa, item * slid_size[0] + under[0], under[1], under[2], 1, 1, frame, theme_.bold);

    look.name = transposed() ? "X" : "dY";
    look.remark = plane_text(pk);
    look.heading = kernel_colors.heading;
    look.line = kernel_colors.line;
    look.cell = [&](int64_t p, int64_t r, int64_t c) {
        const int64_t flat = kernel.flat(p, r, c);
        LensCell cell;
        cell.fill = kernel_colors.fill;
        cell.line = kernel_colors.line;
        cell.text_color = kernel_colors.text;
        cell.text = number_text(weighted_by[flat]);
        cell.tag = tag_of(kernel_space, flat);
        cell.lit = marked(kernel_space, flat);
        return cell;
    };
    look.value = [&](int64_t p, int64_t r, int64_t c) { return weighted_by[kernel.flat(p, r, c)]; };
    draw_panel(canvas_, pk, look);
    frame_cells(canvas_, pk, item * kernel.size[0] + tap[0], tap[1], tap[2], 1, 1, frame, theme_.bold);

    GradientPanel& pw = row.panels[2];
    const auto at_w = dw.find(w).value_or(std::array<int64_t, 3>{});
    pw.look_at(at_w[0], at_w[1], at_w[2]);
    const auto sum_at = [&](int64_t flat) {
        if (all_ || flat < reached)
            return PartialSum{gradients_.dw[flat], 1};
        if (flat > reached || reached_done == 0)
            return PartialSum{};
        return PartialSum{sums_.first_terms_of_w(flat, reached_done).sum, 1};
    };
    look.name = weight_panel_name(w);
    look.remark = plane_text(pw);
    look.heading = theme_.gradient.heading;
    look.line = theme_.gradient.line;
    look.largest = gradients_.largest_dw;
    look.pointed = dw.find(focus_w());
    look.in_order = true;
    look.cell = [&](int64_t p, int64_t r, int64_t c) {
        const int64_t flat = dw.flat(p, r, c);
        const PartialSum sum = sum_at(flat);
        return gradient_cell(sum.sum, sum.products > 0, false, tag_of(TagSpace::dw, flat),
                             marked(TagSpace::dw, flat));
    };
    look.value = [&](int64_t p, int64_t r, int64_t c) {
        const PartialSum sum = sum_at(dw.flat(p, r, c));
        return sum.products > 0 ? sum.sum : nan;
    };
    draw_panel(canvas_, pw, look);
    frame_cells(canvas_, pw, at_w[0], at_w[1], at_w[2], 1, 1, theme_.current, theme_.bold);
    draw_bias(pw, out);

    const TextStyle sign{17 * unit_, Face::sans, theme_.quiet, AlignX::center, AlignY::middle};
    const float middle = pk.at.y + pk.height() / 2;
    canvas_.text("∗", {(pa.bounds().max.x + pk.at.x) / 2, middle}, sign);
    draw_arrow({pk.bounds().max.x + 5 * unit_, middle},
               {pw.at.x - 3 * unit_, pw.sheet(at_w[0]).center(static_cast<float>(at_w[1]), 0).y});

    draw_words(body_.min.y + row.height, sum_words_of_w(w, done, lit));
}

} // namespace convlens
