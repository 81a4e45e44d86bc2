// The first frame, the last, and some between them show all places that are ever drawn to.
#include "export/framing.h"

#include "picture/crop.h"
#include "picture/scaled_frame.h"

#include <algorithm>

namespace convlens {

Framing::Framing(int64_t frames, const std::function<Frame(int64_t)>& frame, float margin,
                 const FontSet& fonts) {
    constexpr int64_t max_looked_at = 24;
    Typesetter typesetter(fonts);
    const int64_t looked_at = std::min(frames, max_looked_at);
    Rect content;
    Vec2 size;
    for (int64_t i = 0; i < looked_at; ++i) {
        const Frame seen = frame(looked_at == 1 ? 0 : i * (frames - 1) / (looked_at - 1));
        content = united(content, content_of(seen, typesetter));
        size = seen.size;
    }
    if (!content.empty())
        part_ = intersected(inset(content, -margin), {{0, 0}, size});
}

Vec2 Framing::size_of(Vec2 whole) const {
    const Vec2 size = part_ ? part_->max - part_->min : whole;
    return width_ ? size * (*width_ / size.x) : size;
}

Frame Framing::changed(const Frame& frame) const {
    if (!part_)
        return scaled_to(frame, *width_);
    const Frame cut = cropped(frame, *part_);
    return width_ ? scaled_to(cut, *width_) : cut;
}

} // namespace convlens
