// The plain evaluators: they follow the Relation term by term and are what everything faster is tested
// against.
#pragma once

#include "convlens/operation.h"
#include "convlens/tensor.h"

#include <cstdint>
#include <optional>

namespace convlens {

/// Y of a convolution (cross-correlation, the kernel is not turned) or of a transposed convolution.
///   conv            Y[n,o,y] = sum over c, k of X[n, g(o)*C/G + c, s*y + d*k - p] * W[o,c,k] + b[o]
///   conv_transpose  Y[n,o,y] = sum over c, x, k with s*x + d*k - p = y of X[n,c,x] * W[c,o,k] + b[o]
/// with the c of o's group. Padding and inserted zeros are left out of the sum; padding modes fold the
/// position. Summed in the order of the Relation, in T, the bias last.
/// Shapes  x [N, C, in...], w as weight_shape(operation), bias [O] or null -> [N, O, out...]
/// Range   any numbers, infinities and NaNs too
/// Errors  none: `check(operation)` is empty and the shapes fit, asserted
/// Cost    the products of the operation; allocates the result and a few kernel rows only
/// Source  Dumoulin & Visin, arXiv:1603.07285; parameters as torch.nn.Conv2d and ConvTranspose2d
template <class T>
Tensor<T> forward(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w,
                  const Tensor<T>* bias = nullptr);

/// Y of a pool, over the elements x of each window (padding never counts as an element).
///   max_pool  the largest; a NaN wins
///   avg_pool  sum of x / n; n: the elements, with count_include_pad also the padding, never positions past it
///   lp_pool   (sum |x|^p)^(1/p), an infinite p: the largest |x|; windows cut at the border are not scaled
/// Shapes  x [N, C, in...] -> [N, C, out...]
/// Errors  none: `check(operation)` is empty and the shape fits, asserted
/// Cost    N * C * out * kernel; allocates the result and a few kernel rows only
/// Source  torch.nn.MaxPool2d, AvgPool2d; LPPool2d with |x| for x, so that odd p have a meaning
template <class T> Tensor<T> pool(const Operation& operation, const Tensor<T>& x);

/// Switches of max_pool: for every output the flat index within its input plane of the first largest element
/// in row order; a NaN wins, the first of several.
/// Shapes  x [N, C, in...] -> [N, C, out...]
/// Errors  none: the kind is max_pool, `check(operation)` is empty and the shape fits, asserted
/// Cost    as `pool`
/// Source  torch.nn.MaxPool2d with return_indices
template <class T> Tensor<int64_t> pool_indices(const Operation& operation, const Tensor<T>& x);

/// Y of max_unpool: each x is put to its index within its output plane, where two collide the last wins, the
/// rest is 0.
/// Shapes  x, indices [N, C, in...] -> [N, C, out...]
/// Range   indices are within the output plane; whoever reads them from outside has checked that
/// Errors  none: `check(operation)` is empty, shapes and indices fit, asserted
/// Cost    elements of x and Y; allocates the result only
/// Source  Zeiler & Fergus, arXiv:1311.2901, section 2.1; torch.nn.MaxUnpool2d
template <class T>
Tensor<T> unpool(const Operation& operation, const Tensor<T>& x, const Tensor<int64_t>& indices);

} // namespace convlens
