// Y by the two matrices of the document, for comparing: they cost the memory and the zeros that the other
// ways avoid. Private to the engine.
#pragma once

#include "engine/operation.h"

namespace convlens {

/// The matrix of all windows of one image and group, then its product with the weights.
template <class T>
void im2col_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y, int threads);

/// The rows of the unrolled matrix C, one after another, each times the whole input, zeros and all.
template <class T>
void unrolled_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y, int threads);

} // namespace convlens
