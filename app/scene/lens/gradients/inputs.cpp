// Following X: dX is a convolution of dY. Shown as that: dY with zeros between its elements and padding, the
// kernel turned by 180 degrees sliding over it, one element of dX after the other.
#include "convlens/arithmetic.h"
#include "scene/base/tags.h"
#include "scene/lens/gradients/drawing.h"
#include "scene/words/notation.h"

#include <algorithm>

namespace convlens {
namespace {

/// Which places of the stretched and padded dY the windows of one element cover, axis by axis. Several
/// windows where a padding mode has filled the padding from the element.
struct Cover {
    std::array<std::vector<bool>, 3> axes;
    std::array<int64_t, 3> start{};         // of the element's own window,
    std::array<int64_t, 3> extent{1, 1, 1}; // gaps of a dilated kernel included

    /// What is covered, of the planes of all channels and of the one that counts most; then its term's cell.
    LitArea lit(int64_t channels, const std::array<int64_t, 3>& at) const {
        LitArea area = lit_area(at);
        const auto covered = [&](std::size_t axis) {
            Places places;
            for (std::size_t i = 0; i < axes[axis].size(); ++i)
                if (axes[axis][i])
                    places.add(static_cast<int64_t>(i));
            return places;
        };
        const auto depths = static_cast<int64_t>(axes[0].size());
        const Places of_channel = covered(0);
        const int64_t first = at[0] / depths * depths;
        area.planes.insert(area.planes.begin(),
                           {{of_channel.first, (channels - 1) * depths + of_channel.last},
                            {first + of_channel.first, first + of_channel.last}});
        const auto own = [&](std::size_t axis) {
            return Places{start[axis], start[axis] + extent[axis] - 1};
        };
        area.rows.insert(area.rows.begin(), {covered(1), own(1)});
        area.columns.insert(area.columns.begin(), {covered(2), own(2)});
        return area;
    }
    bool depth(int64_t plane) const {
        return axes[0][static_cast<std::size_t>(plane % static_cast<int64_t>(axes[0].size()))];
    }
    bool has(int64_t plane, int64_t row, int64_t column) const {
        return depth(plane) && axes[1][static_cast<std::size_t>(row)] &&
               axes[2][static_cast<std::size_t>(column)];
    }
};

Cover cover_of(const Operation& op, const Operation& gradient, const GradientSums& sums, const Sizes& own,
               const std::array<int64_t, 3>& size) {
    Cover cover;
    const std::size_t absent = 3 - op.dims();
    for (std::size_t a = 0; a < 3; ++a) {
        cover.axes[a].assign(static_cast<std::size_t>(size[a]), a < absent);
        if (a < absent)
            continue;
        const std::size_t axis = a - absent;
        for (const int64_t position : sums.positions(axis, own[axis]))
            for (int64_t k = 0; k < gradient.kernel_size[axis]; ++k)
                cover.axes[a][static_cast<std::size_t>(position * gradient.stride[axis] +
                                                       k * gradient.dilation[axis])] = true;
        const int64_t before = op.padding_mode != PaddingMode::zeros ? op.padding_begin[axis] : 0;
        cover.start[a] = (own[axis] + before) * gradient.stride[axis];
        cover.extent[a] = dilated_kernel(gradient)[axis];
    }
    return cover;
}

/// Number of the first plane of a map within its item: its channel's depths follow each other.
int64_t plane_in_item(const PlaneMap& map, int64_t channels) {
    return map.base / (map.size[1] * map.size[2]) % (channels * map.size[0]);
}

/// Where a tap of the kernel comes to lie when it is turned by 180 degrees.
std::array<int64_t, 3> turned_place(const PlaneMap& w, const std::array<int64_t, 3>& k) {
    const int64_t depth = k[0] % w.size[0];
    return {k[0] - depth + w.size[0] - 1 - depth, w.size[1] - 1 - k[1], w.size[2] - 1 - k[2]};
}

} // namespace

/// The kernel as it is above the turned one, where the height that dY takes has room for both.
bool GradientsDrawing::shows_both_kernels() const {
    const Operation gradient = grad_input_operation(op_);
    const int64_t rows =
        std::max(to_3d(padded_size(gradient), op_.dims())[1], to_3d(op_.input_size, op_.dims())[1]);
    return !transposed() && 2 * to_3d(op_.kernel_size, op_.dims())[1] + 1 <= rows;
}

PanelPlan GradientsDrawing::inputs_plan() const {
    const Operation gradient = grad_input_operation(op_);
    const SlidMap slid{gradient, y_map(0, 0, o_per_)};
    const auto size = slid.size();
    PanelShape over = shape_of(slid.inner, d_out_heading());
    over.rows = size[1];
    over.columns = size[2];
    over.planes = slid.inner.channels * size[0];
    const float kernel_heading_width =
        std::max(heading_width(canvas_, kernel_heading(false)), heading_width(canvas_, kernel_heading(true)));
    PanelShape kernel = shape_of(w_map(0, 0, 0, true, false), {});
    kernel.min_width = kernel_heading_width + 4 * unit_;
    if (shows_both_kernels()) {
        kernel.below = 27 * unit_;
        kernel.below_cells = cells_high(kernel.rows, 1);
    }
    PanelPlan plan;
    plan.shapes = {over, kernel, shape_of(x_map(0, 0, 1), d_in_heading())};
    plan.gaps = {26 * unit_, 36 * unit_};
    plan.need = need_of_x();
    plan.statements = dx_statements();
    plan.statements.push_back(own_order_statement(d_in()));
    return plan;
}

PanelPlan GradientsDrawing::pool_inputs_plan() const {
    PanelPlan plan;
    plan.shapes = {shape_of(y_map(0, 0, 1), d_out_heading()), shape_of(x_map(0, 0, 1), d_in_heading())};
    plan.gaps = {44 * unit_};
    plan.need = need_of_x();
    plan.statements = {pool_statement(), own_order_statement(d_in())};
    return plan;
}

void GradientsDrawing::draw_inputs() {
    Gathering g = gathering(results_.x->shape.product(), focus_of(TagSpace::dx));
    g.terms = sums_.terms_of_x(g.element);
    g.set_terms(static_cast<int64_t>(g.terms.size()));
    if (!weighted())
        return draw_gathered_pool(g);

    const Operation gradient = grad_input_operation(op_);
    const int64_t plane = g.element / op_.input_size.product();
    const int64_t channel = plane % op_.in_channels;
    const int64_t n = plane / op_.in_channels;
    const int64_t group = channel / c_per_;
    const SlidMap slid{gradient, y_map(n, group * o_per_, o_per_)};
    const auto size = slid.size();
    const PlaneMap w = w_map(group, 0, channel % c_per_, true, false);
    const PlaneMap dx = x_map(n, channel, 1);

    PanelRow row = place(inputs_plan());
    const bool both = shows_both_kernels() && !row.is_part;

    const Sizes own = spatial_indices(g.element, results_.x->shape, op_.dims());
    const Cover cover = cover_of(op_, gradient, sums_, own, size);
    std::array<int64_t, 3> lit_at{cover.start[0], cover.start[1] + cover.extent[1] / 2,
                                  cover.start[2] + cover.extent[2] / 2};
    if (const GradientTerm* focus = g.focus_term(); focus != nullptr) {
        lit_at = {};
        for (std::size_t a = 0; a < op_.dims(); ++a)
            lit_at[3 - op_.dims() + a] = focus->place[a];
        lit_at[0] += focus->channel * size[0];
    }
    GradientPanel& py = row.panels[0];
    py.show(cover.lit(slid.inner.channels, lit_at));
    PanelStyle style = slid_over(d_out_heading(), slid, TagSpace::dy,
                                 [&cover](int64_t p, int64_t r, int64_t c) { return cover.has(p, r, c); });
    style.remarks = plane_remarks(py, size[0], group * o_per_ * size[0], op_.out_channels);
    draw_panel(canvas_, py, style);
    for (int64_t p = py.first_plane; p < py.first_plane + py.shown_planes; ++p)
        frame_cells(canvas_, py, p, cover.start[1], cover.start[2], cover.extent[1], cover.extent[2],
                    cover.depth(p) ? theme_.window : Color{}, theme_.bold);
    frame_cell(py, lit_at, g.lit >= 0);

    GradientPanel& pw = row.panels[1];
    draw_turned_kernel(pw, w, g, both);
    draw_gathered_x(row.panels[2], dx, g);
    draw_sign(row, 0, "∗");
    draw_sign(row, 1, row.starts_row[2] ? "=" : "");
    draw_flow(row, 1, pw.at.y + pw.height() / 2, dx.find(g.element).value_or(std::array<int64_t, 3>{}));
    draw_words(row, sum_of_x(g.element, g.terms, g.done, g.lit));
}

/// The kernel as it lies on dY; above it, where there is room, as it is.
void GradientsDrawing::draw_turned_kernel(GradientPanel& panel, const PlaneMap& w, const Gathering& gathering,
                                          bool both) {
    const GradientTerm* focus = gathering.focus_term();
    const auto tap = focus != nullptr ? w.find(focus->w) : std::nullopt;
    const auto at = tap.value_or(std::array<int64_t, 3>{});
    const bool lit = tap && gathering.lit >= 0;
    // All of the kernel of the channel lies on dY.
    const auto shown = [&](const std::array<int64_t, 3>& place) {
        LitArea area = lit_area(place);
        const int64_t first = place[0] / w.size[0] * w.size[0];
        area.planes.insert(area.planes.begin(), {first, first + w.size[0] - 1});
        return area;
    };
    const bool turns = !transposed();
    if (both) {
        GradientPanel upper = panel;
        upper.show(shown(at));
        PanelStyle style = given(kernel_heading(true), TagSpace::w,
                                 [w](int64_t p, int64_t r, int64_t c) { return w.flat(p, r, c); }, {});
        style.in_order = false;
        draw_panel(canvas_, upper, style);
        frame_cell(upper, at, lit);
        panel.at.y += std::round(panel.height() + 27 * unit_);
    }
    const auto on_dy = turns ? turned_place(w, at) : at;
    panel.show(shown(on_dy));
    PanelStyle style = given(kernel_heading(false), TagSpace::w,
                             [w, turns](int64_t p, int64_t r, int64_t c) {
                                 const auto k = turns ? turned_place(w, {p, r, c}) : std::array{p, r, c};
                                 return w.flat(k[0], k[1], k[2]);
                             },
                             {});
    style.in_order = false;
    draw_panel(canvas_, panel, style);
    frame_cell(panel, on_dy, lit);
}

void GradientsDrawing::draw_gathered_x(GradientPanel& panel, const PlaneMap& dx, const Gathering& gathering) {
    const auto at = dx.find(gathering.element).value_or(std::array<int64_t, 3>{});
    panel.show(lit_area(at));
    const int64_t reached = gathering.reached;
    const double share = gathering.share;
    PanelStyle style = growing(d_in_heading(), dx, TagSpace::dx,
                               [this, reached, share](int64_t flat) {
                                   if (all_ || flat < reached || (flat == reached && share >= 1))
                                       return PartialSum{gradients_.dx[flat], 1};
                                   if (flat > reached || share <= 0)
                                       return PartialSum{};
                                   const std::vector<GradientTerm> terms = sums_.terms_of_x(flat);
                                   PartialSum partial{0, 1};
                                   const int64_t done =
                                       Gathering::part(share, static_cast<int64_t>(terms.size()));
                                   for (int64_t i = 0; i < done; ++i)
                                       partial.sum += terms[static_cast<std::size_t>(i)].product();
                                   return partial;
                               },
                               {});
    style.remarks = plane_remarks(panel, dx.size[0], plane_in_item(dx, op_.in_channels), op_.in_channels);
    draw_panel(canvas_, panel, style);
    frame_cell(panel, at, true);
}

/// A pool: the element gathers from every window that holds it.
void GradientsDrawing::draw_gathered_pool(const Gathering& gathering) {
    const int64_t plane = gathering.element / op_.input_size.product();
    const PlaneMap dy = y_map(plane / op_.in_channels, plane % op_.in_channels, 1);
    const PlaneMap dx = x_map(plane / op_.in_channels, plane % op_.in_channels, 1);
    PanelRow row = place(pool_inputs_plan());
    std::vector<int64_t> holds;
    for (const GradientTerm& term : gathering.terms)
        if (term.is_product)
            holds.push_back(term.y);
    std::sort(holds.begin(), holds.end());
    const GradientTerm* focus = gathering.focus_term();
    const bool on_y = focus != nullptr && focus->is_product;
    const bool lit_on_y = on_y && gathering.lit >= 0;
    const int64_t toward = on_y ? focus->y : holds.empty() ? dy.base : holds[holds.size() / 2];
    const auto at_y = dy.find(toward).value_or(std::array<int64_t, 3>{});
    GradientPanel& py = row.panels[0];
    py.show(lit_area(dy, holds, at_y));
    PanelStyle style = given(
        d_out_heading(), TagSpace::dy, [dy](int64_t p, int64_t r, int64_t c) { return dy.flat(p, r, c); },
        [&holds](int64_t y) { return std::binary_search(holds.begin(), holds.end(), y); });
    style.remarks = plane_remarks(py, dy.size[0], plane_in_item(dy, op_.out_channels), op_.out_channels);
    draw_panel(canvas_, py, style);
    frame_cell(py, at_y, lit_on_y);
    draw_gathered_x(row.panels[1], dx, gathering);
    draw_flow(row, 0, py.sheet(at_y[0]).center(static_cast<float>(at_y[1]), 0).y,
              dx.find(gathering.element).value_or(std::array<int64_t, 3>{}));
    draw_words(row, sum_of_x(gathering.element, gathering.terms, gathering.done, gathering.lit));
}

} // namespace convlens
