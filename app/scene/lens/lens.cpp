// Cards and cells of the lenses.
#include "scene/lens/lens.h"

#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/lens/type.h"
#include "scene/model/step_terms.h"
#include "scene/words/notation.h"
#include "scene/words/words.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

constexpr float button_gap = 6; // units

/// As wide as when it is chosen: nothing moves when another one is.
float button_width(Canvas& canvas, const std::string& label) {
    return canvas.width(label, {card_type::text * canvas.unit, Face::sans_bold, {}}) + 16 * canvas.unit;
}

/// Whether its cells are written as in the figure, with a common factor where there is one.
bool has_factors(Lens lens) {
    return lens == Lens::im2col || lens == Lens::unrolled;
}

TextStyle sentence_style(const Canvas& canvas) {
    return {card_type::text * canvas.unit, Face::sans, canvas.theme.quiet, AlignX::center};
}
std::vector<std::string> sentence_lines(Canvas& canvas, const std::string& sentence, float width) {
    return wrapped(canvas, sentence, sentence_style(canvas), width * 0.9F);
}

} // namespace

int64_t focus_term(const LensScene& scene) {
    const auto terms = static_cast<int64_t>(scene.step.terms.size());
    const int64_t done = terms_done(scene.cursor(), terms);
    if (takes_largest(scene.operation()) && is_revealed(scene.cursor(), scene.cursor().step))
        if (const int64_t winner = largest_term(scene.step, terms); winner >= 0)
            return winner;
    return std::max<int64_t>(done - 1, 0);
}

Rect lens_body(const Canvas& canvas, const Rect& area) {
    const float unit = canvas.unit;
    return {{area.min.x + 14 * unit, area.min.y + 38 * unit},
            {area.max.x - 14 * unit, area.max.y - 12 * unit}};
}

float card_height(const Canvas& canvas, float bottom, float room) {
    return std::min(std::ceil(bottom + 12 * canvas.unit), room);
}

float titled_width(Canvas& canvas, const LensScene& scene, Lens lens, const std::string& remark) {
    const float unit = canvas.unit;
    return canvas.width(lens_name(scene.texts(), lens), {card_type::title * unit, Face::sans_bold, {}}) +
           canvas.width(remark, {card_type::text * unit, Face::sans, {}}) + 41 * unit;
}

Rect lens_card(Canvas& canvas, const LensScene& scene, Lens lens, const Rect& area,
               const std::string& remark) {
    const float unit = canvas.unit;
    const Theme& theme = canvas.theme;
    const Tag tag = tag_of(TagSpace::lens, static_cast<int64_t>(lens));
    canvas.card(area, theme.card, theme.hairline, 7 * unit, tag);
    const TextStyle title{card_type::title * unit, Face::sans_bold, theme.text};
    const TextStyle quiet{card_type::text * unit, Face::sans, theme.quiet, AlignX::right};
    const std::string name = lens_name(scene.texts(), lens);
    const float baseline = area.min.y + 24 * unit;
    canvas.text(name, {area.min.x + 14 * unit, baseline}, title, tag);
    const float room = area.width() - 40 * unit - canvas.width(name, title);
    const std::string factors = has_factors(lens) ? factors_text(scene.input) : std::string();
    const std::string both = factors + (factors.empty() || remark.empty() ? "" : "   ") + remark;
    const auto fits = [&](const std::string& text) { return canvas.width(text, quiet) <= room; };
    canvas.text(fits(both)      ? both
                : fits(factors) ? factors
                                : std::string(),
                {area.max.x - 14 * unit, baseline}, quiet, tag);
    return lens_body(canvas, area);
}

ColorPairs lens_card_pairs(const Theme& theme) {
    return {{theme.accent, theme.card}, {theme.on_accent, theme.accent}};
}

void lens_sentence(Canvas& canvas, const LensScene&, const Rect& body, const std::string& sentence) {
    const float unit = canvas.unit;
    const TextStyle style = sentence_style(canvas);
    const std::vector<std::string> lines = sentence_lines(canvas, sentence, body.width());
    float y = body.center().y - 9 * unit * static_cast<float>(lines.size() - 1);
    for (const std::string& line : lines) {
        canvas.text(line, {body.center().x, y}, style);
        y += 20 * unit;
    }
}

float lens_choices(Canvas& canvas, const SceneInput& input, const LensChoice& choice, Vec2 at) {
    if (!input.composition.choices)
        return at.x;
    const float unit = canvas.unit;
    const Theme& theme = canvas.theme;
    const float half = 11 * unit;
    for (std::size_t i = 0; i < choice.labels.size(); ++i) {
        const bool on = static_cast<int64_t>(i) == choice.chosen;
        const TextStyle style{card_type::text * unit, on ? Face::sans_bold : Face::sans,
                              on ? theme.on_accent : theme.text, AlignX::center, AlignY::middle};
        const float width = button_width(canvas, choice.labels[i]);
        const Tag tag = lens_choice_tag(choice.lens, choice.first + static_cast<int64_t>(i));
        canvas.card({{at.x, at.y - half}, {at.x + width, at.y + half}}, on ? theme.accent : theme.card,
                    on ? theme.accent : theme.hairline, 5 * unit, tag);
        canvas.text(choice.labels[i], {at.x + width / 2, at.y}, style, tag);
        at.x += width + button_gap * unit;
    }
    return at.x;
}

float lens_choices_width(Canvas& canvas, const LensChoice& choice) {
    float width = -button_gap * canvas.unit;
    for (const std::string& label : choice.labels)
        width += button_width(canvas, label) + button_gap * canvas.unit;
    return width;
}

float sentence_height(Canvas& canvas, const std::string& sentence, float width) {
    const std::size_t lines = sentence_lines(canvas, sentence, width - 28 * canvas.unit).size();
    return (38 + 20 * static_cast<float>(lines) + 24) * canvas.unit;
}

bool title_choice(Canvas& canvas, const LensScene& scene, const Rect& area, const std::string& word,
                  const LensChoice& choice) {
    const float unit = canvas.unit;
    const Tag tag = tag_of(TagSpace::lens, static_cast<int64_t>(choice.lens));
    const TextStyle quiet{card_type::text * unit, Face::sans, canvas.theme.quiet, AlignX::right};
    const TextStyle title{card_type::title * unit, Face::sans_bold, {}};
    const float left =
        area.min.x + 14 * unit + canvas.width(lens_name(scene.texts(), choice.lens), title) + 12 * unit;
    const float right = area.max.x - 14 * unit;
    const float baseline = area.min.y + 24 * unit;
    if (!scene.input.composition.choices) {
        const std::string& chosen = choice.labels[static_cast<std::size_t>(choice.chosen)];
        const std::string words = word.empty() ? chosen : word + " " + chosen;
        canvas.text(right - canvas.width(words, quiet) >= left ? words : std::string(), {right, baseline},
                    quiet, tag);
        return true;
    }
    const float start = right - lens_choices_width(canvas, choice);
    if (start < left)
        return false;
    const bool fits = start - 8 * unit - canvas.width(word, quiet) >= left;
    canvas.text(fits ? word : std::string(), {start - 8 * unit, baseline}, quiet, tag);
    lens_choices(canvas, scene.input, choice, {start, area.min.y + 20 * unit});
    return true;
}

std::string position_text(const Texts& texts, const CellWindow& window, int64_t rows, int64_t columns) {
    std::string text;
    const auto add = [&](const char* key, int64_t first, int64_t visible, int64_t total) {
        if (visible < total)
            text += (text.empty() ? "" : " · ") + texts(key, {{"first", count_text(first + 1)},
                                                              {"last", count_text(first + visible)},
                                                              {"count", count_text(total)}});
    };
    add("matrix.columns", window.first_column, window.columns, columns);
    add("matrix.rows", window.first_row, window.rows, rows);
    return text;
}

void add_lens_cell(Canvas& canvas, const Sheet& sheet, float row, float column, const LensCell& cell) {
    Box box = sheet.box(row, column);
    box.fill = cell.fill;
    box.stroke = cell.line;
    box.stroke_width = canvas.theme.line * canvas.unit * 0.8F;
    box.pattern = beside_number(cell.pattern, cell.text);
    box.ink = box.pattern == Pattern::cornered ? cell.text_color : cell.ink;
    box.dash = cell.dash;
    canvas.add(box, cell.tag);
    add_lens_frame(canvas, sheet, row, column, 1, 1, cell.lit ? lit_color(canvas.theme) : Color{}, lit_width);
    TextStyle style{std::max(cell.text_share * sheet.cell(), canvas.min_text), Face::mono, cell.text_color,
                    AlignX::center, AlignY::middle};
    std::string text = cell.text;
    float room = 0.9F * sheet.cell();
    if (text.find('/') != std::string::npos) // 1/9 1/9 would read as one number
        room -= canvas.width("0", style) / 2;
    canvas.fit(text, style, room);
    canvas.text(std::move(text), sheet.center(row, column), style, cell.tag);
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
