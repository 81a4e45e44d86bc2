// The plain evaluators: they follow the Relation term by term and are what everything faster is tested
// against.
#pragma once

#include "engine/operation.h"
#include "engine/tensor.h"

#include <cstdint>
#include <optional>

namespace convlens {

/// Y of a convolution or a transposed convolution (the helper that writes forward.cpp completes these
/// comments in the form of STYLE.md: formula, shapes, errors, cost, source). Shapes  x [N, C, in...], w as
/// weight_shape(operation), bias [O] or null -> [N, O, out...]
template <class T>
Tensor<T> forward(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w,
                  const Tensor<T>* bias = nullptr);

/// Y of max_pool, avg_pool or lp_pool. Shapes  x [N, C, in...] -> [N, C, out...]
template <class T> Tensor<T> pool(const Operation& operation, const Tensor<T>& x);

/// Switches of max_pool: for every output the flat index within its input plane of the first largest element
/// in row order; a NaN wins. Shapes  x [N, C, in...] -> [N, C, out...]
template <class T> Tensor<int64_t> pool_indices(const Operation& operation, const Tensor<T>& x);

/// Y of max_unpool: each x goes to its index within its output plane, where two collide the last wins, the
/// rest is 0. Shapes  x, indices [N, C, in...] -> [N, C, out...]. Indices are within the output plane,
/// asserted.
template <class T>
Tensor<T> unpool(const Operation& operation, const Tensor<T>& x, const Tensor<int64_t>& indices);

} // namespace convlens
