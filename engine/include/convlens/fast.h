// Convolutions, transposed convolutions and pools of whole tensors at the processor's speed, and their
// gradients: blocked, vectorised for the processor that is found at run time, and on several threads. The
// plain evaluators (forward.h, gradient.h) are what they are tested against.
#pragma once

#include "convlens/operation.h"
#include "convlens/tensor.h"

#include <functional>

namespace convlens {

/// How a whole tensor is computed. The results agree up to the order of the sums.
enum class Method {
    automatic, // what is quickest here
    direct,    // term by term, in the order of the Relation
    im2col,    // the matrix of all windows is made, then one product of matrices for each image and group
    unrolled   // the rows of the unrolled matrix C are made one after another, each times the whole input;
               // gradients: columns of C times dY, and the entries of dY x^T that are weights in C
};

/// Range   threads >= 1
struct FastOptions {
    int threads = 1; // at most so many; the results do not depend on it
    Method method = Method::automatic;
    /// Asked at least every 20 ms, by any of the threads; after a yes the rest is left out, and the result is
    /// of no use. Empty: nobody cancels.
    std::function<bool()> is_cancelled = {};
};

/// Y of a convolution or a transposed convolution, as `forward` computes it, put into `y` whatever it held.
/// Shapes  x [N, C, in...], w as weight_shape(operation), bias [O] or null -> y [N, O, out...]
/// Range   any numbers. Padding has no products: an infinite weight or a NaN there changes nothing. The quick
///         ways multiply its zeros, so what meets infinities or NaNs among the weights (method unrolled: in x)
///         is computed term by term
/// Errors  none: `check(operation)` is empty and the shapes fit, y's too, asserted
/// Cost    the products of the operation and those on padding; beside the tensors at most 1.5 times their
///         memory and 32 MiB. Method im2col: its matrix; unrolled: a row of C, and its zeros as products
/// Source  implicit GEMM: Chetlur et al., arXiv:1410.0759, section 3; blocking: Goto & van de Geijn, 2008
template <class T>
void fast_forward(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w, const Tensor<T>* bias,
                  const FastOptions& options, Tensor<T>& y);

/// dX[n,c,x] = sum over the products of the Relation that x takes part in of dY[n,o,y] * W[..], put into
/// `dx`, whatever it held.
/// Shapes  dy [N, O, out...], w as weight_shape(operation) -> dx [N, C, in...]
/// Range   as fast_forward, of the weights (method unrolled: of dy)
/// Errors  none: `check(operation)` is empty and the shapes fit, dx's too, asserted
/// Cost    as fast_forward; with a padding mode also a padded dX of one image
template <class T>
void fast_grad_input(const Operation& operation, const Tensor<T>& dy, const Tensor<T>& w,
                     const FastOptions& options, Tensor<T>& dx);

/// dW[..] = sum over the products of the Relation that w takes part in of X[n,c,x] * dY[n,o,y], put into
/// `dw`, whatever it held.
/// Shapes  x [N, C, in...], dy [N, O, out...] -> dw as weight_shape(operation)
/// Range   as fast_forward, of dy (of a transposed convolution: x)
/// Errors  none: `check(operation)` is empty and the shapes fit, dw's too, asserted
/// Cost    as fast_forward
template <class T>
void fast_grad_weight(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy,
                      const FastOptions& options, Tensor<T>& dw);

/// db[o] = sum over n and y of dY[n,o,y], put into `db`. Summed in double, on the caller's thread.
/// Shapes  dy [N, O, out...] -> db [O]
/// Errors  none: the shapes fit, asserted
/// Cost    the elements of dY
template <class T>
void fast_grad_bias(const Operation& operation, const Tensor<T>& dy, const FastOptions& options,
                    Tensor<T>& db);

/// The same four, into tensors of their own.
/// Cost    allocates the result too
template <class T>
Tensor<T> fast_forward(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w,
                       const Tensor<T>* bias = nullptr, const FastOptions& options = {});
template <class T>
Tensor<T> fast_grad_input(const Operation& operation, const Tensor<T>& dy, const Tensor<T>& w,
                          const FastOptions& options = {});
template <class T>
Tensor<T> fast_grad_weight(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy,
                           const FastOptions& options = {});
template <class T>
Tensor<T> fast_grad_bias(const Operation& operation, const Tensor<T>& dy, const FastOptions& options = {});

/// `pool` and `pool_indices` of a max pool in one pass, put into `y` and `indices`, whatever they held.
/// Shapes  x [N, C, in...] -> y and indices [N, C, out...]; made where they have another shape
/// Errors  none: as theirs, asserted
template <class T>
void fast_max_pool(const Operation& operation, const Tensor<T>& x, const FastOptions& options, Tensor<T>& y,
                   Tensor<int64_t>& indices);

/// `pool`, `pool_indices` and `pool_grad_input`, in every bit the same.
/// Shapes  theirs
/// Errors  none: as theirs, asserted
/// Cost    theirs, each row of windows at once; the gradient of max and Lp pools also a tensor like dY
template <class T>
Tensor<T> fast_pool(const Operation& operation, const Tensor<T>& x, const FastOptions& options = {});
template <class T>
Tensor<int64_t> fast_pool_indices(const Operation& operation, const Tensor<T>& x,
                                  const FastOptions& options = {});
template <class T>
Tensor<T> fast_pool_grad_input(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy,
                               const FastOptions& options = {});

} // namespace convlens
