// An array or an image from outside as the input of the operation at hand.
#pragma once

#include "convlens/tensor.h"
#include "document/document.h"

#include <memory>

namespace convlens {

/// X is the array: [in...], [C, in...] or [N, C, in...]. Sizes, items and channels follow from it, groups
/// are 1. Errors  throws Error `ui.array_axes` where it has another number of axes; the new operation may be
/// impossible
void put_input(Document& document, Tensor<double> array);

/// X is the image in grey, one item; its size follows from max_cells (operation_of). Name, title and caption
/// go.
void put_input(Document& document, std::shared_ptr<const Image> image);

} // namespace convlens
