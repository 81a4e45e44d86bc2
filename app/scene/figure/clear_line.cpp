// Each stretch of the line is cut by itself; pieces that meet at a bend are one.
#include "scene/figure/clear_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace convlens {
namespace {

using Share = std::array<float, 2>; // of the way from one point to the next

/// The part of the way from `a` to `b` that lies in the rectangle.
std::optional<Share> within(const Rect& rect, Vec2 a, Vec2 b) {
    Share part{0, 1};
    const auto cut = [&part](float from, float way, float low, float high) {
        if (std::abs(way) < 1e-6F)
            return from >= low && from <= high;
        const float first = (low - from) / way, second = (high - from) / way;
        part[0] = std::max(part[0], std::min(first, second));
        part[1] = std::min(part[1], std::max(first, second));
        return part[0] < part[1];
    };
    if (cut(a.x, b.x - a.x, rect.min.x, rect.max.x) && cut(a.y, b.y - a.y, rect.min.y, rect.max.y))
        return part;
    return std::nullopt;
}

/// What is left of the way outside of the rectangles.
std::vector<Share> outside(std::span<const Rect> rects, Vec2 a, Vec2 b, float air) {
    std::vector<Share> gaps;
    for (const Rect& rect : rects)
        if (const auto gap = within({rect.min - Vec2{air, air}, rect.max + Vec2{air, air}}, a, b))
            gaps.push_back(*gap);
    std::sort(gaps.begin(), gaps.end());
    gaps.push_back({1, 1});
    std::vector<Share> shares;
    float from = 0;
    for (const Share& gap : gaps) {
        if (gap[0] > from)
            shares.push_back({from, gap[0]});
        from = std::max(from, gap[1]);
    }
    return shares;
}

float length_of(const std::vector<Vec2>& piece) {
    float length = 0;
    for (std::size_t i = 1; i < piece.size(); ++i)
        length += std::hypot(piece[i].x - piece[i - 1].x, piece[i].y - piece[i - 1].y);
    return length;
}

} // namespace

std::vector<std::vector<Vec2>> clear_pieces(std::span<const Vec2> points, std::span<const Rect> rects,
                                            float air, std::size_t count) {
    std::vector<std::vector<Vec2>> pieces;
    bool goes_on = false;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const Vec2 a = points[i - 1], way = points[i] - a;
        for (const auto& [begin, end] : outside(rects, a, points[i], air)) {
            if (goes_on && begin == 0)
                pieces.back().push_back(a + way * end);
            else
                pieces.push_back({a + way * begin, a + way * end});
            goes_on = end == 1;
        }
    }
    std::erase_if(pieces, [air](const auto& piece) { return length_of(piece) <= 2 * air; });
    if (pieces.size() > count)
        pieces[count - 1] = {pieces[count - 1].front(), pieces.back().back()};
    pieces.resize(count);
    return pieces;
}

} // namespace convlens
