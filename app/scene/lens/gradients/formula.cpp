// Terms lie in columns, so that those which belong to one row of a window or of dY lie one below the other.
#include "scene/lens/gradients/formula.h"

#include "document/document.h"
#include "scene/base/tags.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr float sizes[] = {15, 14, 13}; // units of type, the first with which all has room
constexpr float head_size = 15;
constexpr float rule_size = 13.5F;
constexpr float label_size = 13;
constexpr float smallest_rule = 0.86F; // of its size

Tag lens_tag() {
    return tag_of(TagSpace::lens, static_cast<int64_t>(Lens::gradients));
}

int64_t divided_up(int64_t a, int64_t b) {
    return (a + b - 1) / b;
}

/// The shape at one size of type, for as many lines as it takes; `total_width`: px.
struct Trial {
    SumShape shape;
    int64_t lines = 1;
    float total_width = 0;

    /// `rows`: what belongs side by side begins a line.
    Trial(Canvas& canvas, float width, const SumNeed& need, float size, bool rows) {
        const float unit = canvas.unit;
        shape.size = size * unit;
        const float character = canvas.width("0", {shape.size, Face::mono_bold, {}});
        shape.sign = 1.9F * character;
        shape.slot = shape.sign + (static_cast<float>(need.characters) + 0.9F) * character;
        shape.pitch = 1.42F * shape.size;
        shape.head = 1.5F * head_size * unit;
        const auto fitting = static_cast<int64_t>((width + 0.9F * character) / shape.slot);
        shape.across = std::clamp<int64_t>(fitting, 1, need.terms);
        if (rows && shape.across < need.terms && need.row <= shape.across)
            shape.across = shape.across / need.row * need.row;
        total_width = static_cast<float>(need.total) * character + 52 * unit; // behind "so far"
        lines = divided_up(need.terms, shape.across) + (has_room_beside(need.terms, width) ? 0 : 1);
    }
    /// For the total, on the line of the last of so many terms.
    bool has_room_beside(int64_t terms, float width) const {
        const int64_t on_line = (terms - 1) % shape.across + 1;
        return static_cast<float>(on_line) * shape.slot + total_width <= width;
    }
};

void draw_head(Canvas& canvas, const WrittenSum& sum, Color color, Vec2 at, float width) {
    TextStyle head{head_size * canvas.unit, Face::mono_bold, color};
    if (const float wide = canvas.width(sum.head, head); wide > width)
        head.size *= width / wide;
    const Face face = sum.is_first ? Face::mono : Face::sans;
    TextStyle quiet{rule_size * canvas.unit, face, canvas.theme.quiet};
    const float room = width - canvas.width(sum.head, head);
    std::string shown;
    for (const std::string& rule : sum.rules)
        if (const float wide = canvas.width(rule, quiet); shown.empty() && wide * smallest_rule <= room) {
            shown = rule;
            quiet.size *= std::min(1.0F, room / std::max(wide, 1.0F));
        }
    canvas.run(at, {{sum.head, head}, {shown, quiet}}, lens_tag());
}

/// Signs and pieces of one place.
void draw_term(Canvas& canvas, const SumShape& shape, const WrittenSum& sum, Color color, int64_t place,
               Vec2 at) {
    const Theme& theme = canvas.theme;
    const bool present = place < static_cast<int64_t>(sum.terms.size());
    const WrittenTerm term = present ? sum.terms[static_cast<std::size_t>(place)] : WrittenTerm{};
    const bool lit = place == sum.lit;
    const bool later = place >= sum.done;
    TextStyle sign{shape.size, Face::mono, theme.quiet};
    const bool exact =
        std::all_of(sum.terms.begin(), sum.terms.end(), [](const WrittenTerm& t) { return t.exact; });
    const char* const before = place > 0 ? "+" : !sum.is_first ? "" : exact ? "=" : "≈";
    canvas.text(present ? before : "", at, sign, lens_tag());
    TextStyle text{shape.size, lit ? Face::mono_bold : Face::mono, {}};
    const float room = shape.slot - shape.sign;
    const float wide = present ? canvas.width(term.first + term.sign + term.second, text) : 0;
    if (wide > room)
        text.size *= room / wide;
    at.x += shape.sign;
    const std::pair<std::string, Color> pieces[] = {
        {term.first, color}, {term.sign, theme.quiet}, {term.second, sum.second}};
    for (const auto& [piece, own] : pieces) {
        text.color = lit ? theme.current : later ? mixed(theme.card, theme.quiet, 0.55F) : own;
        canvas.text(piece, at, text, lens_tag());
        at.x += piece.empty() ? 0 : canvas.width(piece, text);
    }
}

} // namespace

SumShape sum_shape(Canvas& canvas, float width, const SumNeed& need, int64_t max_lines) {
    for (const bool rows : {true, false})
        for (const float size : sizes) {
            Trial trial(canvas, width, need, size, rows);
            if (trial.lines <= max_lines) {
                trial.shape.lines = trial.lines;
                trial.shape.page = need.terms;
                return trial.shape;
            }
        }
    Trial trial(canvas, width, need, sizes[0], true);
    SumShape& shape = trial.shape;
    shape.lines = max_lines;
    // Behind the last term lie the dots and the total.
    const float dots = 2 * shape.sign;
    if (max_lines == 1) {
        const auto fitting = static_cast<int64_t>((width - trial.total_width - dots) / shape.slot);
        shape.across = std::clamp<int64_t>(fitting, 1, shape.across);
        shape.page = shape.across;
        return shape;
    }
    const float used = static_cast<float>(shape.across) * shape.slot + dots + trial.total_width;
    shape.page = shape.across * (used <= width ? max_lines : max_lines - 1);
    return shape;
}

void draw_written_sum(Canvas& canvas, const SumShape& shape, const WrittenSum& sum, Color color, Vec2 at,
                      float width) {
    draw_head(canvas, sum, color, at, width);
    const auto baseline = [&](int64_t line) {
        return at.y + shape.head + static_cast<float>(line) * shape.pitch;
    };
    for (int64_t i = 0; i < shape.page; ++i)
        draw_term(canvas, shape, sum, color, i,
                  {at.x + static_cast<float>(i % shape.across) * shape.slot, baseline(i / shape.across)});

    const auto terms = std::min(static_cast<int64_t>(sum.terms.size()), shape.page);
    int64_t line = terms > 0 ? (terms - 1) / shape.across : 0;
    Vec2 end{at.x, baseline(line)};
    if (terms > 0)
        end.x += static_cast<float>((terms - 1) % shape.across + 1) * shape.slot;
    const TextStyle plain{shape.size, Face::mono, canvas.theme.quiet};
    const std::string dots = sum.is_last ? "" : "+ …";
    if (end.x + canvas.width(dots, plain) > at.x + width && line + 1 < shape.lines)
        end = {at.x, baseline(++line)};
    canvas.text(dots, end, plain, lens_tag());
    end.x += sum.is_last ? 0 : 2 * shape.sign;
    TextStyle label{label_size * canvas.unit, Face::sans, canvas.theme.quiet};
    TextStyle total{shape.size, Face::mono_bold, color};
    const std::string gap = sum.label.empty() ? "" : "  ";
    const auto wide = [&] { return canvas.width(sum.label + gap, label) + canvas.width(sum.total, total); };
    if (end.x + wide() > at.x + width && line + 1 < shape.lines)
        end = {at.x, baseline(++line)};
    if (const float room = at.x + width - end.x; wide() > room) {
        const float smaller = room / wide();
        label.size *= smaller;
        total.size *= smaller;
    }
    canvas.run(end, {{sum.label + gap, label}, {sum.total, total}}, lens_tag());
}

} // namespace convlens
