// The table of well-formed sequences: Unicode 15, table 3-7.
#include "picture/utf8.h"

#include <cstddef>
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

} // namespace convlens
