// Points, rectangles and colours on a picture: x to the right, y down, in pixels of the frame.
#pragma once

#include <algorithm>
#include <cstdint>

namespace convlens {

struct Vec2 {
    float x = 0, y = 0;
    bool operator==(const Vec2&) const = default;
};
inline Vec2 operator+(Vec2 a, Vec2 b) {
    return {a.x + b.x, a.y + b.y};
}
inline Vec2 operator-(Vec2 a, Vec2 b) {
    return {a.x - b.x, a.y - b.y};
}
inline Vec2 operator*(Vec2 a, float f) {
    return {a.x * f, a.y * f};
}
inline Vec2 operator*(float f, Vec2 a) {
    return a * f;
}

struct Rect {
    Vec2 min, max; // max is outside
    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
    Vec2 center() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
    bool empty() const { return max.x <= min.x || max.y <= min.y; }
    bool contains(Vec2 p) const { return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y; }
    bool operator==(const Rect&) const = default;
};
inline Rect united(const Rect& a, const Rect& b) {
    if (a.empty())
        return b;
    if (b.empty())
        return a;
    return {{std::min(a.min.x, b.min.x), std::min(a.min.y, b.min.y)},
            {std::max(a.max.x, b.max.x), std::max(a.max.y, b.max.y)}};
}
inline Rect intersected(const Rect& a, const Rect& b) {
    return {{std::max(a.min.x, b.min.x), std::max(a.min.y, b.min.y)},
            {std::min(a.max.x, b.max.x), std::min(a.max.y, b.max.y)}};
}
inline Rect inset(const Rect& r, float by) {
    return {{r.min.x + by, r.min.y + by}, {r.max.x - by, r.max.y - by}};
}

/// sRGB, not premultiplied. Alpha 0: no ink.
struct Color {
    uint8_t r = 0, g = 0, b = 0, a = 0;
    bool operator==(const Color&) const = default;
};
constexpr Color rgb(uint32_t hex) {
    return {static_cast<uint8_t>(hex >> 16), static_cast<uint8_t>(hex >> 8), static_cast<uint8_t>(hex), 255};
}
/// The nearest byte of a colour part in 0..255.
constexpr uint8_t nearest_byte(float part) {
    const float with_half = part + 0.5F; // to be cut off, for std::round is no constant expression
    return static_cast<uint8_t>(with_half);
}
constexpr Color with_alpha(Color c, float alpha) {
    return {c.r, c.g, c.b, nearest_byte(static_cast<float>(c.a) * alpha)};
}
/// Straight mix in sRGB, t in 0..1.
constexpr Color mixed(Color a, Color b, float t) {
    const auto mix = [t](uint8_t p, uint8_t q) {
        return nearest_byte(static_cast<float>(p) + (static_cast<float>(q) - static_cast<float>(p)) * t);
    };
    return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b), mix(a.a, b.a)};
}

} // namespace convlens
