// Polylines; curves have points enough for the largest slide.
#include "scene/base/tex_box.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace convlens::tex_detail {
namespace {

constexpr int curve_points = 12;

void move(Shape& shape, Vec2 by) {
    if (auto* label = std::get_if<Label>(&shape))
        label->position = label->position + by;
    if (auto* box = std::get_if<Box>(&shape))
        box->origin = box->origin + by;
    if (auto* path = std::get_if<Path>(&shape))
        for (Vec2& point : path->points)
            point = point + by;
}

/// A quarter of an ellipse from `from` (leaving along x where `flat_first`) to `to`.
void quarter(std::vector<Vec2>& points, Vec2 from, Vec2 to, bool flat_first) {
    for (int i = 1; i <= curve_points; ++i) {
        const float angle = static_cast<float>(i) / curve_points * static_cast<float>(std::numbers::pi / 2);
        const float along = std::sin(angle), across = 1 - std::cos(angle);
        points.push_back({from.x + (to.x - from.x) * (flat_first ? along : across),
                          from.y + (to.y - from.y) * (flat_first ? across : along)});
    }
}

/// Steep along its middle, slanted at its tips: parabolas around a straight piece.
std::vector<Vec2> parenthesis(float top, float bottom, float wide) {
    const float bend = std::min((bottom - top) / 2, 3.2F * wide);
    std::vector<Vec2> points;
    for (int i = 0; i <= curve_points; ++i) {
        const float part = static_cast<float>(i) / curve_points;
        points.push_back({wide * (1 - part) * (1 - part), top + bend * part});
    }
    for (int i = 0; i <= curve_points; ++i) {
        const float part = static_cast<float>(i) / curve_points;
        points.push_back({wide * part * part, bottom - bend * (1 - part)});
    }
    return points;
}

std::vector<Vec2> brace(float top, float bottom, float wide) {
    const float middle = (top + bottom) / 2, bend = wide, x = wide / 2;
    std::vector<Vec2> points{{wide, top}};
    quarter(points, {wide, top}, {x, top + bend}, true);
    points.push_back({x, middle - bend});
    quarter(points, {x, middle - bend}, {0, middle}, false);
    quarter(points, {0, middle}, {x, middle + bend}, true);
    points.push_back({x, bottom - bend});
    quarter(points, {x, bottom - bend}, {wide, bottom}, false);
    return points;
}

bool is_opening(std::string_view sign) {
    return sign == "(" || sign == "[" || sign == "{" || sign == "⌊" || sign == "⌈";
}

std::vector<Vec2> outline(std::string_view sign, float top, float bottom, float wide) {
    if (sign == "(" || sign == ")")
        return parenthesis(top, bottom, wide);
    if (sign == "{" || sign == "}")
        return brace(top, bottom, wide);
    if (sign == "|")
        return {{wide / 2, top}, {wide / 2, bottom}};
    std::vector<Vec2> points{{0, top}, {0, bottom}};
    if (sign == "[" || sign == "]" || sign == "⌈" || sign == "⌉")
        points.insert(points.begin(), {wide, top});
    if (sign == "[" || sign == "]" || sign == "⌊" || sign == "⌋")
        points.push_back({wide, bottom});
    return points;
}

TexPicture holding(Shape shape, float width, float ascent, float descent) {
    TexPicture picture;
    picture.shapes.push_back(std::move(shape));
    picture.width = width;
    picture.ascent = ascent;
    picture.descent = descent;
    return picture;
}

} // namespace

void put(TexPicture& picture, TexPicture piece, Vec2 by) {
    for (Shape& shape : piece.shapes) {
        move(shape, by);
        picture.shapes.push_back(std::move(shape));
    }
    picture.width = std::max(picture.width, by.x + piece.width);
    picture.ascent = std::max(picture.ascent, piece.ascent - by.y);
    picture.descent = std::max(picture.descent, piece.descent + by.y);
}

Path stroke(std::vector<Vec2> points, const Pen& pen) {
    Path path;
    path.points = std::move(points);
    path.stroke = pen.color;
    path.stroke_width = pen.width;
    return path;
}

TexPicture bracket(std::string_view sign, float top, float bottom, float em, const Pen& pen) {
    const bool curved = sign == "(" || sign == ")" || sign == "{" || sign == "}";
    const float wide = curved ? std::clamp(0.12F * (bottom - top), 0.18F * em, 0.36F * em) : 0.22F * em;
    const float side = 0.1F * em;
    std::vector<Vec2> points = outline(sign, top, bottom, wide);
    for (Vec2& point : points)
        point.x = side + (is_opening(sign) || sign == "|" ? point.x : wide - point.x);
    const float half = pen.width / 2;
    return holding(stroke(std::move(points), pen), wide + 2 * side, half - top, bottom + half);
}

TexPicture radical(const TexPicture& radicand, float em, const Pen& pen) {
    const float gap = 0.14F * em;
    const float top = -radicand.ascent - gap, bottom = std::max(radicand.descent, 0.04F * em);
    const float hook = 0.55F * em;
    const float tick = std::max(top * 0.55F, bottom - 0.5F * em);
    TexPicture root =
        holding(stroke({{0.06F * em, tick + 0.06F * em},
                        {0.18F * em, tick},
                        {0.34F * em, bottom},
                        {hook, top},
                        {hook + radicand.width + 0.1F * em, top}},
                       pen),
                hook + radicand.width + 0.14F * em, -top + pen.width / 2, bottom + pen.width / 2);
    put(root, radicand, {hook + 0.04F * em, 0});
    return root;
}

TexPicture accent(std::string_view kind, float width, float em, const Pen& pen) {
    const float half = width / 2, rise = 0.15F * em;
    std::vector<Vec2> points{{-half, 0}, {0, -rise}, {half, 0}};
    if (kind == "tilde") {
        points.clear();
        for (int i = 0; i <= 2 * curve_points; ++i) {
            const float part = static_cast<float>(i) / (2 * curve_points);
            const float wave = std::sin(part * 2 * static_cast<float>(std::numbers::pi));
            points.push_back({-half + part * width, -rise / 2 - 0.5F * rise * wave});
        }
    }
    return holding(stroke(std::move(points), pen), half, rise + pen.width / 2, 0);
}

TexPicture dots(std::string_view sign, float axis, float em, Color color) {
    TexPicture picture;
    const bool column = sign == "⋮";
    if (!column && sign != "⋯" && sign != "…")
        return picture;
    const float dot = 0.13F * em, step = 0.36F * em, side = 0.1F * em;
    for (int i = 0; i < 3; ++i) {
        const float along = static_cast<float>(i) * step;
        const Vec2 at = column        ? Vec2{side, -axis - dot / 2 + along - step}
                        : sign == "…" ? Vec2{side + along, -dot}
                                      : Vec2{side + along, -axis - dot / 2};
        Box box = box_of({at, at + Vec2{dot, dot}});
        box.radius = dot / 2;
        box.fill = color;
        put(picture, holding(box, at.x + dot + side, -at.y, at.y + dot), {});
    }
    return picture;
}

} // namespace convlens::tex_detail
