// What must be painted to get from one frame to the next. A frame is compared with the one before item by
// item, for item n of one is item n of the other.
#pragma once

#include "picture/dirty_parts.h"
#include "picture/frame.h"

#include <optional>
#include <span>
#include <vector>

namespace convlens {

/// The whole pixels that a rectangle touches, within `area`.
PixelRect outwards(const Rect& rect, const PixelRect& area);
/// The whole pixels nearest to a rectangle, within `area`: where clips end.
PixelRect nearest(const Rect& rect, const PixelRect& area);

class FrameChanges {
public:
    /// Pixels outside of `area` do not count.
    explicit FrameChanges(const PixelRect& area) : area_(area) {}

    /// The parts in which `frame` differs from the last one. Nothing: it can't be compared (the first one,
    /// another number of items, another ground or other clips), all must be painted.
    std::optional<DirtyParts> take(const Frame& frame, Typesetter& typesetter);
    /// As the first one: all must be painted.
    void take_anew(const Frame& frame, Typesetter& typesetter);

    const Frame& frame() const { return frame_; }                   // the last one
    std::span<const PixelRect> touched() const { return touched_; } // by each of its items
    const PixelRect& area() const { return area_; }

private:
    PixelRect bounds_of(const Item& item, const Frame& frame, Typesetter& typesetter) const {
        return outwards(bounds(item, frame, typesetter), area_);
    }

    PixelRect area_;
    Frame frame_;
    std::vector<PixelRect> touched_;
    bool has_frame_ = false;
};

} // namespace convlens
