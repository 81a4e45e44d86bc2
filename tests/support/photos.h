// A picture in colour for tests: smooth, so that it may be scaled, and different in every corner.
#pragma once

#include "picture/frame.h"

#include <cstdint>
#include <memory>

namespace convlens::test {

inline std::shared_ptr<const PhotoPixels> photo_pixels(int width, int height) {
    auto pixels = std::make_shared<PhotoPixels>();
    pixels->width = width;
    pixels->height = height;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto red = static_cast<uint32_t>(255 * x / width);
            const auto green = static_cast<uint32_t>(255 * y / height);
            const uint32_t blue = (red + 2 * green) / 3;
            pixels->colors.push_back(0xFF000000U | red << 16 | green << 8 | blue);
        }
    return pixels;
}

} // namespace convlens::test
