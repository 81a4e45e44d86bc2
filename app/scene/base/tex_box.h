// Pieces of a formula that is being set, and the signs that no font has at every height: brackets, roots,
// hats.
#pragma once

#include "picture/frame.h"
#include "scene/base/tex_picture.h"

#include <string_view>
#include <vector>

namespace convlens::tex_detail {

/// Adds what `piece` has, moved by `by`, and grows to hold it.
void put(TexPicture& picture, TexPicture piece, Vec2 by);

struct Pen {
    Color color;
    float width = 1; // px
};

/// A line through the points.
Path stroke(std::vector<Vec2> points, const Pen& pen);

/// A bracket from `top` to `bottom` (above the baseline: negative), as wide as its `em` asks.
TexPicture bracket(std::string_view sign, float top, float bottom, float em, const Pen& pen);

/// √ with a line over what it is of.
TexPicture radical(const TexPicture& radicand, float em, const Pen& pen);

/// A hat or a tilde, its lowest points on the baseline, its middle at 0.
TexPicture accent(std::string_view kind, float width, float em, const Pen& pen);

/// ⋯ on the baseline's `axis`, … on the baseline, ⋮ around the axis; nothing for other signs.
TexPicture dots(std::string_view sign, float axis, float em, Color color);

} // namespace convlens::tex_detail
