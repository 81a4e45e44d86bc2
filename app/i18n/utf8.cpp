// The table of well-formed sequences: Unicode 15, table 3-7.
#include "i18n/utf8.h"

#include <algorithm>
#include <cstdint>

namespace convlens {

char32_t take_character(std::string_view& text) {
    const auto byte = [&text](std::size_t at) { return static_cast<uint8_t>(text[at]); };
    const uint8_t lead = byte(0);
    if (lead < 0x80) {
        text.remove_prefix(1);
        return lead;
    }
    const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 1;
    // The second byte has a narrower range where the plain one would admit overlong forms, surrogates, too
    // large values.
    uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    char32_t character = length == 2 ? lead & 0x1FU : length == 3 ? lead & 0x0FU : lead & 0x07U;
    std::size_t taken = 1;
    for (; taken < length && taken < text.size() && byte(taken) >= low && byte(taken) <= high; ++taken) {
        character = character << 6 | (byte(taken) & 0x3FU);
        low = 0x80;
        high = 0xBF;
    }
    text.remove_prefix(taken);
    return length > 1 && taken == length ? character : replacement_character;
}

std::size_t well_formed_length(std::string_view text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::string_view rest = text;
    if (text.empty() || (take_character(rest) == replacement_character && !text.starts_with(replacement)))
        return 0;
    return text.size() - rest.size();
}

std::string_view first_character(std::string_view text) {
    std::string_view rest = text;
    if (!text.empty())
        take_character(rest);
    return text.substr(0, text.size() - rest.size());
}

std::size_t character_count(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !continues_character(byte); }));
}

std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t seen = 0; end < text.size(); ++end)
        if (!continues_character(text[end]) && seen++ == count)
            break;
    return text.substr(0, end);
}

std::string_view first_bytes(std::string_view text, std::size_t max_bytes) {
    std::size_t end = std::min(text.size(), max_bytes);
    while (end > 0 && end < text.size() && continues_character(text[end]))
        --end;
    return text.substr(0, end);
}

void append_utf8(std::string& text, char32_t c) {
    const auto tail = [&text, c](int shift) { text += static_cast<char>(0x80U | (c >> shift & 0x3FU)); };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0U | c >> 6);
        tail(0);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0U | c >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | c >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace convlens
