// UTF-8 to characters and back, forgiving: text may come from outside.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace convlens {

inline constexpr char32_t replacement_character = 0xFFFD;

/// Takes the first character off `text`, which must not be empty. Malformed bytes (overlong forms, surrogates
/// and values past 0x10FFFF too) give U+FFFD, one for each maximal part of a sequence, as Unicode recommends.
char32_t take_character(std::string_view& text);

/// Bytes of the well-formed character that `text` begins with; 0 where there is none.
std::size_t well_formed_length(std::string_view text);

/// The bytes that take_character takes off `text`; empty where it is empty.
std::string_view first_character(std::string_view text);

/// Whether the byte is one that does not begin a character.
constexpr bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Characters of a well-formed text.
std::size_t character_count(std::string_view text);
/// At most `count` characters of a well-formed text.
std::string_view first_characters(std::string_view text, std::size_t count);
/// Whole characters of a well-formed text, at most `max_bytes` together.
std::string_view first_bytes(std::string_view text, std::size_t max_bytes);

/// `character` is at most 0x10FFFF.
void append_utf8(std::string& text, char32_t character);

} // namespace convlens
