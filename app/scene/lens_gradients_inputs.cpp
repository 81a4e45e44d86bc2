// Following X: dX is a convolution of dY. Shown as that: dY with zeros between its elements and padding, the
// kernel turned by 180 degrees sliding over it, one element of dX after the other.
#include "engine/arithmetic.h"
#include "scene/figure_cells.h"
#include "scene/lens_gradients.h"
#include "scene/notation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

const char* const turned_sign = "↻ 180°";

} // namespace

void GradientsLens::draw_inputs() {
    const int64_t inputs = results_.x->shape.product();
    const int64_t terms_of_step = std::max<int64_t>(results_.terms_per_step, 1);
    const bool step_finished = cursor_.phase == Phase::drop || cursor_.phase == Phase::hold;
    const double step_share = static_cast<double>(done_) / static_cast<double>(terms_of_step);
    FollowedElement at = followed(cursor_.step, results_.steps, step_share, step_finished, inputs);
    const int64_t reached = at.element; // dX is filled up to here, whatever is pointed at
    const double reached_share = at.share;
    if (const int64_t focus = focus_x(); focus >= 0)
        at = {focus, 1, true};
    const int64_t x = at.element;
    const std::vector<GradientTerm> terms = sums_.terms_of_x(x);
    const auto count_of = [](double share, std::size_t count) {
        return static_cast<int64_t>(std::floor(share * static_cast<double>(count) + 1e-9));
    };
    const int64_t done = count_of(at.share, terms.size());
    const int64_t lit = at.finished ? -1 : done - 1;
    if (!weighted())
        return draw_gathered_pool(x, reached, reached_share, terms, done, lit);

    const Operation gradient = grad_input_operation(op_);
    const int64_t plane = op_.input_size.product();
    const int64_t channel = x / plane % op_.in_channels;
    const int64_t n = x / plane / op_.in_channels;
    const int64_t group = channel / c_per_;
    const SlidMap slid{gradient, y_map(n, group * o_per_, o_per_)};
    const auto slid_size = slid.size();
    const PlaneMap w = w_map(group, 0, channel % c_per_, true, false);
    const PlaneMap dx = x_map(n, channel, 1);

    const float name_width = 62 * unit_;
    PanelShape kernel{w.size[1], w.size[2], w.planes(), 0, 0, name_width};
    // The kernel as it is above the turned one, where the height that dY takes has room for both.
    const bool both = !transposed() && 2 * w.size[1] + 1 <= std::max(slid_size[1], dx.size[1]);
    if (both) {
        kernel.below = 27 * unit_;
        kernel.below_cells = static_cast<float>(w.size[1]);
    }
    PanelRow row = place({{slid_size[1], slid_size[2], slid.inner.channels * slid_size[0], 0, 0, name_width},
                          kernel,
                          {dx.size[1], dx.size[2], dx.planes(), 0, 0, name_width}},
                         {26 * unit_, 36 * unit_}, {dx_statement()});

    // Which places of dY the windows of this element cover, axis by axis.
    const Sizes own = spatial_indices(x, results_.x->shape, op_.dims());
    std::array<std::vector<bool>, 3> covered;
    std::array<int64_t, 3> start{};
    std::array<int64_t, 3> extent{1, 1, 1};
    const std::size_t absent = 3 - op_.dims();
    for (std::size_t a = 0; a < 3; ++a) {
        covered[a].assign(static_cast<std::size_t>(slid_size[a]), a < absent);
        if (a < absent)
            continue;
        const std::size_t axis = a - absent;
        for (const int64_t position : sums_.positions(axis, own[axis]))
            for (int64_t k = 0; k < gradient.kernel_size[axis]; ++k)
                covered[a][static_cast<std::size_t>(position * gradient.stride[axis] +
                                                    k * gradient.dilation[axis])] = true;
        const bool folds = op_.padding_mode != PaddingMode::zeros;
        start[a] = (own[axis] + (folds ? op_.padding_begin[axis] : 0)) * gradient.stride[axis];
        extent[a] = dilated_kernel(gradient)[axis];
    }
    const auto is_covered = [&](int64_t p, int64_t r, int64_t c) {
        return covered[0][static_cast<std::size_t>(p % slid_size[0])] &&
               covered[1][static_cast<std::size_t>(r)] && covered[2][static_cast<std::size_t>(c)];
    };
    const GradientTerm* lit_term = lit >= 0 ? &terms[static_cast<std::size_t>(lit)] : nullptr;
    std::array<int64_t, 3> lit_at{start[0], start[1] + extent[1] / 2, start[2] + extent[2] / 2};
    if (lit_term != nullptr) {
        const auto three = made_three(lit_term->place, op_.dims());
        lit_at = {lit_term->channel * slid_size[0] + (absent < 1 ? three[0] : 0), absent < 2 ? three[1] : 0,
                  three[2]}; // an absent axis has index 0
    }

    GradientPanel& py = row.panels[0];
    py.look_at(lit_at[0], lit_at[1], lit_at[2]);
    const auto plane_text = [&](const GradientPanel& panel) {
        return scene_.texts()("gradients.plane", {{"plane", std::to_string(panel.first_plane + 1)},
                                                  {"planes", std::to_string(panel.shape.planes)}});
    };
    PanelLook look;
    look.name = "dY";
    look.remark = py.shape.planes > py.shown_planes ? plane_text(py) : std::string();
    look.heading = theme_.gradient.heading;
    look.line = theme_.gradient.line;
    look.largest = gradients_.largest_dy;
    look.in_order = false;
    look.cell = [&](int64_t p, int64_t r, int64_t c) {
        return slid_cell(slid, theme_.gradient, gradients_.dy, TagSpace::dy, is_covered(p, r, c), p, r, c);
    };
    look.value = [&](int64_t p, int64_t r, int64_t c) {
        const int64_t flat = slid.source(p, r, c);
        return flat >= 0 ? gradients_.dy[flat] : std::numeric_limits<double>::quiet_NaN();
    };
    draw_panel(canvas_, py, look);
    for (int64_t p = py.first_plane; p < py.first_plane + py.shown_planes; ++p)
        frame_cells(canvas_, py, p, start[1], start[2], extent[1], extent[2],
                    covered[0][static_cast<std::size_t>(p % slid_size[0])] ? theme_.window : Color{},
                    theme_.bold);
    const Color frame = lit_term != nullptr ? theme_.current : Color{};
    frame_cells(canvas_, py, lit_at[0], lit_at[1], lit_at[2], 1, 1, frame, theme_.bold);

    // The kernel: turned, as it lies on dY.
    GradientPanel& pw = row.panels[1];
    const auto tap = lit_term != nullptr ? w.find(lit_term->w) : std::nullopt;
    const auto at_w = tap.value_or(std::array<int64_t, 3>{});
    const auto turned_at = [&](std::array<int64_t, 3> k) {
        if (transposed())
            return k;
        const int64_t depth = k[0] % w.size[0];
        return std::array{k[0] - depth + w.size[0] - 1 - depth, w.size[1] - 1 - k[1], w.size[2] - 1 - k[2]};
    };
    const auto on_dy = turned_at(at_w);
    const auto kernel_look = [&](bool turned, const std::string& remark) {
        PanelLook kernel_panel;
        kernel_panel.name = "W";
        kernel_panel.remark = remark;
        kernel_panel.heading = theme_.w.heading;
        kernel_panel.line = theme_.w.line;
        kernel_panel.in_order = false;
        const auto flat = [w, turned, turned_at](int64_t p, int64_t r, int64_t c) {
            const auto k = turned ? turned_at({p, r, c}) : std::array{p, r, c};
            return w.flat(k[0], k[1], k[2]);
        };
        for (int64_t i = 0; i < w.planes(); ++i)
            kernel_panel.largest = std::max(kernel_panel.largest, std::abs((*results_.w)[w.flat(i, 0, 0)]));
        kernel_panel.cell = [this, flat](int64_t p, int64_t r, int64_t c) {
            LensCell cell;
            const int64_t element = flat(p, r, c);
            cell.fill = theme_.w.fill;
            cell.line = theme_.w.line;
            cell.text_color = theme_.w.text;
            cell.text = number_text((*results_.w)[element]);
            cell.tag = tag_of(TagSpace::w, element);
            cell.lit = marked(TagSpace::w, element);
            return cell;
        };
        kernel_panel.value = [this, flat](int64_t p, int64_t r, int64_t c) {
            return (*results_.w)[flat(p, r, c)];
        };
        return kernel_panel;
    };
    // Where a true convolution has turned the kernel, turning it back gives W as it is written.
    const std::string as_it_slides = results_.flipped ? turned_sign : "";
    const std::string as_turned = transposed() || results_.flipped ? "" : turned_sign;
    if (both) {
        GradientPanel upper = pw;
        upper.look_at(at_w[0], at_w[1], at_w[2]);
        draw_panel(canvas_, upper, kernel_look(false, as_it_slides));
        frame_cells(canvas_, upper, at_w[0], at_w[1], at_w[2], 1, 1, tap ? frame : Color{}, theme_.bold);
        pw.at.y += std::round(pw.height() + 27 * unit_);
    }
    pw.look_at(on_dy[0], on_dy[1], on_dy[2]);
    draw_panel(canvas_, pw, kernel_look(true, as_turned));
    frame_cells(canvas_, pw, on_dy[0], on_dy[1], on_dy[2], 1, 1, tap ? frame : Color{}, theme_.bold);

    draw_gathered_x(row.panels[2], dx, x, reached, reached_share);
    const TextStyle sign{17 * unit_, Face::sans, theme_.quiet, AlignX::center, AlignY::middle};
    canvas_.text("∗", {(py.bounds().max.x + pw.at.x) / 2, pw.at.y + pw.height() / 2}, sign);
    const auto at_dx = dx.find(x).value_or(std::array<int64_t, 3>{});
    draw_arrow({pw.at.x + std::max(pw.width(), 0.0F) + 5 * unit_, pw.at.y + pw.height() / 2},
               {row.panels[2].at.x - 3 * unit_,
                row.panels[2].sheet(at_dx[0]).center(static_cast<float>(at_dx[1]), 0).y});

    draw_words(body_.min.y + row.height, sum_words_of_x(x, terms, done, lit));
}

void GradientsLens::draw_gathered_x(GradientPanel& panel, const PlaneMap& dx, int64_t x, int64_t reached,
                                    double share) {
    const auto at = dx.find(x).value_or(std::array<int64_t, 3>{});
    panel.look_at(at[0], at[1], at[2]);
    const auto sum_at = [&, this](int64_t flat) {
        if (all_ || flat < reached || (flat == reached && share >= 1))
            return PartialSum{gradients_.dx[flat], 1};
        if (flat > reached || share <= 0)
            return PartialSum{};
        const std::vector<GradientTerm> terms = sums_.terms_of_x(flat);
        PartialSum partial{0, 1};
        const auto done =
            static_cast<std::size_t>(std::floor(share * static_cast<double>(terms.size()) + 1e-9));
        for (std::size_t i = 0; i < done; ++i)
            partial.sum += terms[i].product();
        return partial;
    };
    PanelLook look;
    look.name = "dX";
    if (dx.planes() > panel.shown_planes)
        look.remark = scene_.texts()("gradients.plane", {{"plane", std::to_string(panel.first_plane + 1)},
                                                         {"planes", std::to_string(dx.planes())}});
    look.heading = theme_.gradient.heading;
    look.line = theme_.gradient.line;
    look.largest = gradients_.largest_dx;
    look.pointed = dx.find(focus_x());
    look.cell = [&](int64_t p, int64_t r, int64_t c) {
        const int64_t flat = dx.flat(p, r, c);
        const PartialSum sum = sum_at(flat);
        return gradient_cell(sum.sum, sum.products > 0, false, tag_of(TagSpace::dx, flat),
                             marked(TagSpace::dx, flat));
    };
    look.value = [&](int64_t p, int64_t r, int64_t c) {
        const PartialSum sum = sum_at(dx.flat(p, r, c));
        return sum.products > 0 ? sum.sum : std::numeric_limits<double>::quiet_NaN();
    };
    draw_panel(canvas_, panel, look);
    frame_cells(canvas_, panel, at[0], at[1], at[2], 1, 1, theme_.current, theme_.bold);
}

/// A pool: the element gathers from every window that holds it.
void GradientsLens::draw_gathered_pool(int64_t x, int64_t reached, double share,
                                       const std::vector<GradientTerm>& terms, int64_t done, int64_t lit) {
    const int64_t plane = op_.input_size.product();
    const int64_t channel = x / plane % op_.in_channels;
    const int64_t n = x / plane / op_.in_channels;
    const PlaneMap dy = y_map(n, channel, 1);
    const PlaneMap dx = x_map(n, channel, 1);
    const float name_width = 62 * unit_;
    PanelRow row = place({{dy.size[1], dy.size[2], dy.planes(), 0, 0, name_width},
                          {dx.size[1], dx.size[2], dx.planes(), 0, 0, name_width}},
                         {44 * unit_}, {pool_statement()});
    std::vector<int64_t> holds;
    for (const GradientTerm& term : terms)
        if (term.is_product)
            holds.push_back(term.y);
    std::sort(holds.begin(), holds.end());
    const GradientTerm* lit_term = lit >= 0 ? &terms[static_cast<std::size_t>(lit)] : nullptr;
    const bool lit_on_y = lit_term != nullptr && lit_term->is_product;
    const int64_t toward = lit_on_y ? lit_term->y : holds.empty() ? dy.base : holds[holds.size() / 2];
    const auto at_y = dy.find(toward).value_or(std::array<int64_t, 3>{});
    GradientPanel& py = row.panels[0];
    py.look_at(at_y[0], at_y[1], at_y[2]);
    PanelLook look;
    look.name = "dY";
    look.heading = theme_.gradient.heading;
    look.line = theme_.gradient.line;
    look.largest = gradients_.largest_dy;
    look.cell = [&](int64_t p, int64_t r, int64_t c) {
        const int64_t y = dy.flat(p, r, c);
        return gradient_cell(gradients_.dy[y], true, std::binary_search(holds.begin(), holds.end(), y),
                             tag_of(TagSpace::dy, y), marked(TagSpace::dy, y));
    };
    look.value = [&](int64_t p, int64_t r, int64_t c) { return gradients_.dy[dy.flat(p, r, c)]; };
    draw_panel(canvas_, py, look);
    frame_cells(canvas_, py, at_y[0], at_y[1], at_y[2], 1, 1, lit_on_y ? theme_.current : Color{},
                theme_.bold);
    draw_gathered_x(row.panels[1], dx, x, reached, share);
    const auto at_x = dx.find(x).value_or(std::array<int64_t, 3>{});
    draw_arrow({py.bounds().max.x + 4 * unit_, py.sheet(at_y[0]).center(static_cast<float>(at_y[1]), 0).y},
               {row.panels[1].at.x - 3 * unit_,
                row.panels[1].sheet(at_x[0]).center(static_cast<float>(at_x[1]), 0).y});
    draw_words(body_.min.y + row.height, sum_words_of_x(x, terms, done, lit));
}

} // namespace convlens
