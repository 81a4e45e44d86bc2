// How different two colours look, also to people with another colour vision: Machado, Oliveira and Fernandes
// (2009) at severity 1.0, and CIEDE2000.
#pragma once

#include "picture/geometry.h"

namespace convlens {

enum class Vision { usual, protan, deutan, tritan };

struct Lab {
    double l = 0, a = 0, b = 0;
};

/// Of an opaque sRGB colour under D65, as it is seen.
Lab seen_color(Color color, Vision vision);

/// CIEDE2000 with all weights 1 (Sharma, Wu and Dalal 2005).
double color_difference(const Lab& one, const Lab& other);

/// The smallest difference that any of the four visions sees.
double smallest_difference(Color one, Color other);

} // namespace convlens
