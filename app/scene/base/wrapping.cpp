// Greedy, by pieces that may not be broken.
#include "scene/base/wrapping.h"

#include "i18n/utf8.h"

#include <utility>

namespace convlens {
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

bool opens(std::string_view character) {
    for (const std::string_view mark : {"（", "《", "“"})
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

std::string_view without_spaces_behind(std::string_view text) {
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

} // namespace

std::vector<std::string_view> unbreakable(std::string_view text) {
    std::vector<std::string_view> pieces;
    std::size_t begin = 0;
    std::string_view before;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view character = first_character(text.substr(at));
        const std::size_t next = at + character.size();
        const std::string_view after = first_character(text.substr(next));
        const bool after_word = character == " " && !forbids_break(before) && !forbids_break(after);
        const bool may_break = after_word || ((is_chinese(character) || is_chinese(after)) &&
                                              !closes(after) && !opens(character));
        if (may_break || next == text.size()) {
            pieces.push_back(text.substr(begin, next - begin));
            begin = next;
        }
        before = character;
        at = next;
    }
    return pieces;
}

std::vector<std::string> wrapped(std::string_view text, float width,
                                 const std::function<float(std::string_view line)>& width_of) {
    const std::string_view whole = without_spaces_behind(text);
    if (!text.empty() && width_of(whole) <= width)
        return {std::string(whole)};
    std::vector<std::string> lines;
    std::string line;
    for (const std::string_view piece : unbreakable(text)) {
        std::string longer = line + std::string(piece);
        if (!line.empty() && width_of(without_spaces_behind(longer)) > width) {
            lines.push_back(line);
            line = piece;
        } else {
            line = std::move(longer);
        }
    }
    if (!line.empty())
        lines.push_back(line);
    for (std::string& l : lines)
        l.resize(without_spaces_behind(l).size());
    return lines;
}

} // namespace convlens
