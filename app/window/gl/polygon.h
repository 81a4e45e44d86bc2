// Filled polygons as triangles, with a soft edge of one pixel. Pure.
#pragma once

#include "picture/geometry.h"

#include <span>
#include <vector>

namespace convlens::gl {

struct PolygonVertex {
    Vec2 at;
    float coverage = 1; // 1 inside, 0 half a pixel outside the outline
};

/// Triangles of the polygon, three vertices each, by cutting ears; its inside drawn half a pixel small and
/// faded over one pixel to the outside. The polygon does not cross itself. Empty for fewer than three corners
/// or no area.
std::vector<PolygonVertex> triangulated(std::span<const Vec2> polygon);

} // namespace convlens::gl
