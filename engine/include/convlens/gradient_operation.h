// The gradients of a convolution as the convolutions that they are: Operations that can be checked, shown and
// computed like any other, and how their tensors are arranged. Forward stride becomes dilation, of the input
// dY in dX and of the kernel dY in dW; forward dilation stays with the kernel in dX and becomes stride in dW.
#pragma once

#include "convlens/operation.h"
#include "convlens/tensor.h"

namespace convlens {

/// The convolution over dY that gives dX.
///   conv            input dY with input_dilation s, kernel rotated by 180 degrees with dilation d, padding
///                   d(k-1)-p at the begin and d(k-1)-p + what no window reached at the end (negative: a
///                   crop), stride 1 (the forward input_dilation where that is over 1)
///   conv_transpose  the direct convolution itself: stride s, dilation d, padding p, the kernel as it is
/// In and out channels swap. With a padding mode other than zeros the result is the gradient of the padded X,
/// which fold_padding brings back.
/// Errors  none: has_weight(operation.kind) and `check(operation)` is empty, asserted. The result is possible
///         too but for counts of elements near the limit: see check(it)
/// Cost    O(D)
/// Source  Dumoulin & Visin, arXiv:1603.07285, relationships 8-14, with dilation and asymmetric padding
Operation grad_input_operation(const Operation& operation);

/// The kernel for grad_input_operation: conv [O, C/G, k] -> [C, O/G, k], rotated by 180 degrees;
/// conv_transpose: `w` as it is, for its layout is the direct one.
/// Shapes  w as weight_shape(operation) -> weight_shape(grad_input_operation(operation))
/// Errors  none: has_weight(operation.kind) and the shape fits, asserted
/// Cost    the elements of w
template <class T> Tensor<T> grad_input_kernel(const Operation& operation, const Tensor<T>& w);

/// Adds what a padding mode put into the padding back to the elements it was taken from: the adjoint of
/// padding.
/// Shapes  [N, C, padded...] -> [N, C, in...]; with padding mode zeros `padded` is dX already and returned
/// Errors  none: the kind is conv, and the shape fits, which is asserted with padding mode zeros
/// Cost    the elements of `padded`
template <class T> Tensor<T> fold_padding(const Operation& operation, const Tensor<T>& padded);

/// The convolution that gives dW, one map for each pair of an output and an input channel, summed over n.
///   conv            over X, padded as forward and cropped at the end by what no window reached; the kernel is
///                   dY with dilation s, the stride is d
///   conv_transpose  over dY, with padding p and cropped by output_padding; the kernel is X with dilation s,
///                   the stride is d
/// So that one Operation has all pairs: batch C/G (conv_transpose O/G), in_channels G*N, out_channels O
/// (conv_transpose C), groups G.
/// Errors  as grad_input_operation
/// Cost    O(D)
/// Source  as grad_input_operation
Operation grad_weight_operation(const Operation& operation);

/// The tensors for grad_weight_operation.
template <class T> struct GradWeightTensors {
    Tensor<T> input;  // X (conv_transpose: dY), [C/G, G*N, ...]
    Tensor<T> kernel; // dY (conv_transpose: X), [O, N, ...]
};

/// Arranges X and dY for grad_weight_operation.
/// Shapes  x [N, C, in...], dy [N, O, out...]
/// Errors  none: the shapes fit, asserted
/// Cost    the elements of x and dy, copied
template <class T>
GradWeightTensors<T> grad_weight_tensors(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy);

/// From the result of grad_weight_operation to dW.
/// Shapes  [C/G, O, k...] (conv_transpose: [O/G, C, k...]) -> weight_shape(operation)
/// Errors  none: the shape fits, asserted
/// Cost    the elements of dW, copied
template <class T> Tensor<T> grad_weight_result(const Operation& operation, const Tensor<T>& result);

} // namespace convlens
