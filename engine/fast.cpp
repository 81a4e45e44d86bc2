// The entry points of whole-tensor evaluation: which way an operation is computed.
#include "engine/fast.h"

#include "engine/arithmetic.h"
#include "engine/fast_plain.h"

#include <cassert>

namespace convlens {

template <class T>
void fast_forward(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w, const Tensor<T>* bias,
                  const FastOptions& options, Tensor<T>& y) {
    assert(has_weight(operation.kind) && check(operation).empty());
    assert(x.shape == input_shape(operation) && w.shape == weight_shape(operation));
    assert(y.shape == output_shape(operation) && options.threads >= 1);
    assert(!bias || bias->shape == Sizes{operation.out_channels});
    plain_forward(operation, x.data.data(), w.data.data(), bias ? bias->data.data() : nullptr, y.data.data());
}

template <class T>
void fast_grad_input(const Operation& operation, const Tensor<T>& dy, const Tensor<T>& w,
                     const FastOptions& options, Tensor<T>& dx) {
    assert(has_weight(operation.kind) && check(operation).empty());
    assert(dy.shape == output_shape(operation) && w.shape == weight_shape(operation));
    assert(dx.shape == input_shape(operation) && options.threads >= 1);
    plain_grad_input(operation, dy.data.data(), w.data.data(), dx.data.data());
}

template <class T>
void fast_grad_weight(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy,
                      const FastOptions& options, Tensor<T>& dw) {
    assert(has_weight(operation.kind) && check(operation).empty());
    assert(x.shape == input_shape(operation) && dy.shape == output_shape(operation));
    assert(dw.shape == weight_shape(operation) && options.threads >= 1);
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
