// PNG, JPEG and BMP files made by hand, as cameras and other programs write them.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>

namespace convlens {

inline std::string big_end(uint64_t value, int bytes) {
    std::string text;
    while (bytes-- > 0)
        text += static_cast<char>(value >> (8 * bytes));
    return text;
}
inline std::string little_end(uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> (8 * i));
    return text;
}

inline std::string png_chunk(const std::string& type, const std::string& content) {
    const std::string checked = type + content;
    const uLong sum = crc32_z(0, reinterpret_cast<const Bytef*>(checked.data()), checked.size());
    return big_end(content.size(), 4) + checked + big_end(sum, 4);
}

struct PngParts {
    uint64_t width = 1, height = 1;
    int bits = 8, color_type = 0;
    std::string rows;   // each with its filter before it
    std::string before; // chunks before the rows
    std::string after;  // and behind them
    int interlaced = 0;
};

inline std::string png_file(const PngParts& parts) {
    uLongf size = compressBound(static_cast<uLong>(parts.rows.size()));
    std::string stream(size, '\0');
    compress2(reinterpret_cast<Bytef*>(stream.data()), &size,
              reinterpret_cast<const Bytef*>(parts.rows.data()), static_cast<uLong>(parts.rows.size()), 1);
    stream.resize(size);
    std::string header = big_end(parts.width, 4) + big_end(parts.height, 4);
    header += {static_cast<char>(parts.bits), static_cast<char>(parts.color_type), 0, 0,
               static_cast<char>(parts.interlaced)};
    return "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", header) + parts.before + png_chunk("IDAT", stream) +
           parts.after + png_chunk("IEND", "");
}

/// The TIFF structure of Exif data that names just the orientation.
inline std::string exif_bytes(int orientation, bool is_big = false) {
    const auto number = [&](uint64_t value, int bytes) {
        return is_big ? big_end(value, bytes) : little_end(value, bytes);
    };
    return (is_big ? "MM" : "II") + number(42, 2) + number(8, 4) + number(1, 2) + number(0x0112, 2) +
           number(3, 2) + number(1, 4) + number(static_cast<uint64_t>(orientation), 2) + number(0, 2) +
           number(0, 4);
}

/// A JPEG file with Exif data put behind its first two bytes.
inline std::string with_exif(const std::string& jpeg, const std::string& tiff) {
    const std::string content = std::string("Exif\0\0", 6) + tiff;
    return jpeg.substr(0, 2) + "\xFF\xE1" + big_end(content.size() + 2, 2) + content + jpeg.substr(2);
}

struct BmpParts {
    int width = 1, height = 1, bits = 24, compression = 0;
    std::string palette; // or masks
    std::string pixels;
};

inline std::string bmp_file(const BmpParts& parts) {
    const std::size_t offset = 54 + parts.palette.size();
    return "BM" + little_end(offset + parts.pixels.size(), 4) + little_end(0, 4) + little_end(offset, 4) +
           little_end(40, 4) + little_end(static_cast<uint32_t>(parts.width), 4) +
           little_end(static_cast<uint32_t>(parts.height), 4) + little_end(1, 2) +
           little_end(static_cast<uint64_t>(parts.bits), 2) +
           little_end(static_cast<uint64_t>(parts.compression), 4) + std::string(20, '\0') + parts.palette +
           parts.pixels;
}

} // namespace convlens
