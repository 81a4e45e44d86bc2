// The entry points of whole-tensor evaluation: which way an operation is computed.
#include "engine/fast.h"

#include "engine/arithmetic.h"
#include "engine/fast_gather.h"
#include "engine/fast_matrix.h"
#include "engine/fast_plain.h"

#include <cassert>

namespace convlens {

namespace {

/// Inserted zeros occur in operations that the engine derives to show them; those are small.
bool is_blocked(const Operation& operation, const FastOptions& options) {
    return options.method != Method::direct && operation.input_dilation == Sizes::filled(operation.dims(), 1);
}

template <class T>
bool forward_blocked(const Operation& operation, const T* x, const T* w, const T* bias,
                     const FastOptions& options, T* y) {
    if (!is_blocked(operation, options))
        return false;
    const Direct direct = direct_of(operation);
    return operation.kind == Kind::conv ? direct_fast(direct, x, w, bias, y, options.threads)
                                        : adjoint_fast(direct, x, w, bias, y, options.threads);
}

template <class T>
bool grad_input_blocked(const Operation& operation, const T* dy, const T* w, const FastOptions& options,
                        T* dx) {
    if (!is_blocked(operation, options))
        return false;
    const Direct direct = direct_of(operation);
    const T* no_bias = nullptr;
    return operation.kind == Kind::conv ? adjoint_fast(direct, dy, w, no_bias, dx, options.threads)
                                        : direct_fast(direct, dy, w, no_bias, dx, options.threads);
}

template <class T>
bool grad_weight_blocked(const Operation& operation, const T* x, const T* dy, const FastOptions& options,
                         T* dw) {
    if (!is_blocked(operation, options))
        return false;
    const Direct direct = direct_of(operation);
    return operation.kind == Kind::conv ? weight_fast(direct, x, dy, dw, options.threads)
                                        : weight_fast(direct, dy, x, dw, options.threads);
}

} // namespace

template <class T>
void fast_forward(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w, const Tensor<T>* bias,
                  const FastOptions& options, Tensor<T>& y) {
    assert(has_weight(operation.kind) && check(operation).empty());
    assert(x.shape == input_shape(operation) && w.shape == weight_shape(operation));
    assert(y.shape == output_shape(operation) && options.threads >= 1);
    assert(!bias || bias->shape == Sizes{operation.out_channels});
    const T* b = bias ? bias->data.data() : nullptr;
    if (options.method == Method::im2col) {
        im2col_forward(operation, x.data.data(), w.data.data(), b, y.data.data(), options.threads);
        return;
    }
    if (options.method == Method::unrolled) {
        unrolled_forward(operation, x.data.data(), w.data.data(), b, y.data.data(), options.threads);
        return;
    }
    if (!forward_blocked(operation, x.data.data(), w.data.data(), b, options, y.data.data()))
        plain_forward(operation, x.data.data(), w.data.data(), b, y.data.data());
}

template <class T>
void fast_grad_input(const Operation& operation, const Tensor<T>& dy, const Tensor<T>& w,
                     const FastOptions& options, Tensor<T>& dx) {
    assert(has_weight(operation.kind) && check(operation).empty());
    assert(dy.shape == output_shape(operation) && w.shape == weight_shape(operation));
    assert(dx.shape == input_shape(operation) && options.threads >= 1);
    if (!grad_input_blocked(operation, dy.data.data(), w.data.data(), options, dx.data.data()))
        plain_grad_input(operation, dy.data.data(), w.data.data(), dx.data.data());
}

template <class T>
void fast_grad_weight(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy,
                      const FastOptions& options, Tensor<T>& dw) {
    assert(has_weight(operation.kind) && check(operation).empty());
    assert(x.shape == input_shape(operation) && dy.shape == output_shape(operation));
    assert(dw.shape == weight_shape(operation) && options.threads >= 1);
    if (!grad_weight_blocked(operation, x.data.data(), dy.data.data(), options, dw.data.data()))
        plain_grad_weight(operation, x.data.data(), dy.data.data(), dw.data.data());
}

template <class T> void fast_grad_bias(const Operation& operation, const Tensor<T>& dy, Tensor<T>& db) {
    assert(dy.shape == output_shape(operation) && db.shape == Sizes{operation.out_channels});
    const int64_t plane = output_size(operation).product();
    for (int64_t o = 0; o < operation.out_channels; ++o) {
        double sum = 0;
        for (int64_t n = 0; n < operation.batch; ++n) {
            const T* map = dy.data.data() + (n * operation.out_channels + o) * plane;
            for (int64_t i = 0; i < plane; ++i)
                sum += static_cast<double>(map[i]);
        }
        db[o] = static_cast<T>(sum);
    }
}

template <class T>
Tensor<T> fast_forward(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w,
                       const Tensor<T>* bias, const FastOptions& options) {
    Tensor<T> y(output_shape(operation));
    fast_forward(operation, x, w, bias, options, y);
    return y;
}

template <class T>
Tensor<T> fast_grad_input(const Operation& operation, const Tensor<T>& dy, const Tensor<T>& w,
                          const FastOptions& options) {
    Tensor<T> dx(input_shape(operation));
    fast_grad_input(operation, dy, w, options, dx);
    return dx;
}

template <class T>
Tensor<T> fast_grad_weight(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy,
                           const FastOptions& options) {
    Tensor<T> dw(weight_shape(operation));
    fast_grad_weight(operation, x, dy, options, dw);
    return dw;
}

template <class T> Tensor<T> fast_grad_bias(const Operation& operation, const Tensor<T>& dy) {
    Tensor<T> db(Sizes{operation.out_channels});
    fast_grad_bias(operation, dy, db);
    return db;
}

#define CONVLENS_FAST(T)                                                                                     \
    template void fast_forward(const Operation&, const Tensor<T>&, const Tensor<T>&, const Tensor<T>*,       \
                               const FastOptions&, Tensor<T>&);                                              \
    template void fast_grad_input(const Operation&, const Tensor<T>&, const Tensor<T>&, const FastOptions&,  \
                                  Tensor<T>&);                                                               \
    template void fast_grad_weight(const Operation&, const Tensor<T>&, const Tensor<T>&, const FastOptions&, \
                                   Tensor<T>&);                                                              \
    template void fast_grad_bias(const Operation&, const Tensor<T>&, Tensor<T>&);                            \
    template Tensor<T> fast_forward(const Operation&, const Tensor<T>&, const Tensor<T>&, const Tensor<T>*,  \
                                    const FastOptions&);                                                     \
    template Tensor<T> fast_grad_input(const Operation&, const Tensor<T>&, const Tensor<T>&,                 \
                                       const FastOptions&);                                                  \
    template Tensor<T> fast_grad_weight(const Operation&, const Tensor<T>&, const Tensor<T>&,                \
                                        const FastOptions&);                                                 \
    template Tensor<T> fast_grad_bias(const Operation&, const Tensor<T>&);
CONVLENS_FAST(float)
CONVLENS_FAST(double)
#undef CONVLENS_FAST

} // namespace convlens
