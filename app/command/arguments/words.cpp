// Edit distance with transpositions (optimal string alignment), and a strict UTF-8 reader.
#include "command/arguments/words.h"

#include "i18n/utf8.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

constexpr std::size_t longest_word = 64;

std::size_t distance(std::string_view a, std::string_view b) {
    std::array<std::array<std::size_t, longest_word + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j)
        rows[1][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[2];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] =
                std::min({row[j - 1] + 1, rows[1][j] + 1, rows[1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], rows[0][j - 2] + 1);
        }
        rows[0] = rows[1];
        rows[1] = rows[2];
    }
    return rows[1][b.size()];
}

/// Characters that would end the line or steer a terminal: C0, DEL, C1, the line and paragraph separators.
bool is_control(std::string_view character) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    if (character.size() == 1)
        return byte(0) < 0x20 || byte(0) == 0x7F;
    if (character.size() == 2)
        return byte(0) == 0xC2 && byte(1) < 0xA0;
    return character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9";
}

} // namespace

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> candidates) {
    std::string_view nearest;
    std::size_t fewest = 0;
    for (const std::string_view candidate : candidates) {
        if (word.empty() || std::max(word.size(), candidate.size()) > longest_word)
            continue;
        const std::size_t mistakes = distance(word, candidate);
        // "-k" is not nearly "-o": half a word of mistakes makes another word.
        if (mistakes <= std::max<std::size_t>(1, candidate.size() / 3) && 2 * mistakes < candidate.size() &&
            (nearest.empty() || mistakes < fewest)) {
            nearest = candidate;
            fewest = mistakes;
        }
    }
    return nearest;
}

std::string one_line(std::string_view text, std::size_t max_bytes) {
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = well_formed_length(text.substr(at));
        const std::string_view character = text.substr(at, std::max<std::size_t>(length, 1));
        line += length == 0 ? "?" : is_control(character) ? " " : character;
        at += character.size();
    }
    if (line.size() <= max_bytes)
        return line;
    std::size_t head = max_bytes / 2, tail = line.size() - max_bytes / 2;
    while (head > 0 && continues_character(line[head]))
        --head;
    while (tail < line.size() && continues_character(line[tail]))
        ++tail;
    return line.substr(0, head) + "..." + line.substr(tail);
}

std::string joined(std::span<const std::string_view> words, std::string_view separator) {
    std::string result;
    for (const std::string_view word : words) {
        if (!result.empty())
            result += separator;
        result += word;
    }
    return result;
}

} // namespace convlens
