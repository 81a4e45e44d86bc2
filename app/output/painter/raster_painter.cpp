// Upright rasters look their columns up once and repeat rows of pixels that show the same row of cells;
// tilted ones map each pixel back.
#include "output/painter/raster_painter.h"

#include "picture/outline.h"
#include "picture/snapping.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace convlens {
namespace {

/// The colours of a map in steps too small to be seen: a look-up instead of a mixture for each pixel.
class ColorTable {
public:
    explicit ColorTable(const ColorMap& map)
        : map_(map), below_(steps / (map.mid - map.lo)), above_(steps / (map.hi - map.mid)) {
        for (int i = 0; i <= steps; ++i) {
            const float part = static_cast<float>(i) / steps;
            low_[static_cast<std::size_t>(i)] = premultiplied(mixed(map.low, map.middle, part));
            high_[static_cast<std::size_t>(i)] = premultiplied(mixed(map.middle, map.high, part));
        }
    }

    uint32_t operator()(float value) const {
        if (value < map_.mid)
            return value <= map_.lo ? low_.front() : low_[nearest((value - map_.lo) * below_)];
        if (value >= map_.hi)
            return high_.back();
        return value >= map_.mid ? high_[nearest((value - map_.mid) * above_)] : 0; // NaN has no ink
    }

private:
    static constexpr int steps = 1024;
    static std::size_t nearest(float step) { return static_cast<std::size_t>(std::floor(step + 0.5F)); }

    ColorMap map_;
    float below_, above_;
    std::array<uint32_t, steps + 1> low_, high_;
};

/// Colours of cells, and the last one kept: neighbouring pixels mostly show the same cell.
class CellInk {
public:
    explicit CellInk(const Raster& raster) : raster_(raster), blank_(premultiplied(raster.blank)) {
        constexpr int64_t many = 4096; // cells that make the table worth its making
        if (int64_t{raster.columns} * raster.rows > many)
            table_ = std::make_unique<ColorTable>(raster.map);
    }

    uint32_t operator()(int row, int column) {
        const int64_t cell = int64_t{row} * raster_.columns + column;
        if (cell != cell_) {
            cell_ = cell;
            ink_ = cell < raster_.shown ? color((*raster_.values)[static_cast<std::size_t>(cell)]) : blank_;
        }
        return ink_;
    }

private:
    uint32_t color(float value) const {
        return table_ ? (*table_)(value) : premultiplied(mapped(raster_.map, value));
    }

    const Raster& raster_;
    uint32_t blank_;
    std::unique_ptr<ColorTable> table_;
    int64_t cell_ = -1;
    uint32_t ink_ = 0;
};

int cell_at(float part, int count) {
    return static_cast<int>(
        std::clamp(part * static_cast<float>(count), 0.0F, static_cast<float>(count - 1)));
}

/// Part of the way along u and v of a point: part = constant + x * dx + y * dy.
struct Inverse {
    Vec2 origin, by_x, by_y;
    Vec2 at(int x, int y) const {
        const Vec2 d = Vec2{static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F} - origin;
        return d.x * by_x + d.y * by_y;
    }
};

Inverse inverse_of(const Raster& r) {
    const float area = r.u.x * r.v.y - r.u.y * r.v.x;
    return {r.origin, {r.v.y / area, -r.u.y / area}, {-r.v.x / area, r.u.x / area}};
}

/// Edges on whole pixels, as those of upright boxes.
PixelRect snapped(const Rect& rect, const PixelRect& within) {
    const auto edge = [](float at, int low, int high) {
        return static_cast<int>(
            std::lround(std::clamp(at, static_cast<float>(low), static_cast<float>(high))));
    };
    return {edge(rect.min.x, within.x0, within.x1), edge(rect.min.y, within.y0, within.y1),
            edge(rect.max.x, within.x0, within.x1), edge(rect.max.y, within.y0, within.y1)};
}

void draw_upright(const Raster& raster, PixelCanvas& canvas) {
    const PixelRect part = snapped(upright_rect(raster.origin, raster.u + raster.v), canvas.clip());
    if (part.empty())
        return;
    const Inverse inverse = inverse_of(raster);
    const bool turned = raster.u.x == 0; // columns run down the picture
    CellInk ink(raster);
    std::vector<uint32_t> colors(static_cast<std::size_t>(part.x1 - part.x0));
    int known = -1; // what the colours are of: a row of cells, or a column where turned
    for (int y = part.y0; y < part.y1; ++y) {
        const Vec2 first = inverse.at(part.x0, y);
        const int along = turned ? cell_at(first.x, raster.columns) : cell_at(first.y, raster.rows);
        for (int x = part.x0; along != known && x < part.x1; ++x) {
            const Vec2 at = inverse.at(x, y);
            colors[static_cast<std::size_t>(x - part.x0)] =
                turned ? ink(cell_at(at.y, raster.rows), along) : ink(along, cell_at(at.x, raster.columns));
        }
        known = along;
        uint32_t* to = canvas.row(y) + part.x0;
        for (const uint32_t color : colors) {
            *to = color >> 24 == 255 ? color : over(color, *to);
            ++to;
        }
    }
}

void draw_tilted(const Raster& raster, PixelCanvas& canvas, Outline& buffer) {
    if (raster.u.x * raster.v.y == raster.u.y * raster.v.x)
        return;
    const Inverse inverse = inverse_of(raster);
    CellInk ink(raster);
    const Vec2 o = raster.origin;
    const std::array<Vec2, 4> at{o, o + raster.u, o + raster.u + raster.v, o + raster.v};
    buffer.clear();
    buffer.polygon(at);
    canvas.fill_with(buffer, [&](int x, int y) {
        const Vec2 part = inverse.at(x, y);
        return ink(cell_at(part.y, raster.rows), cell_at(part.x, raster.columns));
    });
}

/// Shares of pixels from `first` on that strips along one axis cover.
class Strips {
public:
    Strips(int first, int end) : first_(first), shares_(static_cast<std::size_t>(std::max(end - first, 0))) {}
    void add(float from, float to) {
        const auto count = static_cast<int>(shares_.size());
        const int begin = std::clamp(static_cast<int>(std::floor(from)) - first_, 0, count);
        const int end = std::clamp(static_cast<int>(std::ceil(to)) - first_, 0, count);
        for (int i = begin; i < end; ++i) {
            const auto pixel = static_cast<float>(first_ + i);
            float& share = shares_[static_cast<std::size_t>(i)];
            share = std::min(1.0F, share + std::min(to, pixel + 1) - std::max(from, pixel));
        }
    }
    float at(int pixel) const { return shares_[static_cast<std::size_t>(pixel - first_)]; }

private:
    int first_;
    std::vector<float> shares_;
};

/// Of an upright grid each pixel's share is known from its row and its column: what is crossed counts once.
/// A path of all lines costs several times as much, for it turns the corner of every cell.
void draw_upright_grid(const Raster& raster, PixelCanvas& canvas) {
    const float half = raster.grid_width / 2;
    const Rect reach = upright_rect(raster.origin, raster.u + raster.v);
    const PixelRect part = snapped(inset(reach, -half - 1), canvas.clip());
    if (part.empty())
        return;
    Strips columns(part.x0, part.x1), rows(part.y0, part.y1); // lines
    Strips across(part.x0, part.x1), down(part.y0, part.y1);  // how far they reach
    bool has_column = false, has_row = false;
    for (const auto& [from, to] : snapped_grid_lines(raster)) {
        if (from.x == to.x) {
            columns.add(from.x - half, from.x + half);
            if (!std::exchange(has_column, true))
                down.add(std::min(from.y, to.y), std::max(from.y, to.y));
        } else {
            rows.add(from.y - half, from.y + half);
            if (!std::exchange(has_row, true))
                across.add(std::min(from.x, to.x), std::max(from.x, to.x));
        }
    }
    std::vector<int> lined; // columns of pixels
    for (int x = part.x0; x < part.x1; ++x)
        if (columns.at(x) > 0)
            lined.push_back(x);
    const uint32_t ink = premultiplied(raster.grid);
    for (int y = part.y0; y < part.y1; ++y) {
        uint32_t* const to = canvas.row(y);
        const auto put = [&](int x) {
            const float column = columns.at(x) * down.at(y), row = rows.at(y) * across.at(x);
            const float share = column + row - column * row;
            to[x] = over(scaled(ink, static_cast<uint32_t>(std::lround(share * 255))), to[x]);
        };
        if (rows.at(y) > 0)
            for (int x = part.x0; x < part.x1; ++x)
                put(x);
        else
            for (const int x : lined)
                put(x);
    }
}

void draw_grid(const Raster& raster, PixelCanvas& canvas, Outline& buffer) {
    if (!has_grid(raster))
        return;
    if (is_upright(raster))
        return draw_upright_grid(raster, canvas);
    const PixelRect& clip = canvas.clip();
    const float extent = raster.grid_width / 2 + 2;
    buffer.clear();
    for (const auto& [from, to] : snapped_grid_lines(raster)) {
        const Rect box = inset(upright_rect(from, to - from), -extent);
        if (box.max.x < static_cast<float>(clip.x0) || box.min.x > static_cast<float>(clip.x1) ||
            box.max.y < static_cast<float>(clip.y0) || box.min.y > static_cast<float>(clip.y1))
            continue;
        buffer.segment(from, to, raster.grid_width);
    }
    canvas.fill(buffer, raster.grid);
}

} // namespace

void draw(const Raster& raster, PixelCanvas& canvas, Outline& buffer) {
    if (!has_cells(raster))
        return;
    if (is_upright(raster))
        draw_upright(raster, canvas);
    else
        draw_tilted(raster, canvas, buffer);
    draw_grid(raster, canvas, buffer);
}

} // namespace convlens
