// Pixels to the bytes of a PNG file. Knows no frames and no files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace convlens {

/// Encodes premultiplied 0xAARRGGBB pixels, row-major [height * width]: RGB, or RGBA where `transparent`.
/// The same pixels give the same bytes. Throws Error where libpng fails (a picture larger than it accepts).
std::vector<std::byte> encode_png(std::span<const uint32_t> pixels, int width, int height, bool transparent);

} // namespace convlens
