// Escapes both ways.
#include "document/json/strings.h"

#include "i18n/utf8.h"

#include <algorithm>
#include <charconv>

namespace convlens {
namespace {

constexpr std::string_view escaped = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";

} // namespace

std::string_view json_string(std::string_view text) {
    std::size_t at = 1;
    for (; text[at] != '"'; ++at)
        if (text[at] == '\\')
            ++at;
    return text.substr(0, at + 1);
}

char32_t json_code_unit(std::string_view text) {
    constexpr char32_t none = 0x10000;
    uint32_t unit = 0;
    if (text.size() < 4)
        return none;
    const auto read = std::from_chars(text.data(), text.data() + 4, unit, 16);
    return read.ec == std::errc() && read.ptr == text.data() + 4 ? unit : none;
}

std::string json_unescaped(std::string_view quoted, std::size_t max_bytes) {
    std::string_view rest = quoted.substr(1, quoted.size() - 2);
    std::string text;
    while (!rest.empty() && text.size() < max_bytes) {
        if (rest.front() != '\\') {
            const std::size_t plain = std::min(rest.find('\\'), max_bytes - text.size());
            const std::string_view taken = plain < rest.size() ? first_bytes(rest, plain) : rest;
            if (taken.empty()) // a character that is longer than what may follow
                break;
            text += taken;
            rest.remove_prefix(taken.size());
        } else if (rest[1] != 'u') {
            text += meant[escaped.find(rest[1])];
            rest.remove_prefix(2);
        } else {
            char32_t character = json_code_unit(rest.substr(2));
            rest.remove_prefix(6);
            if (is_high_surrogate(character)) {
                character =
                    0x10000 + ((character - 0xD800) << 10) + (json_code_unit(rest.substr(2)) - 0xDC00);
                rest.remove_prefix(6);
            }
            append_utf8(text, character);
        }
    }
    return text;
}

void append_json_string(std::string& to, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    to += '"';
    while (!text.empty()) {
        const std::size_t length = well_formed_length(text);
        const auto byte = static_cast<unsigned char>(text.front());
        const std::size_t name = meant.find(text.front());
        if (length != 1)
            append_utf8(to, take_character(text));
        else if (name != std::string_view::npos && text.front() != '/')
            to.append("\\").append(1, escaped[name]);
        else if (byte < 0x20)
            to.append("\\u00").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
        else
            to += text.front();
        text.remove_prefix(length == 1 ? 1 : 0);
    }
    to += '"';
}

std::string shortened(std::string_view text) {
    constexpr std::size_t max_characters = 40;
    std::string result;
    std::size_t characters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (!continues_character(c) && ++characters > max_characters)
            return result + "...";
        result += byte < 0x20 || byte == 0x7F ? '?' : c;
    }
    return result;
}

std::string quoted_short(const std::string& text) {
    return shortened('"' + text + '"');
}

} // namespace convlens
