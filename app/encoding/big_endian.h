// Numbers with their largest byte first, as most formats of files have them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

/// Of at most eight bytes.
constexpr uint64_t big_endian(std::string_view bytes) {
    uint64_t value = 0;
    for (const char c : bytes)
        value = value << 8 | static_cast<uint8_t>(c);
    return value;
}

/// The last `bytes` bytes of the value, 1 to 8.
inline void put_big_endian(std::string& to, uint64_t value, std::size_t bytes) {
    for (std::size_t i = bytes; i-- > 0;)
        to += static_cast<char>(static_cast<uint8_t>(value >> (8 * i)));
}

} // namespace convlens
