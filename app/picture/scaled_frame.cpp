// Rasters keep their values, pictures their pixels; patterns keep the distance of their lines.
#include "picture/scaled_frame.h"

#include <algorithm>
#include <cmath>
#include <variant>

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
    Frame result = scaled(frame, width / frame.size.x);
    result.size = {width, std::max(std::round(result.size.y), 1.0F)};
    return result;
}

} // namespace convlens
