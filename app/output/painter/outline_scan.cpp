// Contours for FreeType; y runs down here, which only turns the orientation of all contours around.
#include "output/painter/outline_scan.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convlens {

FT_Vector fixed(Vec2 p) {
    const auto one = [](float value) {
        constexpr float most = 200000; // FreeType refuses outlines from 2^18 px
        const float scaled_up = (std::isnan(value) ? 0 : std::clamp(value, -most, most)) * 64;
        return static_cast<FT_Pos>(scaled_up + (scaled_up < 0 ? -0.5F : 0.5F));
    };
    return {one(p.x), one(p.y)};
}

void Outline::clear() {
    points_.clear();
    tags_.clear();
    contours_.clear();
}

void Outline::point(Vec2 p, char tag) {
    points_.push_back(fixed(p));
    tags_.push_back(tag);
}

void Outline::end_contour(std::size_t first, bool reversed) {
    if (reversed) {
        std::reverse(points_.begin() + static_cast<std::ptrdiff_t>(first), points_.end());
        std::reverse(tags_.begin() + static_cast<std::ptrdiff_t>(first), tags_.end());
    }
    contours_.push_back(static_cast<short>(points_.size() - 1));
}

void Outline::polygon(std::span<const Vec2> points, bool reversed) {
    if (points.size() < 3)
        return;
    const std::size_t first = points_.size();
    for (const Vec2 p : points)
        point(p, FT_CURVE_TAG_ON);
    end_contour(first, reversed);
}

void Outline::rounded(const Rect& rect, float radius, bool reversed) {
    const float r = std::clamp(radius, 0.0F, std::min(rect.width(), rect.height()) / 2);
    const float bend = r * (1 - 0.5522847F); // a cubic that follows a quarter of a circle within 0.03 %
    const auto [lo, hi] = rect;
    const std::size_t first = points_.size();
    const auto corner = [&](Vec2 from, Vec2 via1, Vec2 via2, Vec2 to) {
        point(from, FT_CURVE_TAG_ON);
        point(via1, FT_CURVE_TAG_CUBIC);
        point(via2, FT_CURVE_TAG_CUBIC);
        point(to, FT_CURVE_TAG_ON);
    };
    corner({lo.x, lo.y + r}, {lo.x, lo.y + bend}, {lo.x + bend, lo.y}, {lo.x + r, lo.y});
    corner({hi.x - r, lo.y}, {hi.x - bend, lo.y}, {hi.x, lo.y + bend}, {hi.x, lo.y + r});
    corner({hi.x, hi.y - r}, {hi.x, hi.y - bend}, {hi.x - bend, hi.y}, {hi.x - r, hi.y});
    corner({lo.x + r, hi.y}, {lo.x + bend, hi.y}, {lo.x, hi.y - bend}, {lo.x, hi.y - r});
    end_contour(first, reversed);
}

void Outline::segment(Vec2 from, Vec2 to, float width) {
    const Vec2 d = to - from;
    const float length = std::hypot(d.x, d.y);
    if (length == 0)
        return;
    const Vec2 side = (width / 2 / length) * Vec2{-d.y, d.x};
    const std::array<Vec2, 4> quad{from - side, to - side, to + side, from + side};
    polygon(quad);
}

void Outline::circle(Vec2 center, float diameter) {
    const Vec2 half{diameter / 2, diameter / 2};
    rounded({center - half, center + half}, diameter / 2);
}

void Outline::take(FT_Stroker stroker) {
    FT_UInt points = 0;
    FT_UInt contours = 0;
    if (FT_Stroker_GetCounts(stroker, &points, &contours) != 0 || contours == 0 ||
        points_.size() + points > INT16_MAX)
        return;
    const std::size_t old_points = points_.size();
    const std::size_t old_contours = contours_.size();
    points_.resize(old_points + points);
    tags_.resize(old_points + points);
    contours_.resize(old_contours + contours);
    FT_Outline into{};
    into.points = points_.data() + old_points;
    into.tags = tags_.data() + old_points;
    into.contours = contours_.data() + old_contours;
    FT_Stroker_Export(stroker, &into);
    for (std::size_t i = old_contours; i < contours_.size(); ++i)
        contours_[i] = static_cast<short>(contours_[i] + static_cast<short>(old_points));
}

FT_Outline Outline::view() {
    FT_Outline view{};
    view.n_points = static_cast<short>(points_.size());
    view.n_contours = static_cast<short>(contours_.size());
    view.points = points_.data();
    view.tags = tags_.data();
    view.contours = contours_.data();
    view.flags = FT_OUTLINE_NONE;
    return view;
}

} // namespace convlens
