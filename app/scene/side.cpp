// Words come from the catalogue, titles and captions from the document.
#include "scene/side.h"

#include "convlens/arithmetic.h"
#include "scene/base/roles.h"
#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/figure/reading_size.h"
#include "scene/words/notation.h"
#include "scene/words/padding_letters.h"
#include "scene/words/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convlens {
namespace {

constexpr float side_title = 25;
constexpr float min_side_title = 0.66F; // of that
constexpr float title_line = 21;
constexpr float side_caption = 15.5F;
constexpr float caption_line = 22;
constexpr std::size_t max_caption_lines = 4;
constexpr std::size_t max_stage_lines = 6; // there it is being said, and written larger
constexpr std::size_t brief_lines = 2;

TextStyle caption_style(const Canvas& canvas) {
    return {side_caption * canvas.unit, Face::sans, canvas.theme.quiet};
}

std::string title_text(const SceneInput& input) {
    const std::string& own = input.document.title.in(input.texts.language());
    return own.empty() ? std::string(input.texts(kind_key(input.results.operation.kind))) : own;
}

/// "stride 2, padding 1, dilation 2": what differs from the simplest case.
std::string plain_caption(const SceneInput& input) {
    const Operation& op = input.results.operation;
    const auto all = [](const Sizes& sizes, int64_t value) {
        return std::all_of(sizes.begin(), sizes.end(), [&](int64_t s) { return s == value; });
    };
    const auto short_size = [&](const Sizes& sizes) {
        return all(sizes, sizes[0]) ? std::to_string(sizes[0]) : size_text(sizes);
    };
    std::vector<std::string> parts;
    const auto part = [&](std::string_view key, const std::string& value) {
        parts.push_back(input.texts(key, {{"value", value}, {"padding", input.texts(padding_key(op))}}));
    };
    part(window_key(op.kind, "caption.kernel", "caption.window"), size_text(op.kernel_size));
    if (!all(op.stride, 1))
        part("caption.stride", short_size(op.stride));
    if (op.kind == Kind::conv_transpose)
        part("caption.padding", turned_letters(op) + " (" + padding_letters(op) + ")");
    else if (op.padding_begin != op.padding_end)
        part("caption.padding", padding_letters(op));
    else if (!all(op.padding_begin, 0))
        part("caption.padding", short_size(op.padding_begin));
    if (!all(op.dilation, 1))
        part("caption.dilation", short_size(op.dilation));
    if (!all(op.output_padding, 0))
        part("caption.output_padding", value_text(op.output_padding)); // of unpoolings it may be below 0
    if (op.groups > 1)
        part("caption.groups", std::to_string(op.groups));
    std::string text;
    for (const std::string& p : parts)
        text += (text.empty() ? "" : std::string(input.texts("caption.separator"))) + p;
    return text;
}

/// What follows from the sizes, in words: the guide's relationship, the stretched size, what stays unread.
std::string remarks(const SceneInput& input) {
    const Operation& op = input.results.operation;
    const Texts& texts = input.texts;
    std::string text;
    const auto sentence = [&](const std::string& s) { text += (text.empty() ? "" : " ") + s; };
    if (const auto own = relationship_formula(op, op.dims() - 1)) {
        const bool is_other = own->symbolic != formula(op, op.dims() - 1).symbolic;
        sentence(texts(is_other ? "formula.relationship_own" : "formula.relationship",
                       {{"number", std::to_string(*relationship(op))}, {"formula", own->symbolic}}));
    }
    if (op.kind == Kind::conv_transpose) {
        sentence(stretched_words(texts, op));
    } else if (op.kind != Kind::max_unpool) {
        sentence(reading_note(texts, op));
    }
    return text;
}

/// Length of the text up to the sentence before the last one; 0 where there is one sentence only.
std::size_t without_last_sentence(const std::string& text) {
    std::size_t end = 0;
    for (const std::string_view stop : {". ", "? ", "! ", "。", "？", "！"}) {
        const std::size_t at = text.rfind(stop, text.size() - std::min(text.size(), stop.size() + 1));
        if (at != std::string::npos)
            end = std::max(end, at + stop.size() - (stop.back() == ' ' ? 1 : 0));
    }
    return end;
}

std::size_t max_lines(const SceneInput& input) {
    return input.composition.stage ? max_stage_lines : max_caption_lines;
}

/// Whole sentences, as many as have room in `most` lines; none where the first has not.
std::vector<std::string> caption_lines(Canvas& canvas, const SceneInput& input, float width,
                                       std::size_t most) {
    const std::string& own = input.document.caption.in(input.texts.language());
    std::string text = own.empty() ? plain_caption(input) : own;
    std::vector<std::string> lines = wrapped(canvas, text, caption_style(canvas), width);
    while (lines.size() > most && !text.empty()) {
        text.resize(without_last_sentence(text));
        lines = wrapped(canvas, text, caption_style(canvas), width);
    }
    return text.empty() ? std::vector<std::string>{} : lines;
}

float height_with(std::size_t lines, float unit) {
    return (side_title + 10 + caption_line * static_cast<float>(lines)) * unit;
}

/// A long title is smaller; on the stage down to `min_side_title` of its size, and a longer one goes on in a
/// second line.
struct TitleLines {
    std::vector<std::string> lines;
    TextStyle style;

    float more(float unit) const { // px, beyond one line
        return static_cast<float>(lines.size() - 1) * title_line * unit;
    }
};

TitleLines title_lines(Canvas& canvas, const SceneInput& input, float width) {
    const std::string text = title_text(input);
    TitleLines title{{text}, {side_title * canvas.unit, Face::sans_bold, input.theme.text}};
    const float all = canvas.width(text, title.style);
    const float least = input.composition.stage ? min_side_title : 0;
    title.style.size *= std::clamp(width / all, least, 1.0F);
    if (all * least > width)
        title.lines = wrapped(canvas, text, title.style, width);
    for (const std::string& line : title.lines) // a word may be longer
        if (const float extent = canvas.width(line, title.style); extent > width)
            title.style.size *= width / extent;
    return title;
}

} // namespace

std::string size_letters(const Operation& op, std::optional<Parameter> asked) {
    std::string text;
    const auto letter = [&](const char* name, const std::string& is, Parameter parameter) {
        text += (text.empty() ? "" : "  ") + std::string(name) + " = " + (asked == parameter ? "?" : is);
    };
    letter(is_swapped(op.kind) ? "i′" : "i", value_text(op.input_size), Parameter::input_size);
    letter("k", value_text(op.kernel_size), Parameter::kernel_size);
    letter("s", value_text(op.stride), Parameter::stride);
    text += "  " + (asked == Parameter::padding ? "p = ?" : padding_letters(op, "  "));
    if (op.dilation != Sizes::filled(op.dims(), 1) || asked == Parameter::dilation)
        letter("d", value_text(op.dilation), Parameter::dilation);
    const bool adds = is_swapped(op.kind) && op.output_padding != Sizes::filled(op.dims(), 0);
    if (adds || asked == Parameter::output_padding)
        letter("a", value_text(op.output_padding), Parameter::output_padding);
    return text;
}

float title_height(Canvas& canvas, const SceneInput& input, float width) {
    const TitleLines title = title_lines(canvas, input, width);
    const std::size_t most = max_lines(input) - std::min(2 * (title.lines.size() - 1), max_lines(input) - 1);
    return height_with(caption_lines(canvas, input, width, most).size(), canvas.unit) +
           title.more(canvas.unit);
}

float brief_title_height(Canvas& canvas, const SceneInput& input, float width) {
    std::size_t lines = 0;
    for (std::size_t most = brief_lines; lines == 0 && most <= max_stage_lines; ++most)
        lines = caption_lines(canvas, input, width, most).size();
    return height_with(lines, canvas.unit) + title_lines(canvas, input, width).more(canvas.unit);
}

float bare_title_height(Canvas& canvas, const SceneInput& input, float width) {
    return 34 * canvas.unit + title_lines(canvas, input, width).more(canvas.unit);
}

void draw_title(Canvas& canvas, const SceneInput& input, const Rect& area) {
    const float unit = canvas.unit;
    const Tag tag = tag_of(TagSpace::caption, 0);
    const TitleLines title = title_lines(canvas, input, area.width());
    const float more = title.more(unit);
    float y = area.min.y + side_title * 0.85F * unit;
    for (const std::string& line : title.lines) {
        canvas.text(line, {area.min.x, y}, title.style, tag);
        y += title_line * unit;
    }
    y = area.min.y + more + (side_title + 8 + caption_line * 0.75F) * unit;
    const float room = (area.height() - more - height_with(0, unit)) / (caption_line * unit);
    const auto most = static_cast<std::size_t>(std::max(std::floor(room + 0.01F), 0.0F));
    for (const std::string& line :
         caption_lines(canvas, input, area.width(), std::min(most, max_lines(input)))) {
        canvas.text(line, {area.min.x, y}, caption_style(canvas), tag);
        y += caption_line * unit;
    }
}

namespace {

struct FormulaLine {
    std::string text;
    Face face;
    float size; // units
    Color color;
};
constexpr float line_spacing = 1.45F;

float height_of(const std::vector<FormulaLine>& lines) {
    float height = 0;
    for (const FormulaLine& line : lines)
        height += line.size * line_spacing;
    return height;
}

/// The size formula with its numbers. Axes that are alike are written once; else the rows, then the columns.
std::vector<FormulaLine> formula_lines(const SceneInput& input) {
    const Operation& op = input.results.operation;
    std::vector<Formula> axes{formula(op, op.dims() - 1)};
    if (op.dims() > 1) {
        const Formula before = formula(op, op.dims() - 2);
        if (before.numeric != axes[0].numeric || before.symbolic != axes[0].symbolic)
            axes.insert(axes.begin(), before);
    }
    const Color result = roles(op, input.theme).top.heading;
    std::vector<FormulaLine> lines;
    std::string told; // a symbolic form that both axes share is written once
    for (const Formula& f : axes) {
        if (f.symbolic != told)
            lines.push_back({f.symbolic, Face::mono, 16, input.theme.text});
        told = f.symbolic;
        const std::string value = "= " + std::to_string(f.value);
        if (axes.size() > 1) {
            lines.push_back({"= " + f.numeric + " " + value, Face::mono, 15, result});
        } else {
            lines.push_back({"= " + f.numeric, Face::mono, 16, input.theme.text});
            lines.push_back({value, Face::mono_bold, 19, result});
        }
    }
    return lines;
}

/// On the stage: whether all lines fit without being written too small for the last row.
bool is_readable(const std::vector<FormulaLine>& lines, const SceneInput& input, float width) {
    const float least = stage_digits * input.composition.size.y;
    return std::all_of(lines.begin(), lines.end(), [&](const FormulaLine& line) {
        return input.typesetter.width(line.text, line.face, least) <= width;
    });
}

/// Before its signs, as far as lines go; blanks between equations break first, as in other texts.
std::vector<std::string> broken_at_signs(Canvas& canvas, std::string_view text, const TextStyle& style,
                                         float width) {
    std::vector<std::string> lines{""};
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = text.size();
        for (const std::string_view sign : {" + ", " − ", " - "})
            end = std::min(end, text.find(sign, begin + 1));
        const std::string_view piece = text.substr(begin, end - begin);
        if (!lines.back().empty() && canvas.width(lines.back() + std::string(piece), style) > width)
            lines.emplace_back(piece.substr(piece.starts_with(' ') ? 1 : 0));
        else
            lines.back() += piece;
        begin = end;
    }
    return lines;
}

/// A line; on phones several in place of one that would be too small.
std::vector<std::string> broken(Canvas& canvas, const SceneInput& input, const FormulaLine& line,
                                float width) {
    constexpr float least = 13; // units, of a phone
    const TextStyle style{line.size * canvas.unit, line.face, {}};
    const float room = width * line.size / std::min(line.size, least);
    if (!input.composition.column || canvas.width(line.text, style) <= room)
        return {line.text};
    std::vector<std::string> lines;
    for (const std::string& equation : wrapped(canvas, line.text, style, width))
        for (std::string& part : broken_at_signs(canvas, equation, style, width))
            lines.push_back(std::move(part));
    return lines;
}

} // namespace

float draw_formula(Canvas& canvas, const SceneInput& input, const Rect& area) {
    const float unit = canvas.unit;
    // By rank: formula, letters, heading, remarks; each is shown whole or not at all.
    std::vector<FormulaLine> lines = formula_lines(input);
    const float room = area.height() / unit;
    if (height_of(lines) > room || (input.composition.stage && !is_readable(lines, input, area.width())))
        return 0;
    if (const std::string turned = turned_rule(input.results.operation); !turned.empty()) {
        lines.push_back({turned, Face::mono, 16, input.theme.text});
        if (height_of(lines) > room)
            lines.pop_back();
    }
    const FormulaLine named{size_letters(input.results.operation), Face::mono, 14.5F, input.theme.quiet};
    if (height_of(lines) + height_of({named}) <= room)
        lines.insert(lines.begin(), named);
    const FormulaLine heading{std::string(input.texts("formula.heading")), Face::sans, 13.5F,
                              input.theme.quiet};
    if (height_of(lines) + height_of({heading}) <= room)
        lines.insert(lines.begin(), heading);
    std::vector<FormulaLine> words;
    for (const std::string& text :
         wrapped(canvas, remarks(input), {13.5F * unit, Face::sans, {}}, area.width()))
        words.push_back({text, Face::sans, 13.5F, input.theme.quiet});
    if (height_of(lines) + height_of(words) <= room)
        lines.insert(lines.end(), words.begin(), words.end());

    float y = area.min.y;
    for (const FormulaLine& line : lines)
        for (const std::string& text : broken(canvas, input, line, area.width())) {
            y += line.size * unit;
            TextStyle style{line.size * unit, line.face, line.color};
            if (const float width = canvas.width(text, style); width > area.width())
                style.size *= area.width() / width;
            canvas.text(text, {area.min.x, y}, style, tag_of(TagSpace::formula, 0));
            y += line.size * (line_spacing - 1) * unit;
        }
    return y - area.min.y;
}

float draw_legend(Canvas& canvas, const SceneInput& input, const FigureModel& model, const Rect& area) {
    const Theme& theme = input.theme;
    const float unit = canvas.unit;
    struct Entry {
        bool shown;
        std::string_view key;
        Color fill, ink;
        Pattern pattern;
    };
    bool padding = false;
    bool holes = false;
    bool unread = false;
    bool gaps = false;
    bool past = false;
    for (const AxisModel& axis : model.axes) {
        const int64_t covered = axis.spacing * (axis.inputs - 1) + 1;
        padding = padding || axis.counted > covered;
        past = past || axis.grid > axis.counted;
        holes = holes || (axis.spacing > 1 && axis.inputs > 1);
        gaps = gaps || (axis.dilation > 1 && axis.kernel > 1);
        unread = unread || axis.window_at(axis.outputs - 1) + axis.window() < axis.grid || axis.start > 0;
    }
    const Operation& op = input.results.operation;
    if (op.kind != Kind::conv_transpose && op.kind != Kind::max_unpool)
        unread = unread || skips_between(op);
    const std::array<Entry, 6> entries{{
        {padding, padding_key(op), theme.padding_fill, theme.padding_ink, Pattern::hatched},
        {holes || model.unpooling(), "legend.hole", theme.hole_fill, theme.hole_ink, Pattern::dotted},
        {model.unpooling(), "legend.switch", theme.y.fill, theme.y.line, Pattern::none},
        {unread, "legend.unread", theme.padding_fill, theme.unread_ink, Pattern::crossed},
        {past, "legend.past", Color{}, theme.quiet, Pattern::none},
        {gaps, window_key(model.operation().kind, "legend.gap", "legend.gap_window"), Color{}, theme.window,
         Pattern::outlined},
    }};
    const TextStyle style{13 * unit, Face::sans, theme.quiet};
    const auto row_width = [&](const std::string& letters) {
        float width = -18 * unit;
        for (const Entry& entry : entries)
            width += entry.shown ? 45 * unit + canvas.width(input.texts(entry.key), style) : 0;
        return width + canvas.width(letters, style);
    };
    std::string ring; // of a transposed figure it is p′, as far as there is room
    if (op.kind == Kind::conv_transpose)
        for (const std::string& letters :
             {" " + turned_letters(op) + " (" + padding_letters(op) + ")", " " + turned_letters(op)})
            if (ring.empty() && row_width(letters) <= area.width())
                ring = letters;
    float x = area.min.x;
    float y = area.min.y;
    bool any = false;
    for (const Entry& entry : entries) {
        if (!entry.shown)
            continue;
        const std::string text =
            std::string(input.texts(entry.key)) + (entry.pattern == Pattern::hatched ? ring : "");
        const float width = 27 * unit + canvas.width(text, style);
        if (any && x + width > area.max.x) {
            x = area.min.x;
            y += 22 * unit;
        }
        any = true;
        Box swatch = box_of({{x, y}, {x + 20 * unit, y + 14 * unit}});
        swatch.fill = entry.fill;
        swatch.ink = entry.ink;
        swatch.stroke = entry.pattern == Pattern::hatched ? theme.hole_ink : entry.ink;
        swatch.stroke_width = unit;
        swatch.pattern = entry.pattern;
        swatch.dash = entry.pattern == Pattern::outlined ? Dash::solid
                      : entry.fill == theme.y.fill       ? Dash::solid
                      : entry.pattern == Pattern::none   ? Dash::dotted
                                                         : Dash::dashed;
        canvas.add(swatch, tag_of(TagSpace::caption, 2));
        canvas.text(text, {x + 27 * unit, y + 12 * unit}, style, tag_of(TagSpace::caption, 2));
        x += width + 18 * unit;
    }
    return any ? y + 18 * unit - area.min.y : 0;
}

float legend_height(Canvas& canvas, const SceneInput& input, float width) {
    Frame nothing;
    Canvas trial = canvas.trial(nothing, 1);
    const FigureModel model(input.results, input.cursor.step);
    return std::max(draw_legend(trial, input, model, {{0, 0}, {width, 0}}), 18 * canvas.unit);
}

void draw_progress(Canvas& canvas, const SceneInput& input, const Rect& area) {
    const float unit = canvas.unit;
    const Tag tag = tag_of(TagSpace::chrome, 0);
    const int64_t steps = input.results.steps;
    const Cursor& cursor = input.cursor;
    const std::string text = input.texts(
        "progress.step", {{"step", std::to_string(cursor.step + 1)}, {"steps", std::to_string(steps)}});
    const TextStyle style{14 * unit, Face::sans, input.theme.quiet, AlignX::right, AlignY::middle};
    // As wide as the widest step needs, so that the bar stays.
    const std::string widest =
        input.texts("progress.step", {{"step", std::to_string(steps)}, {"steps", std::to_string(steps)}});
    const float middle = area.center().y;
    const Rect track{{area.min.x, middle - 2.5F * unit},
                     {area.max.x - canvas.width(widest, style) - 18 * unit, middle + 2.5F * unit}};
    canvas.card(track, input.theme.hairline, {}, 2.5F * unit, tag);
    Rect filled = track;
    filled.max.x =
        track.min.x + track.width() * static_cast<float>(cursor.step + 1) / static_cast<float>(steps);
    canvas.card(filled, input.theme.accent, {}, 2.5F * unit, tag);
    canvas.text(text, {area.max.x, middle}, style, tag);
}

} // namespace convlens
