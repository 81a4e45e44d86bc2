// Everything is moved, nothing is cut: what lies outside of the new frame is not painted.
#include "picture/crop.h"

#include <cmath>
#include <variant>

namespace convlens {
namespace {

void move(Box& box, Vec2 by) {
    box.origin = box.origin + by;
}
void move(Path& path, Vec2 by) {
    for (Vec2& point : path.points)
        point = point + by;
}
void move(Label& label, Vec2 by) {
    label.position = label.position + by;
}
void move(Raster& raster, Vec2 by) {
    raster.origin = raster.origin + by;
}
void move(Rect& rect, Vec2 by) {
    rect = {rect.min + by, rect.max + by};
}
void move(Photo& photo, Vec2 by) {
    move(photo.place, by);
}

} // namespace

Rect content_of(const Frame& frame, Typesetter& typesetter) {
    Rect content;
    for (const Item& item : frame.items)
        content = united(content, bounds(item, frame, typesetter));
    return intersected(content, {{0, 0}, frame.size});
}

Frame cropped(const Frame& frame, const Rect& part) {
    const Vec2 corner{std::floor(part.min.x), std::floor(part.min.y)};
    const Vec2 by{-corner.x, -corner.y};
    Frame moved = frame;
    moved.size = {std::ceil(part.max.x) - corner.x, std::ceil(part.max.y) - corner.y};
    for (Rect& clip : moved.clips)
        move(clip, by);
    for (Item& item : moved.items)
        std::visit([by](auto& shape) { move(shape, by); }, item.shape);
    return moved;
}

} // namespace convlens
