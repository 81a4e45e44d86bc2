// Runs of equal coverage are blended at once, opaque ones stored.
#include "output/painter/pixel_canvas.h"

#include "picture/outline.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>

namespace convlens {
namespace {

/// How much of a pixel row or column lies between two edges.
uint32_t overlap(float lo, float hi, int at) {
    const auto first = static_cast<float>(at);
    const float part = std::min(hi, first + 1) - std::max(lo, first);
    return static_cast<uint32_t>(std::lround(std::clamp(part, 0.0F, 1.0F) * 255));
}

int first_pixel(float edge, int low, int high) {
    return static_cast<int>(std::floor(std::clamp(edge, static_cast<float>(low), static_cast<float>(high))));
}
int past_pixel(float edge, int low, int high) {
    return static_cast<int>(std::ceil(std::clamp(edge, static_cast<float>(low), static_cast<float>(high))));
}

uint32_t product(uint32_t a, uint32_t b) {
    return (a * b + 127) / 255;
}

/// Pixels next to hatch lines by box filter across the line; x + y tells how far a pixel's centre is along
/// the normal.
std::vector<uint8_t> hatch_table(int width, int height) {
    std::vector<uint8_t> table(static_cast<std::size_t>(width) + static_cast<std::size_t>(height));
    for (std::size_t sum = 0; sum < table.size(); ++sum) {
        const double along =
            (static_cast<double>(sum) + 1) / std::sqrt(2.0); // of the centre, +0.5 in x and in y
        const double off = std::abs(along - hatch_distance * std::round(along / hatch_distance));
        const double covered = std::clamp(hatch_width / 2 + 0.5 - off, 0.0, 1.0);
        table[sum] = static_cast<uint8_t>(std::lround(covered * 255));
    }
    return table;
}

} // namespace

uint32_t premultiplied(Color c) {
    const uint32_t opaque = 0xFF000000U | uint32_t{c.r} << 16 | uint32_t{c.g} << 8 | c.b;
    return c.a == 255 ? opaque : scaled(opaque, c.a);
}

PixelCanvas::PixelCanvas(int width, int height)
    : width_(width), height_(height), hatch_(hatch_table(width, height)) {
    assert(width > 0 && height > 0);
    pixels_.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    clip_ = area();
    if (FT_Init_FreeType(&library_) != 0)
        throw std::runtime_error("FreeType does not start");
}

PixelCanvas::~PixelCanvas() {
    FT_Done_FreeType(library_);
}

void PixelCanvas::run(int y, int x0, int x1, uint32_t ink) {
    uint32_t* to = row(y);
    if (ink >> 24 == 255) {
        std::fill(to + x0, to + x1, ink);
        return;
    }
    for (int x = x0; x < x1; ++x)
        to[x] = over(ink, to[x]);
}

void PixelCanvas::clear(Color color) {
    for (int y = clip_.y0; y < clip_.y1; ++y)
        std::fill(row(y) + clip_.x0, row(y) + clip_.x1, premultiplied(color));
}

void PixelCanvas::fill(const Rect& rect, Color color) {
    ring(rect, {rect.min, rect.min}, color);
}

void PixelCanvas::ring(const Rect& outer, const Rect& inner, Color color) {
    if (!(outer.max.x > outer.min.x && outer.max.y > outer.min.y) || clip_.empty() || color.a == 0)
        return;
    const uint32_t ink = premultiplied(color);
    const PixelRect o{
        first_pixel(outer.min.x, clip_.x0, clip_.x1), first_pixel(outer.min.y, clip_.y0, clip_.y1),
        past_pixel(outer.max.x, clip_.x0, clip_.x1), past_pixel(outer.max.y, clip_.y0, clip_.y1)};
    const bool hollow = !inner.empty();
    // Columns [from, to) lie wholly within the outer rectangle, and wholly within the inner one where there
    // is one.
    const Rect& even = hollow ? inner : outer;
    int from = std::min(past_pixel(even.min.x, o.x0, std::max(o.x0, o.x1)), o.x1);
    int to = std::max(first_pixel(even.max.x, o.x0, std::max(o.x0, o.x1)), from);
    for (int y = o.y0; y < o.y1; ++y) {
        const uint32_t outer_row = overlap(outer.min.y, outer.max.y, y);
        const uint32_t inner_row = hollow ? overlap(inner.min.y, inner.max.y, y) : 0;
        const auto edge = [&](int x0, int x1) {
            for (int x = x0; x < x1; ++x) {
                const uint32_t all = product(overlap(outer.min.x, outer.max.x, x), outer_row);
                const uint32_t hole = hollow ? product(overlap(inner.min.x, inner.max.x, x), inner_row) : 0;
                if (all > hole)
                    run(y, x, x + 1, scaled(ink, all - hole));
            }
        };
        edge(o.x0, from);
        if (outer_row > inner_row && from < to)
            run(y, from, to, outer_row - inner_row == 255 ? ink : scaled(ink, outer_row - inner_row));
        edge(to, o.x1);
    }
}

void PixelCanvas::fill(Outline& outline, Color color) {
    if (color.a == 0)
        return;
    const uint32_t ink = premultiplied(color);
    scan(library_, outline, clip_, [&](int y, int x0, int x1, uint32_t coverage) {
        const uint32_t thinned = coverage == 255 ? ink : scaled(ink, coverage);
        if (x1 - x0 > 1)
            run(y, x0, x1, thinned);
        else
            row(y)[x0] = over(thinned, row(y)[x0]);
    });
}

void PixelCanvas::hatch(Outline& outline, Color color) {
    if (color.a == 0)
        return;
    const uint32_t ink = premultiplied(color);
    scan(library_, outline, clip_, [&](int y, int x0, int x1, uint32_t coverage) {
        uint32_t* to = row(y);
        for (int x = x0; x < x1; ++x)
            if (const uint32_t line = hatch_[static_cast<std::size_t>(x) + static_cast<std::size_t>(y)];
                line != 0)
                to[x] = over(scaled(ink, product(line, coverage)), to[x]);
    });
}

} // namespace convlens
