// The checksum of PNG's rows from their pixels, four and more at a time, where zlib's goes byte by byte.
#pragma once

#include <cstdint>
#include <span>

namespace convlens {

/// Adler-32 of what has the checksum `before` (1: of nothing) and the bytes of a row after it: PNG's filter
/// byte 0, then the bytes of each 0xAARRGGBB in the order R, G, B, A; with three `samples` without A, which
/// is 0.
/// Range   at most 16384 pixels
uint32_t adler_with_row(uint32_t before, std::span<const uint32_t> row, int samples);

} // namespace convlens
