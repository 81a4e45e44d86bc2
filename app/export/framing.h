// What a frame undergoes on its way into a file: cut to its content, the same part in every frame, and
// brought to the file's width.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace convlens {

class Framing {
public:
    /// Leaves every frame as it is.
    Framing() = default;
    /// Cuts to what `frames` frames have on them, some of which are looked at, and a margin of `margin` px.
    Framing(int64_t frames, const std::function<Frame(int64_t)>& frame, float margin, const FontSet& fonts);

    /// From now on frames are so many px wide.
    void bring_to(float width) { width_ = width; }

    /// What becomes of a size.
    Vec2 size_of(Vec2 whole) const;
    Frame framed(Frame frame) const { return part_ || width_ ? changed(frame) : std::move(frame); }

private:
    Frame changed(const Frame& frame) const;

    std::optional<Rect> part_;
    std::optional<float> width_;
};

} // namespace convlens
