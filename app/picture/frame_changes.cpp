// Of a raster that is filled further only the rows that change are painted.
#include "picture/frame_changes.h"

#include "picture/outline.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

/// Of a raster that differs in `shown` only: the rows whose cells change; else nothing.
std::optional<Raster> changed_rows(const Item& before, const Item& after) {
    const auto* from = std::get_if<Raster>(&before.shape);
    const auto* to = std::get_if<Raster>(&after.shape);
    if (from == nullptr || to == nullptr || !has_cells(*to) || before.clip != after.clip)
        return std::nullopt;
    Raster rows = *from;
    rows.shown = to->shown;
    if (rows != *to)
        return std::nullopt;
    const int64_t cells = int64_t{to->columns} * to->rows;
    const auto [first, past] =
        std::minmax({std::clamp<int64_t>(from->shown, 0, cells), std::clamp<int64_t>(to->shown, 0, cells)});
    const int64_t first_row = std::min<int64_t>(first / to->columns, to->rows - 1);
    const int64_t past_row = std::max((past + to->columns - 1) / to->columns, first_row + 1);
    const Vec2 row = (1 / static_cast<float>(to->rows)) * to->v;
    rows.origin = to->origin + static_cast<float>(first_row) * row;
    rows.v = static_cast<float>(past_row - first_row) * row;
    return rows;
}

} // namespace

PixelRect outwards(const Rect& rect, const PixelRect& area) {
    const auto clamped = [](float at, int low, int high) { // what is no number is not above `low`
        return at > static_cast<float>(low) ? std::min(at, static_cast<float>(high))
                                            : static_cast<float>(low);
    };
    if (rect.empty())
        return {};
    return {static_cast<int>(std::floor(clamped(rect.min.x, area.x0, area.x1))),
            static_cast<int>(std::floor(clamped(rect.min.y, area.y0, area.y1))),
            static_cast<int>(std::ceil(clamped(rect.max.x, area.x0, area.x1))),
            static_cast<int>(std::ceil(clamped(rect.max.y, area.y0, area.y1)))};
}

PixelRect nearest(const Rect& rect, const PixelRect& area) {
    return outwards(
        {{std::round(rect.min.x), std::round(rect.min.y)}, {std::round(rect.max.x), std::round(rect.max.y)}},
        area);
}

void FrameChanges::take_anew(const Frame& frame, Typesetter& typesetter) {
    frame_ = frame;
    touched_.resize(frame_.items.size());
    for (std::size_t i = 0; i < frame_.items.size(); ++i)
        touched_[i] = bounds_of(frame_.items[i], frame_, typesetter);
    has_frame_ = true;
}

std::optional<DirtyParts> FrameChanges::take(const Frame& frame, Typesetter& typesetter) {
    if (!has_frame_ || frame.items.size() != frame_.items.size() || frame.background != frame_.background ||
        frame.clips != frame_.clips || frame.size != frame_.size) {
        take_anew(frame, typesetter);
        return std::nullopt;
    }
    DirtyParts dirty;
    for (std::size_t i = 0; i < frame.items.size(); ++i) {
        const Item& now = frame.items[i];
        if (now == frame_.items[i])
            continue;
        if (const auto rows = changed_rows(frame_.items[i], now)) {
            dirty.add(bounds_of({*rows, {}, now.clip}, frame, typesetter));
            frame_.items[i] = now;
            continue;
        }
        dirty.add(touched_[i]);
        frame_.items[i] = now;
        touched_[i] = bounds_of(now, frame, typesetter);
        dirty.add(touched_[i]);
    }
    return dirty;
}

} // namespace convlens
