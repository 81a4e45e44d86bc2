// What the panels of the gradients lens have in common: cells of a gradient that grows, of numbers that are
// given, of what a window slides over.
#include "convlens/source.h"
#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/lens/gradients/drawing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace convlens {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

double largest_magnitude(const Tensor<double>& tensor) {
    double most = 0;
    for (const double value : tensor.data)
        if (std::isfinite(value))
            most = std::max(most, std::abs(value));
    return most;
}

} // namespace

const Tensor<double>& GradientsDrawing::tensor_of(TagSpace space) const {
    switch (space) {
    case TagSpace::x:
        return *results_.x;
    case TagSpace::w:
        return *results_.w;
    case TagSpace::dx:
        return gradients_.dx;
    case TagSpace::dw:
        return gradients_.dw;
    default:
        return gradients_.dy;
    }
}

NumberFormat GradientsDrawing::format_of(TagSpace space) const {
    return number_format(scene_.input, tensor_of(space));
}

const TensorColors& GradientsDrawing::colors_of(TagSpace space) const {
    return space == TagSpace::x ? roles(op_, theme_).base : space == TagSpace::w ? theme_.w : theme_.gradient;
}

double GradientsDrawing::largest_of(TagSpace space) const {
    switch (space) {
    case TagSpace::dx:
        return gradients_.largest_dx;
    case TagSpace::dw:
        return gradients_.largest_dw;
    case TagSpace::dy:
        return gradients_.largest_dy;
    default:
        return largest_magnitude(tensor_of(space));
    }
}

bool GradientsDrawing::marked(TagSpace space, int64_t flat) const {
    const Highlight& h = scene_.highlight;
    switch (space) {
    case TagSpace::x:
    case TagSpace::dx:
        return h.x(flat);
    case TagSpace::w:
    case TagSpace::dw:
        return h.w(flat);
    default:
        return h.y(flat);
    }
}

int64_t GradientsDrawing::focus_of(TagSpace space) const {
    const auto element = space == TagSpace::x || space == TagSpace::dx   ? &Focus::x
                         : space == TagSpace::w || space == TagSpace::dw ? &Focus::w
                                                                         : &Focus::y;
    const std::vector<Focus>& foci = scene_.highlight.foci();
    for (auto focus = foci.rbegin(); focus != foci.rend(); ++focus)
        if (!focus->is_term && *focus.*element >= 0)
            return *focus.*element;
    return -1;
}

std::vector<std::string> GradientsDrawing::plane_remarks(const GradientPanel& panel, int64_t depths,
                                                         int64_t first, int64_t channels) const {
    const auto range = [](int64_t from, int64_t count) {
        return std::to_string(from) + (count > 1 ? "–" + std::to_string(from + count - 1) : "");
    };
    std::string part; // rows and columns, where not all are shown
    if (panel.rows < panel.shape.rows || panel.columns < panel.shape.columns)
        part = "[" + (panel.shape.rows > 1 ? range(panel.first_row, panel.rows) + ", " : "") +
               range(panel.first_column, panel.columns) + "]";
    const int64_t planes = channels * depths;
    if (planes <= panel.shown_planes)
        return part.empty() ? std::vector<std::string>() : std::vector{part};
    const Texts& texts = scene_.texts();
    const std::string place = range(first + panel.first_plane, panel.shown_planes);
    const std::string behind = part.empty() ? "" : " " + part;
    const char* const key = depths == 1        ? "gradients.channel"
                            : depths == planes ? "gradients.slice"
                                               : "gradients.plane";
    return {texts(key, {{"plane", place}, {"count", std::to_string(planes)}}) + behind,
            texts("gradients.plane", {{"plane", place}}) + behind};
}

float GradientsDrawing::min_text() const {
    constexpr float of_height = 0.025F; // of the picture: what the last row reads
    const Composition& c = scene_.input.composition;
    return c.stage ? of_height * c.size.y : 0;
}

void GradientsDrawing::write(PanelCell& cell, TagSpace space, int64_t flat, double value) const {
    if (!names()) {
        cell.text = format_of(space).cell(value);
        return;
    }
    cell.text = cell_name(space, flat);
    if (space != TagSpace::x && space != TagSpace::w)
        cell.over = "∂J";
}

PanelCell GradientsDrawing::gradient_cell(TagSpace space, int64_t flat, const PartialSum& sum,
                                          bool in_window) const {
    const bool there = sum.products > 0;
    PanelCell cell;
    cell.fill = in_window ? theme_.gradient.lit : there ? theme_.gradient.fill : theme_.empty;
    cell.line = theme_.gradient.line;
    cell.text_color = theme_.gradient.text;
    if (there)
        write(cell, space, flat, sum.sum);
    cell.tag = tag_of(space, flat);
    cell.lit = marked(space, flat);
    return cell;
}

PanelStyle GradientsDrawing::growing(const PanelHeading& heading, const PlaneMap& map, TagSpace space,
                                     const SumAt& sum, const IsLit& lit) const {
    PanelStyle style = tensor_style(heading, space);
    style.pointed = map.find(focus_of(space));
    style.cell = [=, this](int64_t p, int64_t r, int64_t c) {
        const int64_t flat = map.flat(p, r, c);
        return gradient_cell(space, flat, sum(flat), lit && lit(flat));
    };
    style.value = [=](int64_t p, int64_t r, int64_t c) {
        const PartialSum so_far = sum(map.flat(p, r, c));
        return so_far.products > 0 ? so_far.sum : no_value;
    };
    return style;
}

PanelStyle GradientsDrawing::tensor_style(const PanelHeading& heading, TagSpace space) const {
    const TensorColors& colors = colors_of(space);
    PanelStyle style;
    style.heading = heading;
    style.heading_color = colors.heading;
    style.line = colors.line;
    style.largest = largest_of(space);
    style.fractions = names() && space != TagSpace::x && space != TagSpace::w;
    style.min_text = min_text();
    return style;
}

PanelCell GradientsDrawing::element_cell(TagSpace space, int64_t flat, bool lit) const {
    const TensorColors& colors = colors_of(space);
    PanelCell cell;
    cell.fill = lit ? colors.lit : colors.fill;
    cell.line = colors.line;
    cell.text_color = colors.text;
    write(cell, space, flat, tensor_of(space)[flat]);
    cell.tag = tag_of(space, flat);
    cell.lit = marked(space, flat);
    return cell;
}

PanelStyle GradientsDrawing::given(const PanelHeading& heading, TagSpace space, const FlatAt& flat,
                                   const IsLit& lit) const {
    PanelStyle style = tensor_style(heading, space);
    style.cell = [=, this](int64_t p, int64_t r, int64_t c) {
        const int64_t element = flat(p, r, c);
        return element_cell(space, element, lit && lit(element));
    };
    style.value = [=, this](int64_t p, int64_t r, int64_t c) { return tensor_of(space)[flat(p, r, c)]; };
    return style;
}

PanelStyle GradientsDrawing::slid_over(const PanelHeading& heading, const SlidMap& map, TagSpace space,
                                       const IsCovered& covered) const {
    PanelStyle style = tensor_style(heading, space);
    style.in_order = false;
    style.cell = [=, this, &map](int64_t p, int64_t r, int64_t c) {
        const int64_t flat = map.source(p, r, c);
        const bool in_window = covered(p, r, c);
        if (flat >= 0)
            return element_cell(space, flat, in_window);
        PanelCell cell;
        const bool hole = flat == source_hole;
        cell.fill = in_window ? colors_of(space).lit : hole ? theme_.hole_fill : theme_.padding_fill;
        cell.line = theme_.hole_ink;
        cell.ink = hole ? theme_.hole_ink : theme_.padding_ink;
        cell.pattern = hole ? Pattern::dotted : Pattern::hatched;
        cell.dash = hole ? Dash::dotted : Dash::dashed;
        cell.tag = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::gradients));
        return cell;
    };
    style.value = [=, this, &map](int64_t p, int64_t r, int64_t c) {
        const int64_t flat = map.source(p, r, c);
        return flat >= 0 ? tensor_of(space)[flat] : no_value;
    };
    return style;
}

void GradientsDrawing::frame_cell(const GradientPanel& panel, const std::array<int64_t, 3>& at, bool shown) {
    frame_cells(canvas_, panel, at[0], at[1], at[2], 1, 1, shown ? theme_.current : Color{}, theme_.bold);
}

} // namespace convlens
