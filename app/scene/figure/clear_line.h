// Lines that give way to numbers: cut where they would strike one.
#pragma once

#include "picture/geometry.h"

#include <cstddef>
#include <span>
#include <vector>

namespace convlens {

/// The pieces of a polyline that stay `air` px away from the rectangles, without crumbs; `count` of them,
/// empty ones at the end, so that every step has as many items. Where there would be more, the last one goes
/// on.
std::vector<std::vector<Vec2>> clear_pieces(std::span<const Vec2> points, std::span<const Rect> rects,
                                            float air, std::size_t count);

} // namespace convlens
