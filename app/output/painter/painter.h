// Frames to pixels on the processor, as much of them as is asked for.
#pragma once

#include "picture/frame.h"
#include "picture/pixel_rect.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <memory>
#include <span>

namespace convlens {

/// Keeps its surface from frame to frame, so that a movie repaints only what changed. Not thread-safe.
class Painter {
public:
    Painter(int width, int height, const FontSet& fonts);
    /// With a typesetter that outlives the painter, for one who lays texts out anyway.
    Painter(int width, int height, Typesetter& typesetter);
    ~Painter();
    Painter(Painter&&) noexcept;
    Painter& operator=(Painter&&) = delete;

    /// Paints the whole frame.
    void paint(const Frame& frame);
    /// Paints what differs from the frame painted last: item n compared with item n, the old and new bounds,
    /// snapped outwards and joined where near, with every item that touches them. Returns the rectangle
    /// around what was painted, in whole pixels; empty: nothing differs. The whole frame where lists differ
    /// in length.
    Rect repaint(const Frame& frame);

    /// What the latest `paint` or `repaint` has painted; the parts may overlap.
    std::span<const PixelRect> painted_parts() const;

    /// 0xAARRGGBB premultiplied, row-major [height * width].
    std::span<const uint32_t> pixels() const;
    int width() const;
    int height() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A painter of the frame's size, in whole pixels and at least one, that has painted it.
Painter painted(const Frame& frame, const FontSet& fonts);

} // namespace convlens
