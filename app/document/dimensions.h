// The same figure in one, two or three dimensions.
#pragma once

#include "document/document.h"

#include <cstddef>

namespace convlens {

/// Puts the operation into 1 to 3 dimensions. A new axis comes before the others and is as the first of them;
/// of those that go the last ones stay, and of written numbers what lies at 0 on the others. An image has two
/// axes: in other dimensions there are small integers.
void set_dimensions(Document& document, std::size_t dims);

} // namespace convlens
