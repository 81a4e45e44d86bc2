// Premultiplied pixels to the straight samples that PNG stores.
#include "output/png/png.h"

#include "encoding/png.h"
#include "encoding/scene_names.h"
#include "output/painter/painter.h"

#include <algorithm>
#include <cassert>

namespace convlens {
namespace {

void put_samples(std::span<const uint32_t> pixels, bool transparent, uint8_t* samples) {
    for (const uint32_t premultiplied : pixels) {
        const uint32_t pixel = transparent ? straight(premultiplied) : premultiplied;
        for (int shift = 16; shift >= 0; shift -= 8)
            *samples++ = static_cast<uint8_t>(pixel >> shift);
        if (transparent)
            *samples++ = static_cast<uint8_t>(pixel >> 24);
    }
}

} // namespace

uint32_t straight(uint32_t pixel) {
    const uint32_t alpha = pixel >> 24;
    if (alpha == 255)
        return pixel;
    if (alpha == 0)
        return 0;
    const auto part = [&](int shift) {
        return (((pixel >> shift) & 255U) * 255 + alpha / 2) / alpha << shift;
    };
    return alpha << 24 | part(16) | part(8) | part(0);
}

void put_straight(std::span<const uint32_t> pixels, bool transparent, std::span<uint32_t> to) {
    std::transform(pixels.begin(), pixels.end(), to.begin(), [transparent](uint32_t pixel) {
        return transparent ? straight(pixel) : pixel & 0xFFFFFFU;
    });
}

std::string png_chunks(const FileFacts& facts, int width) {
    return (facts.width_mm ? png_density_chunk(width, *facts.width_mm) : "") +
           png_text_chunk(scene_names::png_keyword, facts.scene);
}

std::string png_of_pixels(std::span<const uint32_t> pixels, int width, int height, bool transparent,
                          std::string_view chunks) {
    const auto row = static_cast<std::size_t>(width);
    assert(pixels.size() == row * static_cast<std::size_t>(height));
    PngLayout layout{width, height, transparent ? PngColors::rgba : PngColors::rgb, PngChunks::many};
    layout.before_rows = chunks;
    return encode_png(layout, [&](int y, uint8_t* samples) {
        put_samples(pixels.subspan(static_cast<std::size_t>(y) * row, row), transparent, samples);
    });
}

std::string png_of(const Frame& frame, const FontSet& fonts, const FileFacts& facts) {
    const Painter painter = painted(frame, fonts);
    return png_of_pixels(painter.pixels(), painter.width(), painter.height(), frame.background.a != 255,
                         png_chunks(facts, painter.width()));
}

} // namespace convlens
