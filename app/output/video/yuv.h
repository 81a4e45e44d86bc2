// Pixels to the planes that encoders of video take: BT.709, limited range, chroma halved both ways. Knows
// pixels only.
#pragma once

#include "output/shown_pixels.h"
#include "picture/pixel_rect.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace convlens {

/// One picture, brought up to the next by the pairs of rows that differ. Sides are made even: the last column
/// or row is repeated.
class YuvPicture {
public:
    /// Of the pixels, at least 1. With alpha there is a fourth plane; without, what is transparent lies on
    /// white.
    YuvPicture(int width, int height, bool has_alpha);

    /// 0xAARRGGBB premultiplied, row-major [height * width]; outside of `touched` they are as before.
    void take(std::span<const uint32_t> pixels, PixelRect touched);

    int width() const { return even_width_; }
    int height() const { return even_height_; }
    /// The planes one after the other: Y [height * width], Cb and Cr [height/2 * width/2], alpha as Y.
    std::string_view bytes() const { return {reinterpret_cast<const char*>(planes_.data()), planes_.size()}; }

private:
    /// The parts of a row's pixels, premultiplied, from the column -1 to the one behind the last.
    struct Row {
        std::vector<int> r, g, b, a; // [even width + 2]
    };
    void read_row(std::span<const uint32_t> pixels, int y, int x0, int x1, Row& row) const;
    void take_pair(std::span<const uint32_t> pixels, int y, PixelRect changed);
    void put_luma(const Row& row, int y, int x0, int x1);
    void put_chroma(int y, int x0, int x1);

    int width_, height_, even_width_, even_height_;
    bool has_alpha_;
    std::size_t luma_, chroma_; // bytes of a plane
    ShownPixels shown_;
    std::vector<uint8_t> planes_;
    Row upper_, lower_; // of a pair
};

} // namespace convlens
