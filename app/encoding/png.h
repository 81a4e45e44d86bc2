// Samples to the bytes of a PNG file (PNG specification, W3C 2003), compressed by zlib. Knows no images and
// no files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>

namespace convlens {

enum class PngColors : uint8_t { grey = 0, rgb = 2, rgba = 6 }; // the specification's numbers

/// One IDAT chunk, for short files; or chunks of at most 8 KiB and a window no larger than the picture, for
/// readers that decode while they read.
enum class PngChunks { one, many };

struct PngLayout {
    int width = 0, height = 0; // px, at least 1
    PngColors colors = PngColors::rgb;
    PngChunks chunks = PngChunks::many;
    int bits = 8; // a sample; 16: two bytes, the greater first
    std::size_t max_bytes = std::numeric_limits<std::size_t>::max(); // of the compressed rows
    std::string_view before_rows = {}; // whole chunks between the header and the first row
};

/// `put_row` is called for each row from the top and writes its samples [width * samples a
/// pixel * bits / 8]. The same samples give the same bytes; more than `max_bytes` give none, as soon as that
/// is known. Throws std::bad_alloc.
std::string encode_png(const PngLayout& layout, const std::function<void(int y, uint8_t* samples)>& put_row);

/// The file around a zlib stream of its rows.
std::string png_file(const PngLayout& layout, std::string_view stream);

/// The signature and the header, for files that are put together from chunks.
std::string png_head(const PngLayout& layout);
/// Type of four letters, content, checksum.
void append_png_chunk(std::string& file, std::string_view type, std::string_view content);
/// A whole chunk pHYs: how wide and high a pixel is on paper, for so many of them over a width in mm.
std::string png_density_chunk(int pixels, double width_mm);
/// A whole chunk iTXt: compressed UTF-8 text under a keyword of 1 to 79 Latin letters. Empty for an empty
/// text.
std::string png_text_chunk(std::string_view keyword, std::string_view text);

} // namespace convlens
