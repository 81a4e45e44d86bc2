// Pixels in memory, and how ink lands on them: source over destination, premultiplied, 8 bits.
#pragma once

#include "output/painter/outline_scan.h"
#include "picture/geometry.h"

#include <cstdint>
#include <span>
#include <vector>

namespace convlens {

/// 0xAARRGGBB with colours multiplied by alpha.
uint32_t premultiplied(Color color);

/// All four parts times part/255, rounded.
inline uint32_t scaled(uint32_t pixel, uint32_t part) {
    const auto lanes = [part](uint32_t two) {
        const uint32_t product = (two & 0x00FF00FFU) * part + 0x00800080U;
        return (product + ((product >> 8) & 0x00FF00FFU)) >> 8 & 0x00FF00FFU;
    };
    return lanes(pixel) | lanes(pixel >> 8) << 8;
}
inline uint32_t over(uint32_t ink, uint32_t ground) {
    return ink + scaled(ground, 255 - (ink >> 24));
}

class PixelCanvas {
public:
    PixelCanvas(int width, int height);
    PixelCanvas(const PixelCanvas&) = delete;
    PixelCanvas& operator=(const PixelCanvas&) = delete;
    ~PixelCanvas();

    int width() const { return width_; }
    int height() const { return height_; }
    PixelRect area() const { return {0, 0, width_, height_}; }
    std::span<const uint32_t> pixels() const { return pixels_; }
    FT_Library library() const { return library_; }

    /// All that follows stays inside; cut to the canvas.
    void clip(const PixelRect& rect) { clip_ = intersected(rect, area()); }
    const PixelRect& clip() const { return clip_; }

    void clear(Color color);
    /// Upright rectangle with exact coverage of the pixels that it cuts.
    void fill(const Rect& rect, Color color);
    /// What lies within `outer` and not within `inner`, which `outer` contains.
    void ring(const Rect& outer, const Rect& inner, Color color);
    void fill(Outline& outline, Color color);
    /// Hatch lines (picture/outline.h) within the outline.
    void hatch(Outline& outline, Color color);
    /// Ink of every pixel by ink(x, y), premultiplied.
    template <class Ink> void fill_with(Outline& outline, Ink&& ink) {
        scan(library_, outline, clip_, [&](int y, int x0, int x1, uint32_t coverage) {
            uint32_t* to = row(y);
            for (int x = x0; x < x1; ++x) {
                const uint32_t color = ink(x, y);
                to[x] = over(coverage == 255 ? color : scaled(color, coverage), to[x]);
            }
        });
    }
    uint32_t* row(int y) {
        return pixels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
    }

private:
    void run(int y, int x0, int x1, uint32_t ink);

    int width_, height_;
    std::vector<uint32_t> pixels_;
    PixelRect clip_;
    std::vector<uint8_t> hatch_; // coverage by x + y
    FT_Library library_ = nullptr;
};

} // namespace convlens
