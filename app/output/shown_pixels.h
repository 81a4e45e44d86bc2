// The picture that is shown, for formats that write what differs from it. Knows pixels only.
#pragma once

#include "picture/pixel_rect.h"

#include <cstdint>
#include <span>
#include <vector>

namespace convlens {

class ShownPixels {
public:
    ShownPixels(int width, int height);

    /// The smallest rectangle outside of which `pixels`, row-major [height * width], are as shown; of the
    /// first picture all. Outside of `touched` they are known to be. Empty: nothing differs.
    PixelRect changes(std::span<const uint32_t> pixels, PixelRect touched) const;
    /// What is shown in the rectangle is from now on as in `pixels`.
    void take(std::span<const uint32_t> pixels, PixelRect rect);

    bool is_empty() const { return pixels_.empty(); } // before the first picture
    std::span<const uint32_t> row(int y) const {
        return std::span(pixels_).subspan(begin_of(y), static_cast<std::size_t>(width_));
    }
    std::size_t begin_of(int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
    }

private:
    int width_, height_;
    std::vector<uint32_t> pixels_;
};

} // namespace convlens
