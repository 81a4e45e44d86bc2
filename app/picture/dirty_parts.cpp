// Rectangles are joined where painting the gap between them costs less than going over the items once more.
#include "picture/dirty_parts.h"

#include <cstdint>
#include <limits>

namespace convlens {
namespace {

constexpr int64_t worth_a_part = 1500; // px: about what walking over the items of a frame costs

int64_t area(const PixelRect& r) {
    return r.empty() ? 0 : int64_t{r.x1 - r.x0} * (r.y1 - r.y0);
}

/// Pixels that are painted needlessly when two parts become one.
int64_t waste(const PixelRect& a, const PixelRect& b) {
    return area(united(a, b)) - area(a) - area(b);
}

} // namespace

void DirtyParts::add(PixelRect rect) {
    if (rect.empty())
        return;
    // What the join grows over may then be worth joining too, so the joined rectangle is added anew.
    for (;;) {
        std::size_t best = 0;
        int64_t least = std::numeric_limits<int64_t>::max();
        for (std::size_t i = 0; i < count_; ++i)
            if (const int64_t lost = waste(parts_[i], rect); lost < least) {
                least = lost;
                best = i;
            }
        if (count_ == 0 || (least > worth_a_part && count_ < max_parts)) {
            parts_[count_++] = rect;
            return;
        }
        rect = united(parts_[best], rect);
        parts_[best] = parts_[--count_];
    }
}

double DirtyParts::area() const {
    double sum = 0;
    for (const PixelRect& part : parts())
        sum += static_cast<double>(convlens::area(part));
    return sum;
}

PixelRect DirtyParts::all() const {
    PixelRect result;
    for (const PixelRect& part : parts())
        result = united(result, part);
    return result;
}

} // namespace convlens
