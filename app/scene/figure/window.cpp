// The window on one sheet: the cells it covers, the weights in their corners, the term that is lit, the
// winner of a pool.
#include "scene/base/as_number.h"
#include "scene/base/color_maps.h"
#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/figure/figure.h"
#include "scene/figure/reading_size.h"
#include "scene/model/step_terms.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr int64_t max_window_cells = 1024; // of all sheets; larger windows are outlines
constexpr float usual_weight_share = 0.29F,
                max_weight_share = 0.46F; // of a cell: the size of the weight in it

} // namespace

Color FigureDrawing::tap_fill(CellKind kind) const {
    switch (kind) {
    case CellKind::value:
        return image_ ? image_tint(roles_.base.lit) : roles_.base.lit;
    case CellKind::hole:
        return half_lit(theme_.hole_fill, roles_.base.lit);
    case CellKind::padding:
        return half_lit(theme_.padding_fill, roles_.base.lit);
    }
    return {};
}

void FigureDrawing::draw_window(int64_t sheet) {
    const AxisModel& rows = model_.axes[1];
    const AxisModel& columns = model_.axes[2];
    const bool cells =
        !base_as_raster_ && rows.window() * columns.window() * model_.base.sheets <= max_window_cells;
    // A sheet without a window keeps its items without ink, so that every step has the same list.
    const int64_t plane = model_.window_plane(sheet);
    const bool shown = plane >= 0;
    const Sheet place = places_.base.of(sheet);
    const Place at = model_.tap(0);
    for (int64_t r = 0; cells && r < rows.window(); ++r)
        for (int64_t c = 0; c < columns.window(); ++c) {
            const bool tap = r % rows.dilation == 0 && c % columns.dilation == 0;
            Box box = place.box(window_row_ + as_double(r), window_column_ + as_double(c));
            if (!part_.has(at.row + r, at.column + c)) {
                box = {};
            } else if (shown && tap) {
                const int64_t depth = model_.base_depth(sheet);
                const CellKind kind = model_.kind(depth, at.row + r, at.column + c);
                const bool past = model_.past_end(depth, at.row + r, at.column + c);
                box.fill = with_alpha(tap_fill(kind), moving_ ? 0.85F : 1.0F);
                box.stroke = theme_.window;
                box.stroke_width = line_width();
                box.dash = past ? Dash::dotted : Dash::solid;
                box.pattern = kind == CellKind::value || past ? Pattern::none
                              : kind == CellKind::hole        ? Pattern::dotted
                                                              : Pattern::hatched;
                box.ink = with_alpha(kind == CellKind::hole ? theme_.hole_ink : theme_.padding_ink, 0.8F);
            } else if (shown) {
                box.stroke = with_alpha(theme_.window, 0.01F);
                box.pattern = Pattern::outlined;
                box.ink = theme_.window;
            }
            canvas_.add(box);
        }
    Box outline =
        place.box(window_row_, window_column_, as_double(rows.window()), as_double(columns.window()));
    if (!moving_) {
        const CellWindow seen = intersected({at.row, rows.window(), at.column, columns.window()}, part_);
        outline = place.box(as_double(seen.first_row), as_double(seen.first_column), as_double(seen.rows),
                            as_double(seen.columns));
    }
    if (!cells) { // a rim that is set off from whatever numbers lie around it
        Box rim = outline;
        rim.stroke = shown ? theme_.ground : Color{};
        rim.stroke_width = (theme_.bold + 3) * canvas_.unit;
        canvas_.add(rim);
    }
    if (shown) {
        outline.stroke = theme_.window;
        outline.stroke_width = theme_.bold * canvas_.unit;
        if (!cells)
            outline.fill = with_alpha(theme_.window, 0.25F);
    }
    canvas_.add(outline, tag_of(TagSpace::window, std::max<int64_t>(plane, 0)));
}

/// Of a cell: the size of the weight in it. On the stage it is one that the last row reads.
float FigureDrawing::weight_share() const {
    if (!input_.composition.stage)
        return usual_weight_share;
    const float wanted = stage_weights * input_.composition.size.y / places_.base.cell();
    return std::clamp(wanted, usual_weight_share, max_weight_share);
}

/// Where two numbers have room in a cell.
bool FigureDrawing::has_weights_in_window() const {
    constexpr float rounding = 0.99F;
    const float min_size =
        input_.composition.stage ? rounding * stage_weights * input_.composition.size.y : 6.5F; // px
    return has_weight(model_.operation().kind) && base_digits_ &&
           weight_share() * places_.base.cell() >= min_size;
}

/// Whether the weight would lie over a number of X.
bool FigureDrawing::meets_number(const Sheet& sheet, double row, double column, const std::string& text,
                                 Vec2 shift) {
    if (text.empty() || !input_.composition.stage)
        return false;
    const TextStyle style = digit_style(sheet, text, weight_share(), shift);
    const Vec2 half{canvas_.width(text, style) / 2 - 1, 0.35F * style.size};
    const Vec2 at = sheet.center(row + shift.y, column + shift.x);
    return std::any_of(digits_.begin(), digits_.end(), [&](const Rect& digits) {
        return !intersected(digits, {at - half, at + half}).empty();
    });
}

void FigureDrawing::draw_window_labels(int64_t sheet) {
    const AxisModel& rows = model_.axes[1];
    const AxisModel& columns = model_.axes[2];
    if (!has_weights_in_window() || rows.kernel * columns.kernel * model_.base.sheets > max_window_cells)
        return;
    const int64_t plane = model_.window_plane(sheet);
    const bool shown = plane >= 0;
    const Sheet place = places_.base.of(sheet);
    const Place at = model_.tap(0);
    for (int64_t r = 0; r < rows.kernel; ++r)
        for (int64_t c = 0; c < columns.kernel; ++c) {
            const int64_t down = r * rows.dilation;
            const int64_t right = c * columns.dilation;
            std::string text;
            CellKind kind = CellKind::value;
            const Vec2 shift = places_.tilt > 0.5F ? Vec2{0.22F, 0.22F} : Vec2{0.2F, 0.26F};
            if (shown && part_.has(at.row + down, at.column + right)) {
                const int64_t flat = model_.weight_index(plane, r, c);
                text = element_text(input_, *input_.results.w, 'w', flat);
                if (input_.document.cell_text == CellText::numbers)
                    text.insert(0, "×");
                if (is_digit_covered(places_.base, part_, sheet, as_double(at.row + down),
                                     as_double(at.column + right), text, weight_share(), shift))
                    text.clear();
                kind = model_.kind(model_.base_depth(sheet), at.row + down, at.column + right);
            }
            if (meets_number(place, window_row_ + as_double(down), window_column_ + as_double(right), text,
                             shift))
                text.clear();
            const bool readable = !image_ && contrast(theme_.w.text, tap_fill(kind)) >= 4.5;
            const Color color = readable ? theme_.w.text : image_ ? theme_.text : roles_.base.text;
            add_digits(place, window_row_ + as_double(down), window_column_ + as_double(right), text, color,
                       weight_share(), shift, {});
        }
}

Box FigureDrawing::tap_frame(int64_t term, Color color) const {
    if (term < 0)
        return {};
    const Place at = model_.tap(term);
    if (at.sheet < 0 || !shows_base(at.sheet) || !part_.has(at.row, at.column))
        return {};
    Box frame = places_.base.of(at.sheet).box(as_double(at.row), as_double(at.column));
    frame.stroke = color;
    frame.stroke_width = theme_.bold * canvas_.unit;
    return frame;
}

int64_t FigureDrawing::winning_term() const {
    return largest_term(step_, terms_done(input_.cursor, input_.results.terms_per_step));
}

void FigureDrawing::draw_marks() {
    const Veil& veil = input_.composition.veil;
    if (model_.unpooling() || veil.window)
        return;
    if (takes_largest(model_.operation()) && !veil.winner) {
        Box winner = tap_frame(winning_term(), roles_.top.line);
        winner.stroke_width *= 1.4F;
        canvas_.add(winner);
    }
    canvas_.add(tap_frame(lit_term(), theme_.current));
}

} // namespace convlens
