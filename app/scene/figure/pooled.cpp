// What was pooled before an unpooling: the largest of each window has Y's colours, for it is what Y has and
// its place is the switch.
#include "scene/base/as_number.h"
#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/figure/cells.h"
#include "scene/figure/figure.h"
#include "scene/figure/reading_size.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

/// Whether the window of some element has the place on this axis.
bool is_in_window(const Operation& op, std::size_t axis, int64_t place) {
    const int64_t padded = place + op.padding_begin[axis];
    const int64_t last = std::min(padded / op.stride[axis], op.input_size[axis] - 1);
    return padded - last * op.stride[axis] < op.kernel_size[axis];
}

} // namespace

PlaneModel FigureDrawing::pooled_plane() const {
    PlaneModel plane = model_.top;
    plane.sheets = places_.pooled_alone ? 1 : plane.sheets;
    return plane;
}

/// What lies on the `index`-th sheet that is drawn.
int64_t FigureDrawing::pooled_sheet(int64_t index) const {
    return places_.pooled_alone ? std::max<int64_t>(model_.result().sheet, 0) : index;
}

/// Which places of a sheet are switches. [rows * columns]
std::vector<bool> FigureDrawing::switches_on(int64_t sheet) const {
    const Operation& op = model_.operation();
    const int64_t area = model_.top.rows * model_.top.columns;
    const int64_t first = model_.top_depth(sheet) * area;
    const int64_t inputs = op.input_size.product();
    const int64_t begin = (model_.batch * op.in_channels + model_.top_channel(sheet)) * inputs;
    std::vector<bool> all(static_cast<std::size_t>(area));
    for (int64_t x = begin; x < begin + inputs; ++x) {
        const int64_t place = (*input_.results.switches)[x] - first;
        if (place >= 0 && place < area)
            all[static_cast<std::size_t>(place)] = true;
    }
    return all;
}

FigureDrawing::CellStyle FigureDrawing::pooled_style(int64_t sheet, int64_t row, int64_t column,
                                                     bool is_switch) const {
    const Operation& op = model_.operation();
    const int64_t flat = model_.output_index(sheet, row, column);
    const TensorColors& colors = is_switch ? roles_.base : roles_.top;
    CellStyle style;
    style.tag = tag_of(TagSpace::y, flat);
    style.fill = colors.fill;
    style.line = colors.line;
    style.text_color = colors.text;
    const std::array<int64_t, 3> at{model_.top_depth(sheet), row, column};
    for (std::size_t a = 0; a < op.dims(); ++a)
        if (!is_in_window(op, a, at[3 - op.dims() + a])) {
            style.pattern = Pattern::crossed;
            style.ink = theme_.unread_ink;
        }
    if (sheet != model_.result().sheet)
        fade(style);
    if (top_digits_ && places_.pooled.cell() >= digits_from)
        style.text = element_text(input_, *input_.results.pooled, roles_.top_letter, flat);
    return style;
}

void FigureDrawing::draw_pooled() {
    const PlaneModel plane = pooled_plane();
    for (int64_t index = 0; index < plane.sheets; ++index) {
        const int64_t sheet = pooled_sheet(index);
        const Sheet place = places_.pooled.of(index);
        const std::vector<bool> switches = switches_on(sheet);
        const CellWindow whole{0, plane.rows, 0, plane.columns};
        for (const bool digits : {false, true})
            for_each_cell(whole, [&](int64_t r, int64_t c) {
                const CellStyle style =
                    pooled_style(sheet, r, c, switches[static_cast<std::size_t>(r * plane.columns + c)]);
                if (digits)
                    add_digits(place, as_float(r), as_float(c), style.text, style.text_color, 0.42F, {}, {});
                else
                    add_cell(place, as_float(r), as_float(c), style);
            });
        const Place at = model_.result();
        Box window, chosen;
        if (at.sheet == sheet) {
            window = unpooling_window(place);
            chosen = place.box(as_float(at.row), as_float(at.column));
            chosen.stroke = roles_.base.line;
            chosen.stroke_width = 1.4F * theme_.bold * canvas_.unit;
        }
        canvas_.add(window, tag_of(TagSpace::window, 0));
        canvas_.add(chosen);
    }
}

/// A number of Y, and below it "[2,0]": the place in X that its switch names. Without it where it is too
/// small to be read.
void FigureDrawing::draw_switched(const Sheet& place, int64_t row, int64_t column, const CellStyle& cell,
                                  int64_t flat) {
    constexpr float share = 0.21F; // of a cell
    const bool stage = input_.composition.stage;
    const float smallest = stage ? stage_digits * input_.composition.size.y : 10 * canvas_.unit;
    const bool tilted = places_.tilt > 0.5F;
    TextStyle style{share * place.cell(), Face::mono, roles_.top.heading, AlignX::center, AlignY::middle};
    const bool shown = !cell.text.empty() && style.size >= smallest;
    TextStyle number{0.42F * place.cell(), Face::mono, cell.text_color, AlignX::center, AlignY::middle};
    if (const float width = canvas_.width(cell.text, number), room = 0.88F * place.cell(); width > room)
        number.size *= room / width;
    const Vec2 up = !shown ? Vec2{} : tilted ? Vec2{0.06F, -0.08F} : Vec2{0, -0.09F};
    add_number(place.center(as_float(row) + up.y, as_float(column) + up.x), cell.text, number, 1e6F,
               cell.tag);

    if (contrast(style.color, cell.fill) < 4.5)
        style.color = cell.text_color;
    const Vec2 down = tilted ? Vec2{-0.18F, 0.26F} : Vec2{0, 0.29F};
    std::string text;
    if (shown) {
        for (const int64_t i : unravel_index((*input_.results.switches)[flat], input_.results.output))
            text += (text.empty() ? "[" : ",") + std::to_string(i);
        text += "]";
        if (const float width = canvas_.width(text, style), room = 0.9F * place.cell(); width > room)
            style.size *= room / width;
        if (style.size < smallest)
            text.clear();
    }
    add_number(place.center(as_float(row) + down.y, as_float(column) + down.x), text, style, 1e6F, {});
}

} // namespace convlens
