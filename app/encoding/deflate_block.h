// A block of deflate (RFC 1951) from literals and matches that somebody else has found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace convlens {

/// A byte, or the repetition of `length` bytes from `distance` before.
struct DeflateToken {
    uint16_t value = 0;    // the byte, or 3 to 258
    uint16_t distance = 0; // 1 to 32767; 0: a byte
};
inline constexpr int max_match = 258, max_distance = 32767; // bytes; one less than deflate can

/// Bits from the lowest of each byte on.
struct Bits {
    std::string bytes; // the last one is filled up with zeros
    std::size_t count = 0;

    /// At most 32, from the lowest on.
    void append(uint32_t bits, int number);
    void append(const Bits& other);
};

/// One block that is not the last. With codes of its own, or with the standard's where those are shorter.
Bits deflate_block(std::span<const std::span<const DeflateToken>> parts);

} // namespace convlens
