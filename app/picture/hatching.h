// Hatch lines as lines of their own: a pattern or a clip has an id, which another picture in the same page
// may have too.
#pragma once

#include "picture/frame.h"

#include <array>
#include <vector>

namespace convlens {

/// The lines of Pattern::hatched (outline.h) as far as they lie within the box, round corners cut off
/// straight.
std::vector<std::array<Vec2, 2>> hatch_lines(const Box& box);

} // namespace convlens
