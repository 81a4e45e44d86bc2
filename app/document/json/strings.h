// Texts as JSON writes them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace convlens {

/// The quoted text that `text` begins with, its quotes included; it is well-formed.
std::string_view json_string(std::string_view text);
/// What a quoted, well-formed text says; at most about `max_bytes`, whole characters.
std::string json_unescaped(std::string_view quoted, std::size_t max_bytes = std::string::npos);
/// Appends `text` in quotes. What is not UTF-8 becomes U+FFFD.
void append_json_string(std::string& to, std::string_view text);
/// At most 40 characters of UTF-8 with '?' for control characters, "..." where more was there.
std::string shortened(std::string_view text);
/// The same in quotes.
std::string quoted_short(const std::string& text);
/// The value of `\uXXXX`'s four digits that `text` begins with; 0x10000 or more: there are no four.
char32_t json_code_unit(std::string_view text);

constexpr bool is_high_surrogate(char32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
constexpr bool is_low_surrogate(char32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

} // namespace convlens
