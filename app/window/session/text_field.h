// A text field of Dear ImGui: bytes that end with 0.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace convlens {

using TextField = std::array<char, 4096>;
/// Puts a text in, as much of it as the field takes.
inline void put_text(TextField& field, std::string_view text) {
    const std::size_t count = std::min(text.size(), field.size() - 1);
    std::copy_n(text.begin(), count, field.begin());
    field[count] = '\0';
}

} // namespace convlens
