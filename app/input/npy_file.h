// .npy files as tensors: float32, float64 and integers in, float64 out here; both byte orders, C and Fortran
// order, header versions 1 to 3. Strict, limits before allocation. (compute's reader for other types comes
// with issue 3.)
#pragma once

#include "engine/tensor.h"

#include <string>

namespace convlens {

/// Throws Error naming the file and what is wrong with it. At most 2^31-1 elements and limits::npy_bytes.
Tensor<double> read_npy(const std::string& path);

} // namespace convlens
