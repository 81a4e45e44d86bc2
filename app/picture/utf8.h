// UTF-8 to characters, forgiving: text on a picture may come from outside.
#pragma once

#include <string_view>

namespace convlens {

inline constexpr char32_t replacement_character = 0xFFFD;

/// Takes the first character off `text`, which must not be empty. Malformed bytes (overlong forms, surrogates
/// and values past 0x10FFFF too) give U+FFFD, one for each maximal part of a sequence, as Unicode recommends.
char32_t take_character(std::string_view& text);

} // namespace convlens
