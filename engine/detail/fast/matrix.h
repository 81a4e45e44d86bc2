// Convolutions and their gradients by the two matrices of the document, for comparing: they cost the memory
// and the zeros that the other ways avoid. Private to the engine.
#pragma once

#include "convlens/operation.h"
#include "engine/detail/fast/threads.h"

namespace convlens::detail {

/// With M the matrix of all windows of one image and group, [C/G * kernel, out], and W its weights as
/// [O/G, C/G * kernel]: Y = W M, dX = W^T dY put back where M's elements are from (col2im), dW = dY M^T.
template <class T>
void im2col_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y,
                    const Crew& crew);
template <class T>
void im2col_grad_input(const Operation& operation, const T* dy, const T* w, T* dx, const Crew& crew);
template <class T>
void im2col_grad_weight(const Operation& operation, const T* x, const T* dy, T* dw, const Crew& crew);

/// With the unrolled matrix C, whose rows are made one after another, zeros and all: Y = C x, dX = C^T dY,
/// and dC = dY x^T, whose entries each belong to the weight at the same place in C.
template <class T>
void unrolled_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y,
                      const Crew& crew);
template <class T> void unrolled_grad_input(const Operation& operation, const T* dy, const T* w, T* dx);
template <class T>
void unrolled_grad_weight(const Operation& operation, const T* x, const T* dy, T* dw, const Crew& crew);

} // namespace convlens::detail
