// Fine cells are painted in a frame of their own, as large as they are.
#include "output/painter/painted_raster.h"

#include "output/painter/painter.h"
#include "picture/outline.h"
#include "picture/photo.h"
#include "picture/snapping.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace convlens {
namespace {

Vec2 rounded(Vec2 at) {
    return {std::round(at.x), std::round(at.y)};
}

Box place_of(const Raster& raster) {
    Box place;
    place.origin = raster.origin;
    place.u = raster.u;
    place.v = raster.v;
    return place;
}

bool is_fine(const Raster& raster) {
    constexpr float smallest_cell = 4; // px
    const auto side = [](Vec2 edge, int cells) {
        return std::hypot(edge.x, edge.y) / static_cast<float>(std::max(cells, 1));
    };
    constexpr float max_area = 16e6F; // px
    const float area = std::abs(raster.u.x * raster.v.y - raster.u.y * raster.v.x);
    return area <= max_area &&
           std::min(side(raster.u, raster.columns), side(raster.v, raster.rows)) <= smallest_cell;
}

/// An edge on a pixel's edge would have readers cover the pixel behind it.
PlacedImage within(RasterImage image, const Rect& pixels) {
    constexpr float no_pixel = 0.01F;
    const Rect place = inset(pixels, no_pixel);
    return {std::move(image), place.min, {place.width(), 0}, {0, place.height()}};
}

PlacedImage painted_cells(Raster raster, const FontSet& fonts) {
    raster.grid.a = 0;
    const Box shape = place_of(raster);
    Rect around{shape.origin, shape.origin};
    for (const Vec2 corner : corners(shape))
        around = {
            {std::min(around.min.x, std::floor(corner.x)), std::min(around.min.y, std::floor(corner.y))},
            {std::max(around.max.x, std::ceil(corner.x)), std::max(around.max.y, std::ceil(corner.y))}};
    Frame frame;
    frame.size = around.max - around.min;
    raster.origin = raster.origin - around.min;
    frame.items.push_back({raster, {}, -1});
    const Painter painter = painted(frame, fonts);
    return within({painter.width(), painter.height(), {painter.pixels().begin(), painter.pixels().end()}},
                  around);
}

} // namespace

PlacedImage placed_image(const Raster& raster, const FontSet& fonts, Enlarged enlarged) {
    if (!has_cells(raster))
        return {};
    if (is_fine(raster))
        return painted_cells(raster, fonts);
    PlacedImage placed{image_of(raster, enlarged), raster.origin, raster.u, raster.v};
    if (is_upright(raster)) {
        const Vec2 end = rounded(raster.origin + raster.u + raster.v);
        placed.origin = rounded(raster.origin);
        const Vec2 size = end - placed.origin;
        const bool turned = raster.u.x == 0; // columns run down the picture
        placed.u = turned ? Vec2{0, size.y} : Vec2{size.x, 0};
        placed.v = turned ? Vec2{size.x, 0} : Vec2{0, size.y};
    }
    return placed;
}

PlacedImage placed_image(const Photo& photo) {
    const std::optional<PixelRect> covered = pixel_place(photo);
    if (!covered)
        return {};
    constexpr int64_t max_area = 4'000'000; // px; larger ones are not made finer
    const int scale = 4 * int64_t{covered->width()} * covered->height() <= max_area ? 2 : 1;
    const int width = scale * covered->width();
    const int height = scale * covered->height();
    return within({width, height, resampled(*photo.pixels, width, height, {0, 0, width, height})},
                  rect_of(*covered));
}

} // namespace convlens
