// Ear cutting is quadratic, which is right for arrows and marks of a few corners.
#include "window/gl/polygon.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace convlens::gl {
namespace {

float cross(Vec2 a, Vec2 b) {
    return a.x * b.y - a.y * b.x;
}

float area(std::span<const Vec2> p) {
    float sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i)
        sum += cross(p[i], p[(i + 1) % p.size()]);
    return sum / 2;
}

bool within(Vec2 p, Vec2 a, Vec2 b, Vec2 c) {
    return cross(b - a, p - a) >= 0 && cross(c - b, p - b) >= 0 && cross(a - c, p - c) >= 0;
}

Vec2 outward(Vec2 a, Vec2 b) {
    const Vec2 d = b - a;
    const float length = std::hypot(d.x, d.y);
    return length > 0 ? Vec2{d.y / length, -d.x / length} : Vec2{};
}

/// Mitre of each corner: one pixel outwards along both edges, no longer than 2.
std::vector<Vec2> mitres(std::span<const Vec2> p) {
    std::vector<Vec2> result;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const Vec2 sum =
            outward(p[(i + p.size() - 1) % p.size()], p[i]) + outward(p[i], p[(i + 1) % p.size()]);
        const float squared = sum.x * sum.x + sum.y * sum.y;
        result.push_back(sum * (2 / std::max(squared, 1.0F)));
    }
    return result;
}

bool is_ear(std::span<const Vec2> p, const std::vector<std::size_t>& left, std::size_t i) {
    const std::size_t n = left.size();
    const std::size_t ia = left[(i + n - 1) % n], ib = left[i], ic = left[(i + 1) % n];
    if (cross(p[ib] - p[ia], p[ic] - p[ib]) <= 0)
        return false;
    return std::none_of(left.begin(), left.end(), [&](std::size_t k) {
        return k != ia && k != ib && k != ic && within(p[k], p[ia], p[ib], p[ic]);
    });
}

} // namespace

std::vector<PolygonVertex> triangulated(std::span<const Vec2> polygon) {
    std::vector<Vec2> p(polygon.begin(), polygon.end());
    if (p.size() < 3 || std::abs(area(p)) < 1e-3F)
        return {};
    if (area(p) < 0)
        std::reverse(p.begin(), p.end());
    const std::vector<Vec2> mitre = mitres(p);
    std::vector<Vec2> inner(p.size()), outer(p.size());
    for (std::size_t i = 0; i < p.size(); ++i) {
        inner[i] = p[i] - mitre[i] * 0.5F;
        outer[i] = p[i] + mitre[i] * 0.5F;
    }
    std::vector<PolygonVertex> result;
    std::vector<std::size_t> left(p.size());
    for (std::size_t i = 0; i < p.size(); ++i)
        left[i] = i;
    while (left.size() >= 3) {
        std::size_t ear = 0;
        while (ear < left.size() && !is_ear(p, left, ear))
            ++ear;
        ear = ear == left.size() ? 0 : ear; // collinear rest: any corner will do
        const std::size_t n = left.size();
        for (const std::size_t k : {left[(ear + n - 1) % n], left[ear], left[(ear + 1) % n]})
            result.push_back({inner[k], 1});
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(ear));
    }
    for (std::size_t i = 0; i < p.size(); ++i) {
        const std::size_t j = (i + 1) % p.size();
        for (const PolygonVertex& v :
             {PolygonVertex{inner[i], 1}, PolygonVertex{outer[i], 0}, PolygonVertex{outer[j], 0},
              PolygonVertex{inner[i], 1}, PolygonVertex{outer[j], 0}, PolygonVertex{inner[j], 1}})
            result.push_back(v);
    }
    return result;
}

} // namespace convlens::gl
