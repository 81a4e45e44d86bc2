// Hats and fraction bars are paths: fonts have neither for every letter.
#include "scene/base/typeset.h"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace convlens {
namespace {

constexpr std::string_view hat = "\u0302";

struct Hatted {
    std::string plain;
    std::vector<std::size_t> hats; // ends, in `plain`, of the letters that bear one
};

Hatted without_hats(std::string_view text) {
    Hatted result;
    for (std::size_t at = text.find(hat); at != std::string_view::npos; at = text.find(hat)) {
        result.plain += text.substr(0, at);
        result.hats.push_back(result.plain.size());
        text.remove_prefix(at + hat.size());
    }
    result.plain += text;
    return result;
}

/// Up to the end of the last sentence but one; empty where there is only one.
std::string_view without_last_sentence(std::string_view text) {
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    std::size_t end = 0;
    for (const std::string_view mark : {". ", "! ", "? ", "。", "！", "？"})
        if (const std::size_t at = text.rfind(mark, text.size() - mark.size() - 1);
            text.size() > mark.size() && at != std::string_view::npos)
            end = std::max(end, at + mark.size());
    return text.substr(0, end);
}

void stroke(Canvas& canvas, std::vector<Vec2> points, const TextStyle& style, Tag tag) {
    Path path;
    path.points = std::move(points);
    path.stroke = style.color;
    path.stroke_width = std::max(1.0F, style.size * 0.08F);
    canvas.add(path, tag);
}

void fraction(Canvas& canvas, const FormulaParts& parts, Vec2 at, float wide, const TextStyle& style,
              Tag tag) {
    const float size = style.size;
    if (parts.below.empty()) {
        math_text(canvas, parts.above, {at.x, at.y + 0.36F * size}, style, tag);
        return;
    }
    const auto centred = [&](const std::string& text, float baseline) {
        math_text(canvas, text, {at.x + (wide - math_width(canvas, text, style)) / 2, baseline}, style, tag);
    };
    centred(parts.above, at.y - 0.35F * size);
    stroke(canvas, {{at.x, at.y}, {at.x + wide, at.y}}, style, tag);
    centred(parts.below, at.y + 1.05F * size);
}

} // namespace

float math_width(Canvas& canvas, std::string_view text, const TextStyle& style) {
    return canvas.width(without_hats(text).plain, style);
}

float math_text(Canvas& canvas, std::string_view text, Vec2 at, const TextStyle& style, Tag tag) {
    TextStyle left = style;
    left.align_x = AlignX::left;
    const Hatted line = without_hats(text);
    const float base = style.align_y == AlignY::middle ? at.y + 0.36F * style.size : at.y;
    canvas.text(line.plain, at, left, tag);
    for (const std::size_t end : line.hats) {
        const std::string_view before = std::string_view(line.plain).substr(0, end);
        const float right = at.x + canvas.width(before, left);
        const float letter = canvas.width(before.substr(end - 1), left);
        const float x = right - letter / 2;
        const float top = base - 0.98F * style.size, half = 0.19F * style.size;
        stroke(canvas, {{x - half, top + half * 0.8F}, {x, top}, {x + half, top + half * 0.8F}}, left, tag);
    }
    return at.x + canvas.width(line.plain, left);
}

float formula_width(Canvas& canvas, const FormulaParts& parts, const TextStyle& style) {
    const float plain = math_width(canvas, parts.before, style) + math_width(canvas, parts.after, style);
    return !parts.brackets
               ? plain
               : plain + style.size * 0.8F +
                     std::max(math_width(canvas, parts.above, style), math_width(canvas, parts.below, style));
}

float set_formula(Canvas& canvas, const FormulaParts& parts, Vec2 at, const TextStyle& style, Tag tag) {
    const float size = style.size;
    const float baseline = at.y + 0.36F * size;
    float x = math_text(canvas, parts.before, {at.x, baseline}, style, tag);
    if (parts.brackets) {
        const float wide =
            std::max(math_width(canvas, parts.above, style), math_width(canvas, parts.below, style));
        const float pad = 0.4F * size, foot = 0.32F * size;
        const float half = (parts.below.empty() ? 0.7F : 1.38F) * size;
        const float right = x + wide + 2 * pad;
        const float hook = parts.ceil ? at.y - half : at.y + half; // where the feet are
        const float bare = parts.ceil ? at.y + half : at.y - half;
        stroke(canvas, {{x, bare}, {x, hook}, {x + foot, hook}}, style, tag);
        fraction(canvas, parts, {x + pad, at.y}, wide, style, tag);
        stroke(canvas, {{right, bare}, {right, hook}, {right - foot, hook}}, style, tag);
        x = right;
    }
    return math_text(canvas, parts.after, {x, baseline}, style, tag);
}

float paragraph(Canvas& canvas, std::string_view text, Vec2 at, float width, const TextStyle& style,
                float leading, std::size_t most, Tag tag) {
    std::vector<std::string> lines = wrapped(canvas, text, style, width);
    while (lines.size() > most && !text.empty()) {
        text = without_last_sentence(text);
        lines = text.empty() ? std::vector<std::string>{} : wrapped(canvas, text, style, width);
    }
    for (const std::string& line : lines) {
        canvas.text(line, {at.x, at.y + style.size}, style, tag);
        at.y += leading;
    }
    return at.y;
}

} // namespace convlens
