// State of the drawing, order of the parts, and what is the same for both planes: cells and digits.
#include "scene/figure/figure.h"

#include "scene/base/color_maps.h"
#include "scene/base/roles.h"
#include "scene/base/scene_input.h"
#include "scene/figure/cells.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr int64_t max_cells = 4000; // of a plane; more become a raster

bool is_raster(int64_t cells, const Sheet& sheet) {
    return cells > max_cells || std::min(std::hypot(sheet.u.x, sheet.u.y), std::hypot(sheet.v.x, sheet.v.y)) <
                                    0.95F * outlined_from;
}

} // namespace

FigureDrawing::FigureDrawing(Canvas& canvas, const SceneInput& input, const FigureModel& model,
                             const Step& step, const FigurePlaces& places, const Rasters& rasters,
                             const Highlight& highlight)
    : canvas_(canvas), input_(input), model_(model), step_(step), places_(places), rasters_(rasters),
      highlight_(highlight), theme_(input.theme), roles_(roles(model.operation(), input.theme)) {
    const auto part_of = [](const PlaneModel& plane, const PlaneShare& share) {
        return share.part.empty() ? CellWindow{0, plane.rows, 0, plane.columns} : share.part;
    };
    part_ = part_of(model.base, places.base_share);
    top_part_ = part_of(model.top, places.top_share);
    const auto cells = [](const PlaneModel& plane, const CellWindow& part, bool alone) {
        return (alone ? 1 : plane.sheets) * part.rows * part.columns;
    };
    base_as_raster_ = is_raster(cells(model.base, part_, places.base_share.alone), places.base);
    top_as_raster_ = is_raster(cells(model.top, top_part_, places.top_share.alone), places.top);
    const PlaneModel& weights = model.weights;
    weights_as_raster_ = is_raster(
        cells(weights, {0, weights.rows, 0, weights.columns}, places.weights_alone >= 0), places.weights);
    const bool digits = input.document.cell_text != CellText::none;
    base_digits_ = digits && !base_as_raster_ && places.base.cell() >= digits_from;
    top_digits_ = digits && !top_as_raster_ && places.top.cell() >= digits_from;
    image_ = input.document.input.kind == SourceKind::image;
    if (!base_as_raster_) {
        depth_reached_ = model.axes[0].reached();
        row_reached_ = model.axes[1].reached();
        column_reached_ = model.axes[2].reached();
    }

    const auto place = [&](const FigureModel& m, std::size_t axis) {
        return static_cast<double>(m.axes[axis].window_at(m.output[axis]));
    };
    window_row_ = place(model, 1);
    window_column_ = place(model, 2);
    moving_ = input.cursor.phase == Phase::move && model.step() > 0 && places.base_share.part.empty();
    if (moving_) {
        const FigureModel before(model.results(), model.step() - 1);
        const float t = input.cursor.progress;
        window_row_ += (place(before, 1) - window_row_) * (1 - t);
        window_column_ += (place(before, 2) - window_column_) * (1 - t);
    }
    const Place result = model.result(), first = model.tap(0);
    rising_ = input.cursor.phase == Phase::drop && !input.cursor.reveal_all && places.tilt > 0.5F &&
              result.sheet >= 0 && first.sheet >= 0 && shows_top(result.sheet) && shows_base(first.sheet) &&
              top_part_.has(result.row, result.column);
    if (model.unpooling() && !top_as_raster_)
        unpooled_ = unpooled_cells(model, input.cursor);
}

void FigureDrawing::draw() {
    const Veil& veil = input_.composition.veil;
    draw_strips();
    draw_maps();
    for (int64_t sheet = model_.base.sheets; sheet-- > 0;) { // the first lies on top
        if (!shows_base(sheet))
            continue;
        base_as_raster_ ? draw_base_raster(sheet, places_.base.of(sheet), base_raster_tag(sheet))
                        : draw_base(sheet);
        if (!veil.window)
            draw_window(sheet);
        draw_base_labels(sheet);
        if (!veil.window)
            draw_window_labels(sheet);
    }
    draw_marks();
    if (!veil.window && !veil.result)
        draw_sight_lines();
    if (!veil.result)
        draw_top();
    if (model_.unpooling() && !veil.window && !veil.result)
        draw_unpooling_window();
    if (has_pooled()) {
        draw_pooled();
        draw_pooled_arrow();
    }
    if (!places_.loupe.empty())
        draw_loupe();
    else if (!veil.winner && !veil.result && !veil.window)
        draw_arrow();
    if (!veil.result)
        draw_rising_result();
    draw_sheet_names();
    if (places_.weights_shown)
        draw_weights();
    if (!places_.weights_loupe.empty())
        draw_weights_loupe();
    if (places_.weights_shown)
        draw_bias();
    draw_headings();
    draw_strip_words();
    draw_highlight();
    draw_hover();
}

int64_t FigureDrawing::lit_term() const {
    return convlens::lit_term(input_.cursor, input_.results.terms_per_step);
}

bool FigureDrawing::is_revealed(int64_t output) const {
    return convlens::is_revealed(input_.cursor, output);
}

void FigureDrawing::fade(CellStyle& style) const {
    if (image_)
        return;
    style.fill = faded(style.fill, theme_.ground);
    style.line = mixed(theme_.ground, style.line, 0.6F);
}

/// Never less than a pixel: in a small picture the hatching, whose lines have one, must not outdo the cells.
float FigureDrawing::line_width() const {
    return std::max(theme_.line * canvas_.unit, 1.0F);
}

void FigureDrawing::add_cell(const Sheet& sheet, double row, double column, const CellStyle& style) {
    Box box = sheet.box(row, column);
    box.fill = style.fill;
    box.stroke = style.line;
    box.stroke_width = line_width();
    box.dash = style.dash;
    box.pattern = beside_number(style.pattern, style.text);
    box.ink = box.pattern == Pattern::cornered ? style.text_color : style.ink;
    canvas_.add(box, style.tag);
}

TextStyle FigureDrawing::digit_style(const Sheet& sheet, const std::string& text, float share, Vec2 shift) {
    TextStyle style{share * sheet.cell(), Face::mono, {}, AlignX::center, AlignY::middle};
    // On the stage two numbers share a covered cell by their heights, not by their widths.
    const float shared = input_.composition.stage ? (shift.x < 0 ? 0.86F : 0.74F) : 0.56F;
    const float room = sheet.cell() * (sheet.upright() ? 0.88F : 1.05F) * (shift == Vec2{} ? 1.0F : shared);
    return fitted(style, text, room);
}

TextStyle FigureDrawing::fitted(TextStyle style, const std::string& text, float room) {
    const float width = text.empty() ? 0 : canvas_.width(text, style);
    if (width > room)
        style.size *= room / width;
    return style;
}

/// The shift of a text from the middle of its cell, as far as that leaves it inside.
Vec2 FigureDrawing::kept_inside(const Sheet& sheet, const std::string& text, const TextStyle& style,
                                Vec2 shift) {
    constexpr float edge = 0.06F; // cells
    if (text.empty() || !sheet.upright())
        return shift;
    const float room = std::max(0.5F - edge - canvas_.width(text, style) / 2 / sheet.cell(), 0.0F);
    return {std::clamp(shift.x, -room, room), shift.y};
}

void FigureDrawing::add_digits(const Sheet& sheet, double row, double column, const std::string& text,
                               Color color, float share, Vec2 shift, Tag tag) {
    TextStyle style = digit_style(sheet, text, share, shift);
    style.color = color;
    const Vec2 kept = kept_inside(sheet, text, style, shift);
    add_number(sheet.center(row + kept.y, column + kept.x), text, style, 1e6F, tag); // it fits already
}

void FigureDrawing::add_number(Vec2 at, const std::string& text, TextStyle style, float room, Tag tag) {
    style = fitted(style, text, room);
    if (!text.empty()) {
        const Vec2 half{canvas_.width(text, style) / 2, 0.4F * style.size};
        digits_.push_back({at - half, at + half});
    }
    canvas_.text(text, at, style, tag);
}

bool FigureDrawing::is_digit_covered(const Stack& stack, const CellWindow& part, int64_t sheet, double row,
                                     double column, const std::string& text, float share, Vec2 shift) {
    constexpr float touching = 0.35F; // cells from the middle of one
    const Sheet place = stack.of(sheet);
    if (!places_.volumes || sheet == 0 || text.empty())
        return false;
    if (!input_.composition.stage)
        return is_covered(stack, part, sheet, place.center(row, column), touching);
    // There a number is seen whole or not at all.
    const TextStyle style = digit_style(place, text, share, shift);
    const Vec2 half{canvas_.width(text, style) / 2 + canvas_.unit, 0.4F * style.size + canvas_.unit};
    const Vec2 middle = place.center(row + shift.y, column + shift.x);
    for (const float x : {-1.0F, -0.5F, 0.0F, 0.5F, 1.0F})
        for (const float y : {-1.0F, 0.0F, 1.0F})
            if (is_covered(stack, part, sheet, middle + Vec2{x * half.x, y * half.y}, 0))
                return true;
    return false;
}

} // namespace convlens
