// Whole tensors term by term, with no blocking and no threads: what the fast paths are compared with, and
// what is left for geometries they do not take. Private to the engine.
#pragma once

#include "convlens/operation.h"

namespace convlens {

/// Sums the products of `operation` into y (which is set first, to the bias or 0), dx, or dw.
template <class T>
void plain_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y);
template <class T> void plain_grad_input(const Operation& operation, const T* dy, const T* w, T* dx);
template <class T> void plain_grad_weight(const Operation& operation, const T* x, const T* dy, T* dw);

} // namespace convlens
