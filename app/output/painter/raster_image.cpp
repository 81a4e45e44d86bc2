// Cells to pixels.
#include "output/painter/raster_image.h"

#include "output/painter/pixel_canvas.h"
#include "picture/outline.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

int samples(int cells, Vec2 edge, Enlarged enlarged) {
    const auto most = static_cast<int>(std::clamp(std::ceil(2 * std::hypot(edge.x, edge.y)), 1.0F, 16384.0F));
    if (cells > most)
        return most;
    return enlarged == Enlarged::yes ? (most + cells - 1) / cells * cells : cells;
}

int64_t cell_of_sample(int sample, int count, int cells) {
    return (2 * int64_t{sample} + 1) * cells / (2 * int64_t{count});
}

} // namespace

RasterImage image_of(const Raster& raster, Enlarged enlarged) {
    RasterImage image;
    if (!has_cells(raster))
        return image;
    image.width = samples(raster.columns, raster.u, enlarged);
    image.height = samples(raster.rows, raster.v, enlarged);
    image.pixels.reserve(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const int64_t cell = cell_of_sample(y, image.height, raster.rows) * raster.columns +
                                 cell_of_sample(x, image.width, raster.columns);
            image.pixels.push_back(premultiplied(cell_color(raster, cell)));
        }
    return image;
}

} // namespace convlens
