// From a drawing of 32 x 32 to the 8 x 8 counts that the network of digits takes, as its data were made.
#pragma once

#include "convlens/tensor.h"
#include "document/network.h"

#include <cstdint>

namespace convlens {

/// Each stage, to be shown.
struct CountedDrawing {
    Drawing scaled;  // brought to the box of the ink, of the same shape, and into the middle
    Tensor<float> x; // [1, 1, 8, 8]: ink in each 4 x 4 block, 0..16
    int top = 0, left = 0, bottom = 0,
        right = 0; // the ink's box in the drawing, end past the last; empty: none
};

/// The ink's box is scaled to the full height or width (its shape stays), centred, and counted.
CountedDrawing counted(const Drawing& drawing);

} // namespace convlens
