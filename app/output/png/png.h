// Frames and pixels to the bytes of a PNG file. Knows no files.
#pragma once

#include "output/file_facts.h"
#include "picture/frame.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace convlens {

/// The chunks that hold what a file has beside its pixels, of which `width` are in a row: its width on paper,
/// and its scene.
std::string png_chunks(const FileFacts& facts, int width);

/// Encodes premultiplied 0xAARRGGBB pixels, row-major [height * width]: RGB, or RGBA where `transparent`,
/// with `chunks` between header and pixels. The same gives the same bytes.
std::string png_of_pixels(std::span<const uint32_t> pixels, int width, int height, bool transparent,
                          std::string_view chunks = {});

/// A premultiplied pixel, 0xAARRGGBB, its colours not multiplied by their alpha.
uint32_t straight(uint32_t pixel);

/// The pixels as PNG stores them: 0xAARRGGBB not multiplied by alpha, where not `transparent` with 0 for it.
void put_straight(std::span<const uint32_t> pixels, bool transparent, std::span<uint32_t> to);

/// The frame, painted; with alpha where its ground is not opaque.
std::string png_of(const Frame& frame, const FontSet& fonts, const FileFacts& facts = {});

} // namespace convlens
