// The kernels of image processing that have names, as weights of any shape.
#pragma once

#include "document/numbers.h"

namespace convlens {

/// [height * width], row-major: the named kernel where both are one odd size; else that of the largest odd
/// size that fits, in the middle, with 0 around it. Below 3 only the identity is left (identity and box have
/// every size).
std::vector<double> kernel_plane(KernelName name, int64_t height, int64_t width);

} // namespace convlens
