// Following W: dW is a convolution of X with dY as its kernel (conv_transpose: of dY with X). The forward
// stride has become the kernel's dilation, and the forward dilation the step from one weight to the next.
#include "convlens/arithmetic.h"
#include "scene/base/tags.h"
#include "scene/lens/gradients/drawing.h"
#include "scene/words/notation.h"

#include <algorithm>

namespace convlens {
namespace {

/// Where the kernel dY lies for one weight: elements `spacing` apart from `start` on.
struct Lattice {
    std::array<int64_t, 3> start{}, spacing{1, 1, 1}, extent{1, 1, 1};

    bool on_axis(std::size_t axis, int64_t position) const {
        const int64_t from = position - start[axis];
        return from >= 0 && from < extent[axis] && from % spacing[axis] == 0;
    }
};

Lattice lattice_of(const Operation& gradient, const Sizes& weight) {
    Lattice lattice;
    const std::size_t absent = 3 - gradient.dims();
    for (std::size_t a = absent; a < 3; ++a) {
        lattice.start[a] = weight[a - absent] * gradient.stride[a - absent];
        lattice.spacing[a] = gradient.dilation[a - absent];
        lattice.extent[a] = dilated_kernel(gradient)[a - absent];
    }
    return lattice;
}

} // namespace

PanelPlan GradientsDrawing::weights_plan() const {
    const PlaneMap x = x_map(0, 0, op_.batch), y = y_map(0, 0, op_.batch);
    const Operation gradient = grad_weight_operation(op_);
    const SlidMap slid{gradient, transposed() ? y : x};
    const PanelHeading of_x = in_heading();
    const auto size = slid.size();
    PanelShape over = shape_of(slid.inner, transposed() ? d_out_heading() : of_x);
    over.rows = size[1];
    over.columns = size[2];
    over.planes = slid.inner.channels * size[0];
    const PlaneMap kernel{to_3d(op_.kernel_size, op_.dims()), 0, 1, op_.kernel_size.product()};
    PanelPlan plan;
    plan.shapes = {over, transposed() ? shape_of(x, of_x) : shape_of(y, d_out_heading()),
                   shape_of(kernel, dw_heading(results_.w->count() - 1))};
    plan.gaps = {26 * unit_, 36 * unit_};
    plan.need = need_of_w();
    plan.statements = dw_statements();
    for (const Statement& statement : db_statements())
        plan.statements.push_back(statement);
    plan.statements.push_back(own_order_statement("dW"));
    return plan;
}

void GradientsDrawing::draw_weights() {
    Gathering g = gathering(results_.w->shape.product(), focus_of(TagSpace::dw));
    g.set_terms(sums_.terms_per_weight());
    const int64_t w = g.element;

    // What slides over what: for the transposed kind dY and X have changed places.
    const Operation gradient = grad_weight_operation(op_);
    const int64_t taps = op_.kernel_size.product();
    const int64_t inner = results_.w->shape[1];
    const int64_t outer = w / taps / inner;
    const int64_t within = outer / (transposed() ? c_per_ : o_per_) * inner + w / taps % inner;
    PlaneMap x = x_map(0, transposed() ? outer : within, op_.batch);
    PlaneMap y = y_map(0, transposed() ? within : outer, op_.batch);
    x.channel_stride *= op_.in_channels; // from an item of the batch to the next
    y.channel_stride *= op_.out_channels;
    const SlidMap slid{gradient, transposed() ? y : x};
    const PlaneMap kernel = transposed() ? x : y;
    const PlaneMap dw{to_3d(op_.kernel_size, op_.dims()), w / taps * taps, 1, taps};
    const auto size = slid.size();
    PanelRow row = place(weights_plan());

    // The lit term: an element of the kernel, and what lies under it.
    const Lattice lattice = lattice_of(gradient, spatial_indices(w, results_.w->shape, op_.dims()));
    std::array<int64_t, 3> tap{};
    int64_t rest = g.focus;
    for (std::size_t a = 3; a-- > 0; rest /= kernel.size[a])
        tap[a] = rest % kernel.size[a];
    std::array<int64_t, 3> under{};
    for (std::size_t a = 0; a < 3; ++a)
        under[a] = lattice.start[a] + tap[a] * lattice.spacing[a];
    under[0] += rest * size[0]; // the item of the batch
    tap[0] += rest * kernel.size[0];

    GradientPanel& pa = row.panels[0];
    LitArea lit_on_a = lit_area(under);
    const auto met = [&](std::size_t axis) {
        return Places{lattice.start[axis], lattice.start[axis] + lattice.extent[axis] - 1};
    };
    const int64_t first = under[0] / size[0] * size[0]; // plane of the item
    lit_on_a.planes.insert(lit_on_a.planes.begin(), {first + met(0).first, first + met(0).last});
    lit_on_a.rows.insert(lit_on_a.rows.begin(), met(1));
    lit_on_a.columns.insert(lit_on_a.columns.begin(), met(2));
    pa.show(lit_on_a);
    PanelStyle style = slid_over(
        transposed() ? d_out_heading() : in_heading(), slid, transposed() ? TagSpace::dy : TagSpace::x,
        [&](int64_t p, int64_t r, int64_t c) {
            return lattice.on_axis(0, p % size[0]) && lattice.on_axis(1, r) && lattice.on_axis(2, c);
        });
    style.remarks = plane_remarks(pa, size[0], 0, slid.inner.channels);
    draw_panel(canvas_, pa, style);
    for (int64_t p = pa.first_plane; p < pa.first_plane + pa.shown_planes; ++p)
        frame_cells(canvas_, pa, p, lattice.start[1], lattice.start[2], lattice.extent[1], lattice.extent[2],
                    lattice.on_axis(0, p % size[0]) ? theme_.window : Color{}, theme_.bold);
    frame_cell(pa, under, g.lit >= 0);

    GradientPanel& pk = row.panels[1];
    pk.show(lit_area(tap));
    style = given(transposed() ? in_heading() : d_out_heading(), transposed() ? TagSpace::x : TagSpace::dy,
                  [&kernel](int64_t p, int64_t r, int64_t c) { return kernel.flat(p, r, c); }, {});
    style.remarks = plane_remarks(pk, kernel.size[0], 0, kernel.channels);
    draw_panel(canvas_, pk, style);
    frame_cell(pk, tap, g.lit >= 0);

    draw_gathered_w(row.panels[2], dw, g);
    draw_sign(row, 0, "∗");
    draw_sign(row, 1, row.starts_row[2] ? "=" : "");
    draw_flow(row, 1, pk.at.y + pk.height() / 2, dw.find(w).value_or(std::array<int64_t, 3>{}));
    draw_words(row, sum_of_w(w, g.done, g.lit));
}

void GradientsDrawing::draw_gathered_w(GradientPanel& panel, const PlaneMap& dw, const Gathering& gathering) {
    const auto at = dw.find(gathering.element).value_or(std::array<int64_t, 3>{});
    panel.show(lit_area(at));
    const int64_t reached = gathering.reached;
    const int64_t done = Gathering::part(gathering.share, sums_.terms_per_weight());
    PanelStyle style = growing(dw_heading(gathering.element), dw, TagSpace::dw,
                               [this, reached, done](int64_t flat) {
                                   if (all_ || flat < reached)
                                       return PartialSum{gradients_.dw[flat], 1};
                                   if (flat > reached || done == 0)
                                       return PartialSum{};
                                   return PartialSum{sums_.first_terms_of_w(flat, done).sum, 1};
                               },
                               {});
    style.remarks = plane_remarks(panel, dw.size[0], 0, 1);
    draw_panel(canvas_, panel, style);
    frame_cell(panel, at, true);
}

} // namespace convlens
