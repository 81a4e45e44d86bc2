// The one call of stb_image that is used, and only by the decoding child.
#pragma once

#include <cstdint>
#include <memory>

namespace convlens {

struct Decoded {
    enum class Outcome { done, not_an_image, too_many_pixels, out_of_memory };
    Outcome outcome = Outcome::not_an_image;
    int width = 0, height = 0;
    int channels = 0; // 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA
    std::unique_ptr<uint8_t, void (*)(void*)> pixels{nullptr, nullptr}; // 8 bits a channel
};

/// Decodes a PNG, JPEG or BMP file that is open at its begin; the size is looked at before the pixels are.
Decoded decode_with_stb(int descriptor, int64_t max_pixels);

} // namespace convlens
