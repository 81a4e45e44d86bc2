// Cards and cells of the lenses.
#include "scene/lens/lens.h"

#include "scene/base/tags.h"
#include "scene/model/step_terms.h"
#include "scene/words/words.h"

#include <algorithm>
#include <cmath>

namespace convlens {

int64_t focus_term(const LensScene& scene) {
    const auto terms = static_cast<int64_t>(scene.step.terms.size());
    const int64_t done = terms_done(scene.cursor(), terms);
    if (takes_largest(scene.operation()) && is_revealed(scene.cursor(), scene.cursor().step))
        if (const int64_t winner = largest_term(scene.step, terms); winner >= 0)
            return winner;
    return std::max<int64_t>(done - 1, 0);
}

Rect lens_card(Canvas& canvas, const LensScene& scene, Lens lens, const Rect& area,
               const std::string& remark) {
    const float unit = canvas.unit;
    const Theme& theme = canvas.theme;
    const Tag tag = tag_of(TagSpace::lens, static_cast<int64_t>(lens));
    canvas.card(area, theme.card, theme.hairline, 7 * unit, tag);
    const TextStyle title{15 * unit, Face::sans_bold, theme.text};
    const TextStyle quiet{12.5F * unit, Face::sans, theme.quiet, AlignX::right};
    const std::string name = lens_name(scene.texts(), lens);
    const float baseline = area.min.y + 24 * unit;
    canvas.text(name, {area.min.x + 14 * unit, baseline}, title, tag);
    const float room = area.width() - 40 * unit - canvas.width(name, title);
    const bool fits = canvas.width(remark, quiet) <= room;
    canvas.text(fits ? remark : std::string(), {area.max.x - 14 * unit, baseline}, quiet, tag);
    return {{area.min.x + 14 * unit, area.min.y + 38 * unit},
            {area.max.x - 14 * unit, area.max.y - 12 * unit}};
}

ColorPairs lens_card_pairs(const Theme& theme) {
    return {{theme.accent, theme.card}, {theme.on_accent, theme.accent}};
}

void lens_sentence(Canvas& canvas, const LensScene&, const Rect& body, const std::string& sentence) {
    const float unit = canvas.unit;
    const TextStyle style{14 * unit, Face::sans, canvas.theme.quiet, AlignX::center};
    const std::vector<std::string> lines = wrapped(canvas, sentence, style, body.width() * 0.9F);
    float y = body.center().y - 9 * unit * static_cast<float>(lines.size() - 1);
    for (const std::string& line : lines) {
        canvas.text(line, {body.center().x, y}, style);
        y += 20 * unit;
    }
}

namespace {

/// Where nothing can be clicked: what is chosen; of the sizes lens all, for they are what it says.
float written_choices(Canvas& canvas, Lens lens, Vec2 at, const std::vector<std::string>& labels,
                      int64_t chosen) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const bool on = static_cast<int64_t>(i) == chosen;
        if (!on && lens != Lens::sizes)
            continue;
        const TextStyle style{12.5F * canvas.unit, on ? Face::sans_bold : Face::sans, canvas.theme.text,
                              AlignX::left, AlignY::middle};
        canvas.text(labels[i], at, style);
        at.x += canvas.width(labels[i], style) + 12 * canvas.unit;
    }
    return at.x;
}

} // namespace

float lens_choices(Canvas& canvas, Lens lens, Vec2 at, const std::vector<std::string>& labels, int64_t chosen,
                   int64_t first) {
    if (!canvas.has_buttons)
        return written_choices(canvas, lens, at, labels, chosen);
    const float unit = canvas.unit;
    const Theme& theme = canvas.theme;
    const float half = 11 * unit;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const bool on = static_cast<int64_t>(i) == chosen;
        const TextStyle style{12.5F * unit, on ? Face::sans_bold : Face::sans,
                              on ? theme.on_accent : theme.text, AlignX::center, AlignY::middle};
        const float width = canvas.width(labels[i], style) + 16 * unit;
        const Tag tag = lens_choice_tag(lens, first + static_cast<int64_t>(i));
        canvas.card({{at.x, at.y - half}, {at.x + width, at.y + half}}, on ? theme.accent : theme.card,
                    on ? theme.accent : theme.hairline, 5 * unit, tag);
        canvas.text(labels[i], {at.x + width / 2, at.y}, style, tag);
        at.x += width + 6 * unit;
    }
    return at.x;
}

void add_lens_cell(Canvas& canvas, const Sheet& sheet, float row, float column, const LensCell& cell) {
    Box box = sheet.box(row, column);
    box.fill = cell.fill;
    box.stroke = cell.line;
    box.stroke_width = canvas.theme.line * canvas.unit * 0.8F;
    box.pattern = cell.pattern;
    box.ink = cell.ink;
    box.dash = cell.dash;
    canvas.add(box, cell.tag);
    add_lens_frame(canvas, sheet, row, column, 1, 1, cell.lit ? lit_color(canvas.theme) : Color{}, lit_width);
    TextStyle style{cell.text_share * sheet.cell(), Face::mono, cell.text_color, AlignX::center,
                    AlignY::middle};
    const float room = 0.9F * sheet.cell();
    const float width = cell.text.empty() ? 0 : canvas.width(cell.text, style);
    if (width > room)
        style.size *= room / width;
    canvas.text(cell.text, sheet.center(row, column), style, cell.tag);
}

void add_lens_frame(Canvas& canvas, const Sheet& sheet, float row, float column, float rows, float columns,
                    Color color, float width) {
    Box frame = sheet.box(row, column, rows, columns);
    frame.stroke = color;
    frame.stroke_width = width * canvas.unit;
    canvas.add(frame);
}

void add_lens_frame(Canvas& canvas, const Sheet& sheet, const CellWindow& cells, Color color, float width) {
    add_lens_frame(canvas, sheet, static_cast<float>(cells.first_row), static_cast<float>(cells.first_column),
                   static_cast<float>(cells.rows), static_cast<float>(cells.columns), color, width);
}

Sheet lens_sheet(Vec2 at, float cell) {
    return {{std::round(at.x), std::round(at.y)}, {cell, 0}, {0, cell}};
}

float lens_cell(const Canvas& canvas, Vec2 size, float rows, float columns, float most) {
    const float cell = std::min({size.x / columns, size.y / rows, most * canvas.unit});
    return snapped(cell, 4);
}

} // namespace convlens
