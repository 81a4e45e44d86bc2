// From a point on the picture to the meaning of what lies there.
#include "picture/frame.h"
#include "picture/outline.h"

#include <cmath>
#include <optional>

namespace convlens {
namespace {

/// Coordinates of the point along the edges u and v, 0 to 1 inside.
std::optional<Vec2> along(Vec2 origin, Vec2 u, Vec2 v, Vec2 point) {
    const float area = u.x * v.y - u.y * v.x;
    if (area == 0)
        return std::nullopt;
    const Vec2 d = point - origin;
    const Vec2 at{(d.x * v.y - d.y * v.x) / area, (u.x * d.y - u.y * d.x) / area};
    if (!(at.x >= 0 && at.x < 1 && at.y >= 0 && at.y < 1))
        return std::nullopt;
    return at;
}

/// Each returns what to add to the tag's index, or nothing where the shape does not contain the point.
std::optional<int64_t> hit(const Box& box, Vec2 point) {
    return along(box.origin, box.u, box.v, point) ? std::optional<int64_t>(0) : std::nullopt;
}

std::optional<int64_t> hit(const Raster& raster, Vec2 point) {
    const auto at = along(raster.origin, raster.u, raster.v, point);
    if (!at || raster.columns <= 0 || raster.rows <= 0)
        return std::nullopt;
    const auto cell = [](float part, int count) {
        return std::min(static_cast<int64_t>(part * static_cast<float>(count)), int64_t{count} - 1);
    };
    return cell(at->y, raster.rows) * raster.columns + cell(at->x, raster.columns);
}

int winding(const Path& path, Vec2 point) {
    int turns = 0;
    for (std::size_t i = 0; i < path.points.size(); ++i) {
        const Vec2 a = path.points[i];
        const Vec2 b = path.points[(i + 1) % path.points.size()];
        if ((a.y <= point.y) == (b.y <= point.y))
            continue;
        const float side = (b.x - a.x) * (point.y - a.y) - (point.x - a.x) * (b.y - a.y);
        if (b.y > a.y ? side < 0 : side > 0)
            turns += b.y > a.y ? 1 : -1;
    }
    return turns;
}

/// A line is as thick to the mouse as its stroke, and 3 px to each side at least.
bool near_line(const Path& path, Vec2 point) {
    const float tolerance = std::max(3.0F, path.stroke_width / 2);
    const std::size_t lines = path.points.size() - (path.closed || path.points.empty() ? 0 : 1);
    for (std::size_t i = 0; i < lines; ++i) {
        const Vec2 a = path.points[i];
        const Vec2 d = path.points[(i + 1) % path.points.size()] - a;
        const float square = d.x * d.x + d.y * d.y;
        const Vec2 p = point - a;
        const float t = square == 0 ? 0 : std::clamp((p.x * d.x + p.y * d.y) / square, 0.0F, 1.0F);
        const Vec2 off = p - t * d;
        if (off.x * off.x + off.y * off.y <= tolerance * tolerance)
            return true;
    }
    return false;
}

std::optional<int64_t> hit(const Path& path, Vec2 point) {
    const bool inside = path.closed && path.fill.a != 0 && winding(path, point) != 0;
    const bool on_line = path.stroke.a != 0 && path.stroke_width > 0 && near_line(path, point);
    return inside || on_line ? std::optional<int64_t>(0) : std::nullopt;
}

std::optional<int64_t> hit(const Photo& photo, Vec2 point) {
    return photo.place.contains(point) ? std::optional<int64_t>(0) : std::nullopt;
}

std::optional<int64_t> hit(const Label&, Vec2) {
    return std::nullopt;
}

/// The place of the element that is `offset` behind the item's own.
std::optional<Box> box_at(const Item& item, int64_t offset) {
    if (const auto* box = std::get_if<Box>(&item.shape))
        return offset == 0 && !(box->u == Vec2{}) ? std::optional(*box) : std::nullopt;
    if (const auto* photo = std::get_if<Photo>(&item.shape))
        return offset == 0 ? std::optional(box_of(photo->place)) : std::nullopt;
    const auto* raster = std::get_if<Raster>(&item.shape);
    if (raster == nullptr || offset < 0 || offset >= static_cast<int64_t>(raster->rows) * raster->columns)
        return std::nullopt;
    Box cell;
    cell.u = raster->u * (1 / static_cast<float>(raster->columns));
    cell.v = raster->v * (1 / static_cast<float>(raster->rows));
    const int64_t row = offset / raster->columns;
    const int64_t column = offset % raster->columns;
    cell.origin = raster->origin + cell.u * static_cast<float>(column) + cell.v * static_cast<float>(row);
    return cell;
}

} // namespace

Tag pick(const Frame& frame, Vec2 point) {
    return pick(frame, point, [](Tag) { return true; });
}

Tag pick(const Frame& frame, Vec2 point, const IsWantedTag& wanted) {
    for (auto item = frame.items.rbegin(); item != frame.items.rend(); ++item) {
        if (item->tag.space == 0 || !wanted(item->tag))
            continue;
        if (item->clip >= 0 && static_cast<std::size_t>(item->clip) < frame.clips.size() &&
            !frame.clips[static_cast<std::size_t>(item->clip)].contains(point))
            continue;
        const auto offset = std::visit([point](const auto& shape) { return hit(shape, point); }, item->shape);
        if (offset)
            return {item->tag.space, item->tag.index + *offset, item->tag.layer};
    }
    return {};
}

std::optional<Box> cell_of(const Frame& frame, Tag tag, Vec2 near) {
    std::optional<Box> best;
    float best_square = 0;
    for (const Item& item : frame.items) {
        const auto box = item.tag.space == tag.space && item.tag.layer == tag.layer
                             ? box_at(item, tag.index - item.tag.index)
                             : std::nullopt;
        if (!box)
            continue;
        const Vec2 off = box->origin + 0.5F * (box->u + box->v) - near;
        const float square = off.x * off.x + off.y * off.y;
        if (!best || square < best_square) {
            best = box;
            best_square = square;
        }
    }
    return best;
}

} // namespace convlens
