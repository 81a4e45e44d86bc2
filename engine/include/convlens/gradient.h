// Gradients of every operation by the plain evaluators: the Relation's terms once more, grouped by input or
// by weight. The same gradients as convolutions that can be shown are in gradient_operation.h.
#pragma once

#include "convlens/operation.h"
#include "convlens/tensor.h"

#include <cstdint>

namespace convlens {

/// Gradient of a convolution or transposed convolution with respect to its input, the adjoint of `forward`.
///   conv            dX[n,c,x] = sum over o, y, k with s*y + d*k - p = x of dY[n,o,y] * W[o,c,k]
///   conv_transpose  dX[n,c,x] = sum over o, k of dY[n,o, s*x + d*k - p] * W[c,o,k]
/// with the o of c's group. What was cut off or never reached has no terms; padding modes add the terms of
/// every position from which an element was folded. Summed in T, by output places in row order, then output
/// channels.
/// Shapes  dy [N, O, out...], w as weight_shape(operation) -> [N, C, in...]
/// Errors  none: `check(operation)` is empty and the shapes fit, asserted
/// Cost    the products of the operation; allocates the result and a few kernel rows only
/// Source  Dumoulin & Visin, arXiv:1603.07285, chapter 4; torch.nn.grad.conv2d_input
template <class T> Tensor<T> grad_input(const Operation& operation, const Tensor<T>& dy, const Tensor<T>& w);

/// Gradient of a convolution or transposed convolution with respect to its weights.
///   conv            dW[o,c,k] = sum over n, y of dY[n,o,y] * X[n, g(o)*C/G + c, s*y + d*k - p]
///   conv_transpose  dW[c,o,k] = sum over n, x of X[n,c,x] * dY[n, g(c)*O/G + o, s*x + d*k - p]
/// Misses count 0; padding modes fold the position. Summed in double, for a sum has as many terms as a map.
/// Shapes  x [N, C, in...], dy [N, O, out...] -> weight_shape(operation)
/// Errors  none: `check(operation)` is empty and the shapes fit, asserted
/// Cost    the products of the operation; allocates the result, a double for each weight, a few kernel rows
/// Source  as grad_input; torch.nn.grad.conv2d_weight
template <class T> Tensor<T> grad_weight(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy);

/// Gradient of a convolution or transposed convolution with respect to its bias.
///   db[o] = sum over n, y of dY[n,o,y], summed in double
/// Shapes  dy [N, O, out...] -> [O]
/// Errors  none: `check(operation)` is empty and the shape fits, asserted
/// Cost    the elements of dY
template <class T> Tensor<T> grad_bias(const Operation& operation, const Tensor<T>& dy);

/// Gradient of a pool with respect to its input, over the elements x of each window.
///   max_pool  dY is added at the switch, the element that pool_indices names; overlapping windows add
///   avg_pool  dY / n to each element, n as in `pool`
///   lp_pool   dY * sign(x) * (|x| / y)^(p-1), y the window's norm; an element that is 0 gets 0, and so does
///             every one of a window whose norm is 0, for every p; p infinite: dY * sign(x) to the first
///             element with the largest magnitude (a NaN is larger than all)
/// Shapes  x [N, C, in...], dy [N, C, out...] -> [N, C, in...]
/// Errors  none: `check(operation)` is empty and the shapes fit, asserted
/// Cost    N * C * out * kernel; allocates the result, for max and Lp a tensor like dY too
/// Source  torch.nn.MaxPool2d, AvgPool2d. Lp: torch.linalg.vector_norm's conventions at 0; torch's lp_pool2d
///         is (avg_pool(x^p) * k)^(1/p), which differs from ours for odd p and negative x, scales windows
///         that ceil mode cuts off, and has NaN for the gradient where the norm is 0
template <class T>
Tensor<T> pool_grad_input(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy);

/// Gradient of max_unpool with respect to its input: dX[n,c,x] = dY[n,c, index of x]. Where two elements have
/// the same index, both get it, as in PyTorch; the derivative of `unpool` proper is 0 for the one that was
/// overwritten.
/// Shapes  indices [N, C, in...], dy [N, C, out...] -> [N, C, in...]
/// Range   indices are within the output plane; whoever reads them from outside has checked that
/// Errors  none: `check(operation)` is empty, shapes and indices fit, asserted
/// Cost    the elements of dX
/// Source  torch.nn.MaxUnpool2d
template <class T>
Tensor<T> unpool_grad_input(const Operation& operation, const Tensor<int64_t>& indices, const Tensor<T>& dy);

} // namespace convlens
