// Adding texts and plain shapes, and breaking texts into lines.
#include "scene/base/canvas.h"

#include "i18n/utf8.h"

#include <algorithm>

namespace convlens {

void Canvas::text(std::string text, Vec2 at, const TextStyle& style, Tag tag) {
    add(Label{std::move(text), at, style.size, style.face, style.align_x, style.align_y, style.color}, tag);
}

void Canvas::line(Vec2 from, Vec2 to, Color color, float width, Tag tag) {
    Path path;
    path.points = {from, to};
    path.stroke = color;
    path.stroke_width = width;
    add(std::move(path), tag);
}

void Canvas::card(const Rect& rect, Color fill, Color stroke, float radius, Tag tag) {
    Box box = box_of(rect);
    box.fill = fill;
    box.stroke = stroke;
    box.stroke_width = stroke.a > 0 ? unit : 0;
    box.radius = radius;
    add(box, tag);
}

void Canvas::texts_last(std::size_t count) {
    std::stable_partition(frame_.items.begin() + static_cast<std::ptrdiff_t>(count), frame_.items.end(),
                          [](const Item& item) { return !std::holds_alternative<Label>(item.shape); });
}

float Canvas::run(Vec2 at, const std::vector<std::pair<std::string, TextStyle>>& pieces, Tag tag) {
    for (const auto& [piece, style] : pieces) {
        text(piece, at, style, tag);
        at.x += width(piece, style);
    }
    return at.x;
}

namespace {

bool is_chinese(std::string_view character) {
    return character.size() == 3 && static_cast<unsigned char>(character[0]) >= 0xE3 &&
           static_cast<unsigned char>(character[0]) <= 0xEF;
}

bool closes(std::string_view character) {
    for (const std::string_view mark : {"，", "。", "、", "；", "：", "）", "！", "？", "”", "》"})
        if (character == mark)
            return true;
    return false;
}

/// A sign that holds what lies before and behind it together: "5 × 5" is one word.
bool forbids_break(std::string_view character) {
    for (const std::string_view sign : {"×", "=", "+", "−", "→", "·", "/", "✓", "✗"})
        if (character == sign)
            return true;
    return false;
}

/// Pieces that may not be broken; a space belongs to the end of its word.
std::vector<std::string_view> unbreakable(std::string_view text) {
    std::vector<std::string_view> pieces;
    std::size_t begin = 0;
    std::string_view before;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view character = first_character(text.substr(at));
        const std::size_t next = at + character.size();
        const std::string_view after = first_character(text.substr(next));
        const bool after_word = character == " " && !forbids_break(before) && !forbids_break(after);
        const bool may_break = after_word || ((is_chinese(character) || is_chinese(after)) && !closes(after));
        if (may_break || next == text.size()) {
            pieces.push_back(text.substr(begin, next - begin));
            begin = next;
        }
        before = character;
        at = next;
    }
    return pieces;
}

} // namespace

std::vector<std::string> wrapped(Canvas& canvas, std::string_view text, const TextStyle& style, float width) {
    std::vector<std::string> lines;
    std::string line;
    for (const std::string_view piece : unbreakable(text)) {
        std::string longer = line + std::string(piece);
        std::string_view visible = longer;
        while (!visible.empty() && visible.back() == ' ')
            visible.remove_suffix(1);
        if (!line.empty() && canvas.width(visible, style) > width) {
            lines.push_back(line);
            line = piece;
        } else {
            line = std::move(longer);
        }
    }
    if (!line.empty())
        lines.push_back(line);
    for (std::string& l : lines)
        while (!l.empty() && l.back() == ' ')
            l.pop_back();
    return lines;
}

} // namespace convlens
