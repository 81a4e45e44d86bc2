// A rectangle of whole pixels, for what is painted and encoded.
#pragma once

#include "picture/geometry.h"

#include <algorithm>

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

inline Rect rect_of(const PixelRect& r) {
    if (r.empty())
        return {};
    return {{static_cast<float>(r.x0), static_cast<float>(r.y0)},
            {static_cast<float>(r.x1), static_cast<float>(r.y1)}};
}

inline PixelRect intersected(const PixelRect& a, const PixelRect& b) {
    return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

/// An empty one counts for nothing.
inline PixelRect united(const PixelRect& a, const PixelRect& b) {
    if (a.empty())
        return b;
    if (b.empty())
        return a;
    return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

} // namespace convlens
