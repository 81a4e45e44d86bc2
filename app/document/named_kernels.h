// The kernels of image processing that have names, as weights of any shape.
#pragma once

#include "document/source.h"

#include <cstdint>
#include <vector>

namespace convlens {

/// Weights of a named kernel at an odd size of at least 3 (identity, box: any size); [k, k] row-major.
/// Gaussian: binomial. 5 and more: as the 3x3 kernel is commonly extended (see the .cpp for the sources).
std::vector<double> named_kernel(KernelName name, int64_t size);

/// [height * width], row-major: the named kernel where both are one odd size; else that of the largest odd
/// size that fits, in the middle, with 0 around it. Below 3 only the identity is left (identity and box have
/// every size).
std::vector<double> kernel_plane(KernelName name, int64_t height, int64_t width);

} // namespace convlens
