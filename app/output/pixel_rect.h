// A rectangle of whole pixels.
#pragma once

namespace convlens {

/// Whole pixels, the last column and row outside.
struct PixelRect {
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    int width() const { return x1 - x0; }
    int height() const { return y1 - y0; }
    bool empty() const { return x1 <= x0 || y1 <= y0; }
    bool touches(const PixelRect& other) const {
        return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1;
    }
    bool operator==(const PixelRect&) const = default;
};

} // namespace convlens
