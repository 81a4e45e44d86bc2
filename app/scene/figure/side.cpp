// What lies around the planes: the kernel, and what is pointed at or pinned.
#include "scene/base/as_number.h"
#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/figure/cells.h"
#include "scene/figure/figure.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

/// Turned about its middle by `halves` of 180 degrees; the digits on it stay upright.
Sheet turned(const Sheet& sheet, const PlaneModel& plane, float halves) {
    if (halves == 0)
        return sheet;
    const float angle = halves * 3.14159265F;
    const float cosine = std::cos(angle), sine = std::sin(angle);
    const auto turn = [&](Vec2 v) { return Vec2{v.x * cosine - v.y * sine, v.x * sine + v.y * cosine}; };
    const Vec2 middle = sheet.at(as_float(plane.rows) / 2, as_float(plane.columns) / 2);
    return {middle + turn(sheet.origin - middle), turn(sheet.u), turn(sheet.v)};
}

} // namespace

void FigureDrawing::draw_weight_cells(int64_t sheet, const Sheet& place, const CellWindow& part,
                                      bool digits) {
    const bool shown = shows_weights_of(sheet);
    for_each_cell(part, [&](int64_t r, int64_t c) {
        const int64_t flat = model_.weight_index(model_.weight_plane(sheet), r, c);
        CellStyle style;
        if (shown) {
            style.fill = theme_.w.fill;
            style.line = theme_.w.line;
            style.tag = tag_of(TagSpace::w, flat);
        }
        add_cell(place, as_float(r), as_float(c), style);
        std::string text;
        if (digits && shown)
            text = element_text(input_, *input_.results.w, 'w', flat);
        add_digits(place, as_float(r), as_float(c), text, theme_.w.text, 0.42F, {}, style.tag);
    });
}

void FigureDrawing::draw_weights() {
    const PlaneModel& plane = model_.weights;
    const bool digits = input_.document.cell_text != CellText::none && !weights_as_raster_ &&
                        places_.weights.cell() >= digits_from &&
                        (places_.weights_loupe.empty() || !input_.composition.stage);
    const float halves = 1 - input_.composition.kernel_turn;
    for (int64_t sheet = 0; sheet < plane.sheets; ++sheet) {
        const Sheet place = turned(places_.weights.of(sheet), plane, halves);
        if (!weights_as_raster_)
            draw_weight_cells(sheet, place, {0, plane.rows, 0, plane.columns}, digits);
        else if (shows_weights_of(sheet))
            draw_weights_raster(sheet, place);
    }
    Box frame;
    if (const int64_t term = lit_term(); term >= 0) {
        const Place at = model_.weight_place(term);
        if (at.sheet >= 0 && shows_weights_of(at.sheet)) {
            frame = turned(places_.weights.of(at.sheet), plane, halves)
                        .box(as_float(at.row), as_float(at.column));
            frame.stroke = theme_.current;
            frame.stroke_width = theme_.bold * canvas_.unit;
        }
    }
    canvas_.add(frame);
}

void FigureDrawing::draw_highlight() {
    if (!highlight_.any())
        return;
    const auto frame = [&](const Sheet& sheet, float row, float column, float rows, float columns, bool lit) {
        Box box = sheet.box(row, column, rows, columns);
        if (lit) {
            box.stroke = lit_color(theme_);
            box.stroke_width = lit_width * canvas_.unit;
        }
        canvas_.add(box);
    };
    // Of a raster: the rectangle around what is lit on each sheet.
    const auto around = [&](const Stack& stack, const PlaneModel& plane, const CellWindow& part, bool raster,
                            auto is_shown, auto is_lit) {
        for (int64_t s = 0; s < plane.sheets; ++s) {
            if (!is_shown(s))
                continue;
            const Sheet sheet = stack.of(s);
            int64_t top = plane.rows, left = plane.columns, bottom = -1, right = -1;
            for_each_cell(part, [&](int64_t r, int64_t c) {
                const bool lit = is_lit(s, r, c);
                if (!raster)
                    frame(sheet, as_float(r), as_float(c), 1, 1, lit);
                if (!lit)
                    return;
                top = std::min(top, r);
                left = std::min(left, c);
                bottom = std::max(bottom, r);
                right = std::max(right, c);
            });
            if (raster)
                frame(sheet, as_float(std::min(top, bottom)), as_float(std::min(left, right)),
                      as_float(std::max<int64_t>(bottom - top + 1, 0)),
                      as_float(std::max<int64_t>(right - left + 1, 0)), bottom >= 0);
        }
    };
    around(
        places_.base, model_.base, part_, base_as_raster_, [&](int64_t s) { return shows_base(s); },
        [&](int64_t s, int64_t r, int64_t c) {
            return model_.kind(model_.base_depth(s), r, c) == CellKind::value &&
                   highlight_.x(model_.input_index(s, r, c));
        });
    around(
        places_.top, model_.top, top_part_, top_as_raster_, [&](int64_t s) { return shows_top(s); },
        [&](int64_t s, int64_t r, int64_t c) { return highlight_.y(model_.output_index(s, r, c)); });
    if (has_pooled())
        around(
            places_.pooled, pooled_plane(), {0, model_.top.rows, 0, model_.top.columns}, false,
            [](int64_t) { return true; },
            [&](int64_t s, int64_t r, int64_t c) {
                return highlight_.y(model_.output_index(pooled_sheet(s), r, c));
            });
    const CellWindow kernel{0, model_.weights.rows, 0, model_.weights.columns};
    if (places_.weights_shown)
        around(
            places_.weights, model_.weights, kernel, weights_as_raster_, [](int64_t) { return true; },
            [&](int64_t s, int64_t r, int64_t c) {
                return shows_weights_of(s) && highlight_.w(model_.weight_index(model_.weight_plane(s), r, c));
            });
}

void FigureDrawing::draw_hover() {
    // Cells without an element have index -1.
    const Tag hover = input_.hover.index >= 0 && input_.hover.layer == 0 ? input_.hover : Tag{};
    Box frame;
    std::string text;
    Vec2 at;
    const auto point = [&](const Stack& stack, const PlaneModel& plane, const CellWindow& part, char letter,
                           const LazyTensor<double>& tensor, bool known, auto index_at) {
        for (int64_t s = 0; s < plane.sheets && text.empty(); ++s)
            for (int64_t r = part.first_row; r < part.end_row() && text.empty(); ++r)
                for (int64_t c = part.first_column; c < part.end_column(); ++c) {
                    if (index_at(s, r, c) != hover.index)
                        continue;
                    frame = stack.of(s).box(as_float(r), as_float(c));
                    at = stack.of(s).center(as_float(r), as_float(c)) - Vec2{0, stack.cell() * 0.6F};
                    const int64_t named =
                        letter == 'w' ? weight_in_document(input_.results, hover.index) : hover.index;
                    text = element_brackets(letter,
                                            spatial_indices(named, tensor.shape, model_.operation().dims()));
                    if (known)
                        text += " " + equals_text(tensor[hover.index]);
                    break;
                }
    };
    if (hover.space == static_cast<uint32_t>(TagSpace::x))
        point(places_.base, model_.base, part_, roles_.base_letter, *input_.results.x, true,
              [&](int64_t s, int64_t r, int64_t c) {
                  return shows_base(s) && model_.kind(model_.base_depth(s), r, c) == CellKind::value
                             ? model_.input_index(s, r, c)
                             : -1;
              });
    else if (hover.space == static_cast<uint32_t>(TagSpace::y))
        point(places_.top, model_.top, top_part_, roles_.top_letter, *input_.results.y,
              is_revealed(hover.index), [&](int64_t s, int64_t r, int64_t c) {
                  return shows_top(s) ? model_.output_index(s, r, c) : -1;
              });
    else if (hover.space == static_cast<uint32_t>(TagSpace::w) && places_.weights_shown)
        point(places_.weights, model_.weights, {0, model_.weights.rows, 0, model_.weights.columns}, 'w',
              *input_.results.w, true, [&](int64_t s, int64_t r, int64_t c) {
                  return shows_weights_of(s) ? model_.weight_index(model_.weight_plane(s), r, c) : -1;
              });
    else if (hover == tag_of(TagSpace::bias, model_.out_channel) && !bias_cell_.empty()) {
        frame = box_of(bias_cell_);
        at = {bias_cell_.center().x, bias_cell_.min.y - 4 * canvas_.unit};
        text = bias_brackets(model_.out_channel, model_.operation().out_channels) + " " +
               equals_text(*step_.bias);
    }
    if (!text.empty()) {
        frame.stroke = theme_.accent;
        frame.stroke_width = theme_.bold * canvas_.unit;
    }
    canvas_.add(frame);
    const TextStyle style{14 * canvas_.unit, Face::mono, theme_.text, AlignX::center, AlignY::bottom};
    const float half = text.empty() ? 0 : canvas_.width(text, style) / 2 + 8 * canvas_.unit;
    at.x = std::clamp(at.x, half, std::max(half, input_.composition.size.x - half));
    at.y = std::max(at.y, 26 * canvas_.unit);
    const Rect card{{at.x - half, at.y - 22 * canvas_.unit}, {at.x + half, at.y}};
    canvas_.card(card, text.empty() ? Color{} : theme_.card, text.empty() ? Color{} : theme_.hairline,
                 5 * canvas_.unit);
    canvas_.text(text, {at.x, at.y - 4 * canvas_.unit}, style);
}

} // namespace convlens
