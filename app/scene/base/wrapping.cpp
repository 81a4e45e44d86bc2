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

/// Without the spaces and marks at its end.
std::size_t count_characters(std::string_view text) {
    std::size_t count = 0, written = 0;
    while (!text.empty()) {
        const std::string_view character = first_character(text);
        text.remove_prefix(character.size());
        ++count;
        if (character != " " && !closes(character))
            written = count;
    }
    return written;
}

/// Or a space behind Chinese.
bool ends_chinese(std::string_view piece) {
    if (piece == " ")
        return true;
    std::string_view last;
    while (!piece.empty()) {
        last = first_character(piece);
        piece.remove_prefix(last.size());
    }
    return is_chinese(last);
}

using Pieces = std::vector<std::string_view>;

/// A Chinese character alone on the last line takes the end of the line before along, and so does a number
/// behind Chinese.
void fill_last_line(std::vector<Pieces>& lines) {
    if (lines.size() < 2)
        return;
    Pieces& before = lines[lines.size() - 2];
    Pieces& last = lines.back();
    const auto count = [&] {
        std::size_t characters = 0;
        for (const std::string_view piece : last)
            characters += count_characters(piece);
        return characters;
    };
    constexpr std::size_t min_characters = 2, kept = 3;
    const bool is_sign = is_chinese(first_character(last.front()));
    while (count() < min_characters && before.size() > kept && (is_sign || ends_chinese(before.back()))) {
        last.insert(last.begin(), before.back());
        before.pop_back();
    }
    if (last.front() == " ")
        last.erase(last.begin());
}

/// Spaces at its ends are not seen.
std::string joined(const Pieces& pieces) {
    std::string line;
    for (const std::string_view piece : pieces)
        line += piece;
    line.resize(without_spaces_behind(line).size());
    line.erase(0, line.find_first_not_of(' '));
    return line;
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
    std::vector<Pieces> lines;
    std::string line;
    for (const std::string_view piece : unbreakable(text)) {
        line += piece;
        if (lines.empty() || width_of(without_spaces_behind(line)) > width) {
            lines.emplace_back();
            line = piece;
        }
        lines.back().push_back(piece);
    }
    fill_last_line(lines);
    std::vector<std::string> texts;
    texts.reserve(lines.size());
    for (const Pieces& pieces : lines)
        texts.push_back(joined(pieces));
    return texts;
}

} // namespace convlens
