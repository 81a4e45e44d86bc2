// Rows are compared as a whole first: most are equal.
#include "output/shown_pixels.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace convlens {

ShownPixels::ShownPixels(int width, int height) : width_(width), height_(height) {
    assert(width > 0 && height > 0);
}

PixelRect ShownPixels::changes(std::span<const uint32_t> pixels, PixelRect touched) const {
    const PixelRect whole{0, 0, width_, height_};
    if (is_empty())
        return whole;
    const PixelRect within = intersected(touched, whole);
    PixelRect changed{width_, height_, 0, 0};
    for (int y = within.y0; !within.empty() && y < within.y1; ++y) {
        const uint32_t* now = pixels.data() + begin_of(y);
        const uint32_t* before = pixels_.data() + begin_of(y);
        const auto bytes = static_cast<std::size_t>(within.width()) * sizeof(uint32_t);
        if (std::memcmp(now + within.x0, before + within.x0, bytes) == 0)
            continue;
        const auto* const first = std::mismatch(now + within.x0, now + within.x1, before + within.x0).first;
        int last = within.x1 - 1;
        while (now[last] == before[last])
            --last;
        changed = {std::min(changed.x0, static_cast<int>(first - now)), std::min(changed.y0, y),
                   std::max(changed.x1, last + 1), y + 1};
    }
    return changed.empty() ? PixelRect{} : changed;
}

void ShownPixels::take(std::span<const uint32_t> pixels, PixelRect rect) {
    pixels_.resize(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_));
    for (int y = rect.y0; y < rect.y1; ++y)
        std::copy_n(pixels.data() + begin_of(y) + static_cast<std::size_t>(rect.x0),
                    static_cast<std::size_t>(rect.width()),
                    pixels_.data() + begin_of(y) + static_cast<std::size_t>(rect.x0));
}

} // namespace convlens
