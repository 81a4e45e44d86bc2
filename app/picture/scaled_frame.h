// A frame in another size: every place, width and text of it, by one factor.
#pragma once

#include "picture/frame.h"

namespace convlens {

Frame scaled(const Frame& frame, float by);

} // namespace convlens
