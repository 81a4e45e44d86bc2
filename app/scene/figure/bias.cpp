// The bias with the kernel: the one number that is added to the map of the current step. Where it has no
// room, the sum has it.
#include "scene/base/tags.h"
#include "scene/figure/cells.h"
#include "scene/figure/figure.h"
#include "scene/words/notation.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr float bias_cell = 26; // units

} // namespace

/// Below the kernel, in what the layout kept for it; empty: nowhere.
Rect FigureDrawing::bias_place(Vec2 size) const {
    const float gap = 8 * canvas_.unit;
    const Rect& kept = places_.bias;
    if (size.x > kept.width() || size.y + gap > kept.height())
        return {};
    const float left = places_.weights.origin.x;
    const Vec2 at{std::clamp(left, kept.min.x, kept.max.x - size.x), kept.min.y + gap};
    return {at, at + size};
}

/// "+ b[1]" and the cell.
void FigureDrawing::draw_bias() {
    if (!step_.bias)
        return;
    const float unit = canvas_.unit, height = std::max(bias_cell * unit, 1.5F * canvas_.min_text);
    const int64_t map = model_.out_channel;
    const auto digits = static_cast<int>(input_.document.digits);
    const std::string text = input_.document.cell_text != CellText::numbers
                                 ? std::string()
                                 : short_number(*step_.bias, digits > 0 ? digits - 1 : 2).text;
    const TextStyle number{std::max(0.5F * height, canvas_.min_text), Face::mono, theme_.w.text,
                           AlignX::center, AlignY::middle};
    const TextStyle name{15 * unit, Face::sans_bold, theme_.w.heading, AlignX::left, AlignY::middle};
    const std::string words = "+ " + bias_brackets(map, model_.operation().out_channels);
    const float first = canvas_.width(words, name) + 7 * unit;
    const float wide = std::max(height, text.empty() ? 0 : canvas_.width(text, number) + 10 * unit);
    const Rect place = bias_place({first + wide, height});
    const Tag tag = place.empty() ? Tag{} : tag_of(TagSpace::bias, map);
    canvas_.text(place.empty() ? std::string() : words, {place.min.x, place.center().y}, name, tag);
    bias_cell_ = place.empty() ? Rect{} : Rect{{place.min.x + first, place.min.y}, place.max};
    Box cell = box_of(bias_cell_);
    if (place.empty()) {
        cell = {};
    } else {
        const bool is_added = input_.cursor.phase == Phase::drop;
        cell.fill = theme_.w.fill;
        cell.stroke = is_added ? theme_.current : highlight_.b(map) ? lit_color(theme_) : theme_.w.line;
        cell.stroke_width = is_added            ? theme_.bold * unit
                            : highlight_.b(map) ? lit_width * unit
                                                : line_width();
    }
    canvas_.add(cell, tag);
    canvas_.text(place.empty() ? std::string() : text, {cell.origin.x + cell.u.x / 2, place.center().y},
                 number, tag);
}

} // namespace convlens
