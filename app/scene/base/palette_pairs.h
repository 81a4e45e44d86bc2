// The colours that a movie of a theme can contain, for palettes that are fixed before the first frame.
#pragma once

#include "picture/theme.h"

#include <utility>
#include <vector>

namespace convlens {

/// Every pair of an ink and the ground that it may lie on; what anti-aliasing mixes lies between the two.
/// `image`: the input is an image, so greys are needed too.
std::vector<std::pair<Color, Color>> palette_pairs(const Theme& theme, bool image = false);

} // namespace convlens
