// Premultiplied pixels to the straight samples that PNG stores.
#include "output/png/png.h"

#include "encoding/png.h"
#include "output/painter/painter.h"

#include <cassert>

namespace convlens {
namespace {

/// PNG stores colours that are not multiplied by their alpha.
void put_samples(std::span<const uint32_t> pixels, bool transparent, uint8_t* samples) {
    for (const uint32_t pixel : pixels) {
        const uint32_t alpha = pixel >> 24;
        for (int shift = 16; shift >= 0; shift -= 8) {
            const uint32_t part = (pixel >> shift) & 255U;
            const bool straight = !transparent || alpha == 255;
            *samples++ = static_cast<uint8_t>(straight     ? part
                                              : alpha == 0 ? 0
                                                           : (part * 255 + alpha / 2) / alpha);
        }
        if (transparent)
            *samples++ = static_cast<uint8_t>(alpha);
    }
}

} // namespace

std::string png_of_pixels(std::span<const uint32_t> pixels, int width, int height, bool transparent) {
    const auto row = static_cast<std::size_t>(width);
    assert(pixels.size() == row * static_cast<std::size_t>(height));
    const PngLayout layout{width, height, transparent ? PngColors::rgba : PngColors::rgb, PngChunks::many};
    return encode_png(layout, [&](int y, uint8_t* samples) {
        put_samples(pixels.subspan(static_cast<std::size_t>(y) * row, row), transparent, samples);
    });
}

std::string png_of(const Frame& frame, const FontSet& fonts) {
    const Painter painter = painted(frame, fonts);
    return png_of_pixels(painter.pixels(), painter.width(), painter.height(), frame.background.a != 255);
}

} // namespace convlens
