// Pixels as numbers of X. Knows nothing of files.
#pragma once

#include "convlens/tensor.h"
#include "document/source.h"

namespace convlens {

/// Fills X [N, C, H, W] (the last two axes of any other rank; one row where there is only one) with the image
/// scaled to its shape: each cell is the average of the area of the image that it covers, rounded to a whole
/// number 0..255; samples of 16 bits where pixels are `exact` keep their fractions of it. C = 1: grey, by the
/// luma weights of ITU-R BT.601; else sheet c is channel c. Every item of the batch is the same.
void fill_from_image(const Image& image, bool exact, Tensor<double>& x);

/// Height and width that `image` has as X: at most `max_cells` along the longer side, in proportion, at least
/// 1 each; 0: every pixel. Never enlarged.
Sizes scaled_size(const Image& image, int64_t max_cells);

} // namespace convlens
