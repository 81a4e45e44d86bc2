// A PNG is a signature and chunks: header, pixels in one zlib stream with a filter byte before each row, end.
#include "document/png.h"

#include <zlib.h>

#include <cassert>
#include <new>

namespace convlens {
namespace {

std::string big_endian(uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 255U);
    return bytes;
}

std::string chunk(const std::string& type, const std::string& content) {
    const std::string checked = type + content;
    const uLong sum = crc32_z(0, reinterpret_cast<const Bytef*>(checked.data()), checked.size());
    return big_endian(static_cast<uint32_t>(content.size())) + checked +
           big_endian(static_cast<uint32_t>(sum));
}

std::string compressed(const std::string& bytes) {
    uLongf size = compressBound(static_cast<uLong>(bytes.size()));
    std::string result(size, '\0');
    const int status =
        compress2(reinterpret_cast<Bytef*>(result.data()), &size,
                  reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()), 6);
    if (status != Z_OK)
        throw std::bad_alloc(); // compress2 fails for want of memory only
    result.resize(size);
    return result;
}

} // namespace

std::string png_bytes(const Image& image) {
    assert(image.channels == 1 || image.channels == 3);
    const std::size_t row = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
    std::string rows;
    rows.reserve((row + 1) * static_cast<std::size_t>(image.height));
    for (std::size_t at = 0; at < image.pixels.size(); at += row) {
        rows += '\0'; // filter: none
        rows.append(reinterpret_cast<const char*>(image.pixels.data() + at), row);
    }
    std::string header = big_endian(static_cast<uint32_t>(image.width));
    header += big_endian(static_cast<uint32_t>(image.height));
    header += '\x08';                                // bits
    header += image.channels == 1 ? '\x00' : '\x02'; // grey or RGB
    header += std::string(3, '\0');                  // deflate, adaptive filters, not interlaced
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("IDAT", compressed(rows)) + chunk("IEND", "");
}

} // namespace convlens
