// Sizes go by the frame's, so that what is drawn is the same on every screen.
#include "scene/page/overlay.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace convlens {
namespace {

constexpr float pen_width = 4, spotlight_radius = 118; // px at 1280x720
constexpr int arc_lines = 24;                          // of a quarter of the spotlight
constexpr Color dark_ink{0, 0, 0, 158};

/// px of what is 1 px at 1280x720.
float unit_of(const Frame& frame) {
    return std::min(frame.size.x / 1280, frame.size.y / 720);
}

Vec2 in_frame(const Frame& frame, Vec2 part) {
    return {part.x * frame.size.x, part.y * frame.size.y};
}

bool is_dot(const PenStroke& stroke) {
    return std::ranges::all_of(stroke.points, [&](Vec2 point) { return point == stroke.points.front(); });
}

void draw_stroke(Frame& frame, const PenStroke& stroke, const Theme& theme) {
    if (stroke.points.empty())
        return;
    const Color ink = ink_of(stroke.color, theme);
    const float width = pen_width * unit_of(frame);
    if (is_dot(stroke)) {
        const Vec2 at = in_frame(frame, stroke.points.front());
        const Vec2 half{0.75F * width, 0.75F * width};
        Box dot = box_of({at - half, at + half});
        dot.fill = ink;
        dot.radius = half.x;
        frame.items.push_back({dot, {}, -1});
        return;
    }
    Path line;
    line.points.reserve(stroke.points.size());
    for (const Vec2 point : stroke.points)
        line.points.push_back(in_frame(frame, point));
    line.stroke = ink;
    line.stroke_width = width;
    frame.items.push_back({std::move(line), {}, -1});
}

void add_dark(Frame& frame, const Rect& rect) {
    const Rect seen = intersected(rect, {{0, 0}, frame.size});
    Box dark = box_of(seen.empty() ? Rect{} : seen);
    if (!seen.empty())
        dark.fill = dark_ink;
    frame.items.push_back({dark, {}, -1});
}

/// Between a quarter of the circle and the corner of its square, on the sides x and y of its middle (-1 or
/// 1).
Path dark_corner(Vec2 middle, float radius, float x, float y) {
    Path corner;
    corner.closed = true;
    corner.fill = dark_ink;
    corner.points.push_back(middle + radius * Vec2{x, y});
    for (int i = 0; i <= arc_lines; ++i) {
        const float turn = std::numbers::pi_v<float> / 2 * static_cast<float>(i) / arc_lines;
        corner.points.push_back(middle + radius * Vec2{x * std::cos(turn), y * std::sin(turn)});
    }
    return corner;
}

/// Everything is dark but a disc. Its parts meet on whole pixels, so that no seam is seen.
void draw_spotlight(Frame& frame, Vec2 part) {
    const float radius = std::round(spotlight_radius * unit_of(frame));
    Vec2 middle = in_frame(frame, {std::clamp(part.x, 0.0F, 1.0F), std::clamp(part.y, 0.0F, 1.0F)});
    middle = {std::round(middle.x), std::round(middle.y)};
    const Rect square{middle - Vec2{radius, radius}, middle + Vec2{radius, radius}};
    const Vec2 end = frame.size;
    add_dark(frame, {{0, 0}, {end.x, square.min.y}});
    add_dark(frame, {{0, square.max.y}, end});
    add_dark(frame, {{0, square.min.y}, {square.min.x, square.max.y}});
    add_dark(frame, {{square.max.x, square.min.y}, {end.x, square.max.y}});
    for (const float x : {-1.0F, 1.0F})
        for (const float y : {-1.0F, 1.0F})
            frame.items.push_back({dark_corner(middle, radius, x, y), {}, -1});
}

/// The symbol of minutes is the same in every language.
void draw_clock(Frame& frame, int64_t seconds, const Theme& theme) {
    const float unit = unit_of(frame);
    Label label;
    label.text = std::to_string(std::max<int64_t>(seconds, 0) / 60) + " min";
    label.position = {frame.size.x - 16 * unit, 24 * unit};
    label.size = 18 * unit;
    label.align_x = AlignX::right;
    label.align_y = AlignY::middle;
    label.color = theme.quiet;
    frame.items.push_back({label, {}, -1});
}

} // namespace

Color ink_of(PenColor pen, const Theme& theme) {
    switch (pen) {
    case PenColor::red:
        return theme.dark ? rgb(0xFF7B72) : rgb(0xC62A22);
    case PenColor::blue:
        return theme.dark ? rgb(0x79B8FF) : rgb(0x1F4FBF);
    case PenColor::green:
        return theme.dark ? rgb(0x56D364) : rgb(0x0F7B3A);
    case PenColor::black:
        return theme.dark ? rgb(0xF4F6F8) : rgb(0x14181D);
    }
    return theme.text;
}

void draw_overlay(Frame& frame, const PageOverlay& overlay, const Theme& theme) {
    if (overlay.blank != PageOverlay::Blank::none) {
        frame.clips.clear();
        frame.items.clear();
        frame.background = overlay.blank == PageOverlay::Blank::black ? rgb(0x000000) : rgb(0xFFFFFF);
        return;
    }
    for (const PenStroke& stroke : overlay.strokes)
        draw_stroke(frame, stroke, theme);
    if (overlay.clock_seconds)
        draw_clock(frame, *overlay.clock_seconds, theme);
    if (overlay.spotlight)
        draw_spotlight(frame, *overlay.spotlight);
}

} // namespace convlens
