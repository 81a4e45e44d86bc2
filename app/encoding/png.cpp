// A PNG is a signature and chunks: header, rows in one zlib stream with a filter byte before each, end. No
// filters and level 6 are quick, and small for flat pictures.
#include "encoding/png.h"

#include "encoding/big_endian.h"
#include "encoding/compressed.h"

#include <zlib.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string_view>
#include <vector>

namespace convlens {
namespace {

constexpr int level = 6;
constexpr int max_window_bits = 15;
constexpr std::size_t chunk_bytes = 8192;

std::size_t samples_of(PngColors colors) {
    return colors == PngColors::grey ? 1 : colors == PngColors::rgb ? 3 : 4;
}

/// Bits of a window that holds all of `bytes` and what zlib looks ahead.
int window_bits_for(std::size_t bytes) {
    constexpr std::size_t lookahead = 262;
    int bits = max_window_bits;
    while (bits > 8 && bytes + lookahead <= std::size_t{1} << (bits - 1))
        --bits;
    return bits;
}

/// The stream's header names the smallest window that holds `bytes` (RFC 1950, section 2.2), so that a reader
/// allocates no more.
void name_smallest_window(std::string& stream, std::size_t bytes) {
    unsigned info = static_cast<uint8_t>(stream[0]) >> 4;
    while (info > 0 && bytes <= std::size_t{1} << (info + 7))
        --info;
    const unsigned method = info << 4 | 8U;
    const unsigned flags = static_cast<uint8_t>(stream[1]) & 0xE0U;
    stream[0] = static_cast<char>(method);
    stream[1] = static_cast<char>(flags + 31 - ((method << 8) + flags) % 31);
}

} // namespace

std::string encode_png(const PngLayout& layout, const std::function<void(int y, uint8_t* samples)>& put_row) {
    assert(layout.width > 0 && layout.height > 0);
    const std::size_t row = static_cast<std::size_t>(layout.width) * samples_of(layout.colors) *
                                static_cast<std::size_t>(layout.bits / 8) +
                            1;
    const std::size_t all = row * static_cast<std::size_t>(layout.height);
    const bool is_one = layout.chunks == PngChunks::one;
    Deflater deflater(level, is_one ? max_window_bits : window_bits_for(all));
    std::vector<uint8_t> bytes(row); // begins with the filter: none
    for (int y = 0; y < layout.height; ++y) {
        put_row(y, bytes.data() + 1);
        deflater.add({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (deflater.size() > layout.max_bytes)
            return {};
    }
    std::string stream = deflater.finish();
    constexpr std::size_t small = 16384;
    if (!is_one && all <= small)
        name_smallest_window(stream, all);

    return png_file(layout, stream);
}

void append_png_chunk(std::string& file, std::string_view type, std::string_view content) {
    const std::size_t checked = file.size() + 4; // the sum is over type and content
    put_big_endian(file, content.size(), 4);
    file += type;
    file += content;
    const uLong sum =
        crc32_z(0, reinterpret_cast<const Bytef*>(file.data() + checked), file.size() - checked);
    put_big_endian(file, sum, 4);
}

std::string png_density_chunk(int pixels, double width_mm) {
    constexpr double mm_a_metre = 1000;
    const auto pixels_a_metre = static_cast<uint32_t>(std::lround(pixels * mm_a_metre / width_mm));
    std::string content;
    put_big_endian(content, pixels_a_metre, 4);
    put_big_endian(content, pixels_a_metre, 4);
    content += '\1'; // the unit is the metre
    std::string chunk;
    append_png_chunk(chunk, "pHYs", content);
    return chunk;
}

std::string png_text_chunk(std::string_view keyword, std::string_view text) {
    if (text.empty())
        return {};
    std::string content(keyword);
    content += std::string_view("\0\1\0\0\0", 5); // compressed, by zlib, of no language, not translated
    content += zlib_stream(text);
    std::string chunk;
    append_png_chunk(chunk, "iTXt", content);
    return chunk;
}

std::string png_head(const PngLayout& layout) {
    std::string file = "\x89PNG\r\n\x1a\n";
    std::string header;
    put_big_endian(header, static_cast<uint32_t>(layout.width), 4);
    put_big_endian(header, static_cast<uint32_t>(layout.height), 4);
    header += static_cast<char>(layout.bits);
    header += static_cast<char>(layout.colors);
    header += std::string(3, '\0'); // deflate, adaptive filters, not interlaced
    append_png_chunk(file, "IHDR", header);
    return file;
}

std::string png_file(const PngLayout& layout, std::string_view stream) {
    std::string file = png_head(layout);
    file += layout.before_rows;
    if (layout.chunks == PngChunks::one) {
        append_png_chunk(file, "IDAT", stream);
    } else {
        for (std::size_t at = 0; at < stream.size(); at += chunk_bytes)
            append_png_chunk(file, "IDAT", stream.substr(at, chunk_bytes));
    }
    append_png_chunk(file, "IEND", "");
    return file;
}

} // namespace convlens
