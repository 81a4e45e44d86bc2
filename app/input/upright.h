// Pictures turned as their Exif data say that they were held.
#pragma once

#include "document/source.h"

#include <cstdint>

namespace convlens {

/// The picture as it is looked at, from how it is stored: 1 as it is, 2 mirrored, 3 turned by 180 degrees, 4
/// upside down, 5 transposed, 6 to be turned clockwise, 7 transposed along the other diagonal, 8 to be turned
/// counter-clockwise. Another number counts as 1.
Image upright(Image stored, uint32_t orientation);

} // namespace convlens
