// In the order in which they lie: strokes, the spotlight's dark, the blank screen.
#include "scene/page/page_overlay.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace convlens {
namespace {

constexpr float pen_width = 4.5F;   // units
constexpr float spot_radius = 0.2F; // of the picture's height
constexpr float dark = 0.62F;
constexpr int arc_points = 24; // of a quarter

Color pen_color(PenColor color, const Theme& theme) {
    switch (color) {
    case PenColor::red:
        return theme.dark ? rgb(0xFF7A70) : rgb(0xC8281F);
    case PenColor::blue:
        return theme.dark ? rgb(0x7FB2FF) : rgb(0x1F5FBF);
    case PenColor::green:
        return theme.dark ? rgb(0x6FD9A8) : rgb(0x177A50);
    case PenColor::black: // the one that is seen best
        return theme.text;
    }
    return theme.text;
}

void draw_stroke(Canvas& canvas, const PenStroke& stroke, Vec2 size) {
    Path path;
    for (const Vec2 point : stroke.points)
        path.points.push_back({point.x * size.x, point.y * size.y});
    if (path.points.empty())
        return;
    if (path.points.size() == 1) // a dot
        path.points.push_back(path.points.front() + Vec2{0.1F, 0});
    path.stroke = pen_color(stroke.color, canvas.theme);
    path.stroke_width = pen_width * canvas.unit;
    canvas.add(std::move(path));
}

/// What lies around a circle: four bands, and the four corners of its square.
void draw_spotlight(Canvas& canvas, Vec2 spot, Vec2 size) {
    const Vec2 middle{std::round(spot.x * size.x), std::round(spot.y * size.y)};
    const float radius = std::round(spot_radius * size.y);
    const Color shade = with_alpha(rgb(0x000000), dark);
    const Rect all{{0, 0}, size};
    const Rect square{middle - Vec2{radius, radius}, middle + Vec2{radius, radius}};
    for (const Rect& band : {Rect{{0, 0}, {size.x, square.min.y}}, Rect{{0, square.max.y}, size},
                             Rect{{0, square.min.y}, {square.min.x, square.max.y}},
                             Rect{{square.max.x, square.min.y}, {size.x, square.max.y}}})
        if (const Rect seen = intersected(band, all); !seen.empty())
            canvas.card(seen, shade, {}, 0);
    for (const Vec2 corner : {Vec2{-1, -1}, Vec2{1, -1}, Vec2{1, 1}, Vec2{-1, 1}}) {
        Path path;
        path.closed = true;
        path.fill = shade;
        path.points.push_back(middle + Vec2{corner.x * radius, corner.y * radius});
        for (int i = 0; i <= arc_points; ++i) {
            const float angle = std::numbers::pi_v<float> / 2 * static_cast<float>(i) / arc_points;
            path.points.push_back(
                middle + Vec2{corner.x * radius * std::cos(angle), corner.y * radius * std::sin(angle)});
        }
        canvas.add(std::move(path));
    }
}

} // namespace

std::string clock_text(int64_t seconds) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%lld:%02lld", static_cast<long long>(seconds / 60),
                  static_cast<long long>(seconds % 60));
    return text.data();
}

void draw_page_overlay(Canvas& canvas, const PageOverlay& overlay, Vec2 size) {
    for (const PenStroke& stroke : overlay.strokes)
        draw_stroke(canvas, stroke, size);
    if (overlay.spotlight)
        draw_spotlight(canvas, *overlay.spotlight, size);
    if (overlay.blank != PageOverlay::Blank::none)
        canvas.card({{0, 0}, size},
                    overlay.blank == PageOverlay::Blank::black ? rgb(0x000000) : rgb(0xFFFFFF), {}, 0);
}

} // namespace convlens
