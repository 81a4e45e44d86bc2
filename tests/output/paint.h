// A frame as pixels in one call.
#pragma once

#include "output/painter/painter.h"

#include <cstdint>
#include <vector>

namespace convlens::test {

/// 0xAARRGGBB premultiplied, row-major [height * width].
inline std::vector<uint32_t> paint(const Frame& frame, const FontSet& fonts) {
    const Painter painter = painted(frame, fonts);
    return {painter.pixels().begin(), painter.pixels().end()};
}

} // namespace convlens::test
