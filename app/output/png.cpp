// PNG by libpng: level 6 without filters, which is quick and small for flat pictures.
#include "output/png.h"

#include "i18n/error.h"

#include <png.h>

#include <cassert>
#include <string>

namespace convlens {
namespace {

struct PngSink {
    std::vector<std::byte> bytes;
    std::string message;
};

void append(png_structp png, png_bytep data, png_size_t size) {
    auto& sink = *static_cast<PngSink*>(png_get_io_ptr(png));
    const auto* first = reinterpret_cast<const std::byte*>(data);
    sink.bytes.insert(sink.bytes.end(), first, first + size);
}

void fail(png_structp png, png_const_charp message) {
    static_cast<PngSink*>(png_get_error_ptr(png))->message = message;
    png_longjmp(png, 1);
}

void ignore(png_structp, png_const_charp) {}

/// PNG stores colours that are not multiplied by their alpha.
void write_row(const uint32_t* pixels, int width, bool transparent, png_bytep out) {
    for (int x = 0; x < width; ++x) {
        const uint32_t pixel = pixels[x];
        const uint32_t alpha = pixel >> 24;
        for (int shift = 16; shift >= 0; shift -= 8) {
            const uint32_t part = (pixel >> shift) & 255U;
            const bool straight = !transparent || alpha == 255;
            *out++ = static_cast<png_byte>(straight     ? part
                                           : alpha == 0 ? 0
                                                        : (part * 255 + alpha / 2) / alpha);
        }
        if (transparent)
            *out++ = static_cast<png_byte>(alpha);
    }
}

/// No object with a destructor lives in this function: libpng leaves it by longjmp.
bool encode(png_structp png, png_infop info, const uint32_t* pixels, int width, int height, bool transparent,
            png_bytep row) {
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_compression_level(png, 6);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), 8,
                 transparent ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (int y = 0; y < height; ++y) {
        write_row(pixels + static_cast<std::size_t>(y) * static_cast<std::size_t>(width), width, transparent,
                  row);
        png_write_row(png, row);
    }
    png_write_end(png, info);
    return true;
}

} // namespace

std::vector<std::byte> encode_png(std::span<const uint32_t> pixels, int width, int height, bool transparent) {
    assert(pixels.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    PngSink sink;
    std::vector<png_byte> row(static_cast<std::size_t>(width) * 4);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink, fail, ignore);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
    bool written = false;
    if (info != nullptr) {
        png_set_write_fn(png, &sink, append, nullptr);
        written = encode(png, info, pixels.data(), width, height, transparent, row.data());
    }
    png_destroy_write_struct(&png, &info);
    if (!written)
        throw Error(Error::Fault::work, "error.png", {{"reason", sink.message}},
                    std::to_string(width) + "x" + std::to_string(height));
    return std::move(sink.bytes);
}

} // namespace convlens
