// Which of the engine's functions computes which result.
#include "command/computation.h"

#include "convlens/arithmetic.h"
#include "convlens/forward.h"
#include "convlens/gradient.h"

namespace convlens {
namespace {

/// Memory for a result, kept from one run to the next.
template <class T> Tensor<T>& shaped(Tensor<T>& tensor, const Sizes& shape) {
    if (tensor.shape != shape)
        tensor = Tensor<T>(shape);
    return tensor;
}

template <class T>
void convolve(const Operation& operation, const WantedArrays& wanted, const FastOptions& options,
              Arrays<T>& a) {
    if (wanted.y)
        fast_forward(operation, a.x, a.w, a.bias ? &*a.bias : nullptr, options,
                     shaped(a.y, output_shape(operation)));
    if (wanted.dx)
        fast_grad_input(operation, a.dy, a.w, options, shaped(a.dx, input_shape(operation)));
    if (wanted.dw)
        fast_grad_weight(operation, a.x, a.dy, options, shaped(a.dw, weight_shape(operation)));
    if (wanted.db)
        fast_grad_bias(operation, a.dy, options, shaped(a.db, Sizes{operation.out_channels}));
}

/// Y from the switches: every one of them names its element.
template <class T> void gather(const Operation& operation, Arrays<T>& a) {
    const int64_t out_plane = output_size(operation).product();
    const int64_t in_plane = operation.input_size.product();
    shaped(a.y, output_shape(operation));
    for (int64_t flat = 0; flat < a.y.count(); ++flat)
        a.y[flat] = a.x[flat / out_plane * in_plane + a.indices[flat]];
}

template <class T>
void pool_windows(const Operation& operation, const WantedArrays& wanted, const FastOptions& options,
                  Arrays<T>& a) {
    if (wanted.indices) {
        a.indices = {};
        a.indices = fast_pool_indices(operation, a.x, options);
    }
    if (wanted.y && wanted.indices) {
        gather(operation, a);
    } else if (wanted.y) {
        a.y = {};
        a.y = fast_pool(operation, a.x, options);
    }
    if (wanted.dx) {
        a.dx = {};
        a.dx = fast_pool_grad_input(operation, a.x, a.dy, options);
    }
}

template <class T>
void unpool_elements(const Operation& operation, const WantedArrays& wanted, Arrays<T>& a) {
    if (wanted.y) {
        a.y = {};
        a.y = unpool(operation, a.x, a.indices);
    }
    if (wanted.dx) {
        a.dx = {};
        a.dx = unpool_grad_input(operation, a.indices, a.dy);
    }
}

} // namespace

Needed needed_for(Kind kind, const WantedArrays& wanted) {
    Needed needed;
    const bool weights = has_weight(kind);
    needed.x = wanted.y || wanted.indices || wanted.dw || (wanted.dx && is_pool(kind));
    needed.w = weights && (wanted.y || wanted.dx);
    needed.bias = weights && wanted.y;
    needed.indices = kind == Kind::max_unpool;
    needed.dy = wanted.dx || wanted.dw || wanted.db;
    return needed;
}

template <class T>
void compute(const Operation& operation, const WantedArrays& wanted, const FastOptions& options,
             Arrays<T>& arrays) {
    if (has_weight(operation.kind))
        convolve(operation, wanted, options, arrays);
    else if (operation.kind == Kind::max_unpool)
        unpool_elements(operation, wanted, arrays);
    else
        pool_windows(operation, wanted, options, arrays);
}

template void compute(const Operation&, const WantedArrays&, const FastOptions&, Arrays<float>&);
template void compute(const Operation&, const WantedArrays&, const FastOptions&, Arrays<double>&);

} // namespace convlens
