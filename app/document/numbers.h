// The numbers of a tensor from its source: patterns, written values, images, named kernels, and the edits on
// top.
#pragma once

#include "convlens/tensor.h"
#include "document/evaluate/cancelled.h"
#include "document/evaluate/lazy_tensor.h"
#include "document/source.h"

#include <cstdint>
#include <optional>

namespace convlens {

/// The tensor of `shape` that the source gives. image: X [1, C, H, W], scaled by area averages to the shape
/// where it differs.
Tensor<double> numbers(const Source& source, TensorRole role, const Sizes& shape,
                       const IsCancelled& is_cancelled = {}, int threads = 1);
/// One element of it without making the tensor (not for image).
double number_at(const Source& source, TensorRole role, const Sizes& shape, int64_t flat);

/// The same, each element made where it is read; an image is kept, for its cells are averages.
LazyTensor<double> numbers_as_read(const Source& source, TensorRole role, const Sizes& shape);

/// The edit at this element, where there is one.
std::optional<double> edited(const Source& source, const Sizes& shape, int64_t flat);

} // namespace convlens
