// The direct convolution of an operation, its adjoint over the input, and that over the weights, each by the
// quickest way that takes it.
// Private to the engine.
#pragma once

#include "engine/detail/fast/plan.h"
#include "engine/detail/fast/threads.h"

namespace convlens::detail {

/// y[n,o,y] = bias[o] + sum over c, k of x[n,c,s*y + d*k - p] * w[o,c,k]. False: computed nothing, this
/// geometry is left to the plain way.
template <class T>
bool direct_fast(const Direct& direct, const T* x, const T* w, const T* bias, T* y, const Crew& crew);

/// x[n,c,x] = bias[c] + sum over o, k with s*y + d*k - p = x of y[n,o,y] * w[o,c,k].
template <class T>
bool adjoint_fast(const Direct& direct, const T* y, const T* w, const T* bias, T* x, const Crew& crew);

/// dw[o,c,k] = sum over n, y of dy[n,o,y] * x[n,c,s*y + d*k - p].
template <class T> bool weight_fast(const Direct& direct, const T* x, const T* dy, T* dw, const Crew& crew);

} // namespace convlens::detail
