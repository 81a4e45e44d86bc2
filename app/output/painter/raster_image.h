// A raster as an image of its own, for formats that scale images themselves.
#pragma once

#include "picture/frame.h"

#include <cstdint>
#include <vector>

namespace convlens {

struct RasterImage {
    int width = 0, height = 0;
    std::vector<uint32_t> pixels; // 0xAARRGGBB premultiplied, row-major [height * width]
};

enum class Enlarged {
    no, // one pixel a cell
    yes // about two a pixel of the picture: stays sharp in readers that smooth what they enlarge
};

/// Of matrices with more cells than can be seen, every few cells only, two a pixel of the picture. Empty
/// where the raster has no cells.
RasterImage image_of(const Raster& raster, Enlarged enlarged);

} // namespace convlens
