// Rasters keep their values, pictures their pixels; patterns keep the distance of their lines, or become
// lines.
#include "picture/scaled_frame.h"

#include "picture/hatching.h"
#include "picture/outline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <variant>
#include <vector>

namespace convlens {
namespace {

void scale(Box& box, float by) {
    box.origin = box.origin * by;
    box.u = box.u * by;
    box.v = box.v * by;
    box.radius *= by;
    box.stroke_width *= by;
}

void scale(Path& path, float by) {
    for (Vec2& point : path.points)
        point = point * by;
    path.stroke_width *= by;
}

void scale(Label& label, float by) {
    label.position = label.position * by;
    label.size *= by;
}

void scale(Raster& raster, float by) {
    raster.origin = raster.origin * by;
    raster.u = raster.u * by;
    raster.v = raster.v * by;
    raster.grid_width *= by;
}

void scale(Photo& photo, float by) {
    photo.place = {photo.place.min * by, photo.place.max * by};
}

/// A line with straight ends.
Path bar(const std::array<Vec2, 2>& line, float width, Color color) {
    const auto& [from, to] = line;
    const Vec2 along = to - from;
    const Vec2 aside = Vec2{-along.y, along.x} * (width / 2 / std::hypot(along.x, along.y));
    Path path;
    path.points = {from - aside, to - aside, to + aside, from + aside};
    path.closed = true;
    path.fill = color;
    return path;
}

/// The lines of a box's pattern as shapes.
std::vector<Shape> pattern_shapes(const Box& box) {
    if (box.pattern == Pattern::outlined)
        return {outlined_inside(box)};
    std::vector<Shape> shapes;
    if (box.pattern == Pattern::hatched) {
        for (const auto& line : hatch_lines(box))
            shapes.emplace_back(bar(line, hatch_width, box.ink));
    } else {
        for (const auto& line : crossed_lines(box))
            shapes.emplace_back(bar(line, pattern_width(box), box.ink));
    }
    return shapes;
}

/// The same picture of shapes whose lines are all scaled with them.
void put_scalable(const Item& item, std::vector<Item>& items) {
    const auto put = [&](Shape shape) { items.push_back({std::move(shape), item.tag, item.clip}); };
    if (const Raster* const raster = std::get_if<Raster>(&item.shape); raster && !has_grid(*raster)) {
        Raster plain = *raster;
        plain.grid_width = 0; // larger cells would have lines
        return put(plain);
    }
    const Box* const box = std::get_if<Box>(&item.shape);
    if (box == nullptr || box->ink.a == 0 || box->pattern == Pattern::none || box->pattern == Pattern::dotted)
        return put(item.shape);
    Box ground = *box;
    Box outline = ground;
    ground.pattern = outline.pattern = Pattern::none;
    ground.stroke = outline.fill = {};
    put(ground);
    for (Shape& shape : pattern_shapes(*box))
        put(std::move(shape));
    put(outline);
}

} // namespace

Frame scaled(const Frame& frame, float by) {
    Frame result = frame;
    result.size = frame.size * by;
    for (Rect& clip : result.clips)
        clip = {clip.min * by, clip.max * by};
    for (Item& item : result.items)
        std::visit([&](auto& shape) { scale(shape, by); }, item.shape);
    return result;
}

Frame scaled_to(const Frame& frame, float width) {
    Frame drawn = frame;
    drawn.items.clear();
    for (const Item& item : frame.items)
        put_scalable(item, drawn.items);
    Frame result = scaled(drawn, width / frame.size.x);
    result.size = {width, std::max(std::round(result.size.y), 1.0F)};
    return result;
}

} // namespace convlens
