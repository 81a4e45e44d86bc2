// A frame in another size: every place, width and text of it, by one factor.
#pragma once

#include "picture/frame.h"

namespace convlens {

Frame scaled(const Frame& frame, float by);
/// So many px wide, and as many whole ones high as belong to that; patterns are scaled with all else, as
/// where a drawing is printed.
Frame scaled_to(const Frame& frame, float width);

} // namespace convlens
