// A PNG is a signature and chunks: header, rows in one zlib stream with a filter byte before each, end. No
// filters and level 6 are quick, and small for flat pictures.
#include "encoding/png.h"

#include "encoding/packed_text.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <new>
#include <string_view>
#include <vector>

namespace convlens {
namespace {

constexpr int level = 6;
constexpr int max_window_bits = 15;
constexpr std::size_t chunk_bytes = 8192;

std::string big_endian(uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 255U);
    return bytes;
}

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

/// The zlib stream of what is appended.
class Deflater {
public:
    explicit Deflater(int window_bits) {
        constexpr int memory_level = 8;
        if (deflateInit2(&stream_, level, Z_DEFLATED, window_bits, memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::bad_alloc(); // it fails for want of memory only
    }
    ~Deflater() { deflateEnd(&stream_); }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    void append(std::vector<uint8_t>& bytes) {
        stream_.next_in = bytes.data();
        stream_.avail_in = static_cast<uInt>(bytes.size());
        run(Z_NO_FLUSH);
    }
    std::size_t size() const { return compressed_.size(); }
    std::string finish() {
        run(Z_FINISH);
        return std::move(compressed_);
    }

private:
    void run(int flush) {
        do {
            stream_.next_out = buffer_.data();
            stream_.avail_out = static_cast<uInt>(buffer_.size());
            deflate(&stream_, flush);
            compressed_.append(reinterpret_cast<const char*>(buffer_.data()),
                               buffer_.size() - stream_.avail_out);
        } while (stream_.avail_out == 0);
    }

    z_stream stream_{};
    std::array<Bytef, 1 << 15> buffer_{};
    std::string compressed_;
};

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
    Deflater deflater(is_one ? max_window_bits : window_bits_for(all));
    std::vector<uint8_t> bytes(row); // begins with the filter: none
    for (int y = 0; y < layout.height; ++y) {
        put_row(y, bytes.data() + 1);
        deflater.append(bytes);
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
    file += big_endian(static_cast<uint32_t>(content.size()));
    file += type;
    file += content;
    const uLong sum =
        crc32_z(0, reinterpret_cast<const Bytef*>(file.data() + checked), file.size() - checked);
    file += big_endian(static_cast<uint32_t>(sum));
}

std::string png_text_chunk(std::string_view keyword, std::string_view text) {
    if (text.empty())
        return {};
    std::string content(keyword);
    content += std::string_view("\0\1\0\0\0", 5); // compressed, by zlib, of no language, not translated
    content += compress_text(text);
    std::string chunk;
    append_png_chunk(chunk, "iTXt", content);
    return chunk;
}

std::string png_head(const PngLayout& layout) {
    std::string file = "\x89PNG\r\n\x1a\n";
    std::string header = big_endian(static_cast<uint32_t>(layout.width));
    header += big_endian(static_cast<uint32_t>(layout.height));
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
