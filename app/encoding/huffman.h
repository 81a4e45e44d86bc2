// Huffman codes as deflate wants them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace convlens {

/// The lengths in bits of an optimal code, cut to `max_bits`; 0 for what does not occur.
std::vector<uint8_t> huffman_lengths(std::span<const uint32_t> counts, int max_bits);

/// The codes of these lengths, their bits reversed: the first comes lowest.
std::vector<uint16_t> huffman_codes(std::span<const uint8_t> lengths);

} // namespace convlens
