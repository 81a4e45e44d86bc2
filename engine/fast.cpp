// The entry points of whole-tensor evaluation: which way an operation is computed.
#include "convlens/fast.h"

#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "engine/detail/fast/finite.h"
#include "engine/detail/fast/gather.h"
#include "engine/detail/fast/matrix.h"
#include "engine/detail/plain.h"

namespace convlens {

using namespace detail;

namespace {

/// Inserted zeros occur in operations that the engine derives to show them; those are small.
bool is_blocked(const Operation& operation) {
    return operation.input_dilation == Sizes::filled(operation.dims(), 1);
}

template <class T>
bool forward_blocked(const Operation& operation, const T* x, const T* w, const T* bias, const Crew& crew,
                     T* y) {
    if (!is_blocked(operation))
        return false;
    const Direct direct = direct_of(operation);
    return operation.kind == Kind::conv ? direct_fast(direct, x, w, bias, y, crew)
                                        : adjoint_fast(direct, x, w, bias, y, crew);
}

template <class T>
bool grad_input_blocked(const Operation& operation, const T* dy, const T* w, const Crew& crew, T* dx) {
    if (!is_blocked(operation))
        return false;
    const Direct direct = direct_of(operation);
    const T* no_bias = nullptr;
    return operation.kind == Kind::conv ? adjoint_fast(direct, dy, w, no_bias, dx, crew)
                                        : direct_fast(direct, dy, w, no_bias, dx, crew);
}

template <class T>
bool grad_weight_blocked(const Operation& operation, const T* x, const T* dy, const Crew& crew, T* dw) {
    if (!is_blocked(operation))
        return false;
    const Direct direct = direct_of(operation);
    return operation.kind == Kind::conv ? weight_fast(direct, x, dy, dw, crew)
                                        : weight_fast(direct, dy, x, dw, crew);
}

/// Runs `quickly`, which multiplies numbers of `factor` with zeros that the Relation has no products for.
/// Where they are all finite, that changes nothing; else the result may have NaNs that it must not have:
/// false then, and where `quickly` returns false. Of factor and result the smaller one is tested: 0 *
/// infinity shows in both.
template <class T, class Run>
bool computed_without_nan(Run quickly, const Tensor<T>& factor, const Tensor<T>& result, const Crew& crew) {
    const bool factor_first = factor.count() <= result.count();
    if (factor_first && !all_finite(factor.data, crew))
        return false;
    return quickly() && (factor_first || all_finite(result.data, crew) || all_finite(factor.data, crew));
}

/// Of the options, which live as long as it does.
Crew crew_of(const FastOptions& options) {
    return {options.threads, &options.is_cancelled};
}

} // namespace

template <class T>
void fast_forward(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w, const Tensor<T>* bias,
                  const FastOptions& options, Tensor<T>& y) {
    CONVLENS_ASSERT(has_weight(operation.kind) && check(operation).empty());
    CONVLENS_ASSERT(x.shape == input_shape(operation) && w.shape == weight_shape(operation));
    CONVLENS_ASSERT(y.shape == output_shape(operation) && options.threads >= 1);
    CONVLENS_ASSERT(!bias || bias->shape == Sizes{operation.out_channels});
    const T* b = bias ? bias->data.data() : nullptr;
    const Crew crew = crew_of(options);
    const auto quickly = [&] {
        switch (options.method) {
        case Method::direct:
            return false;
        case Method::im2col:
            im2col_forward(operation, x.data.data(), w.data.data(), b, y.data.data(), crew);
            return true;
        case Method::unrolled:
            unrolled_forward(operation, x.data.data(), w.data.data(), b, y.data.data(), crew);
            return true;
        case Method::automatic:
            break;
        }
        return forward_blocked(operation, x.data.data(), w.data.data(), b, crew, y.data.data());
    };
    // C's zeros are multiplied with x; those of padding with w.
    if (!computed_without_nan(quickly, options.method == Method::unrolled ? x : w, y, crew))
        plain_forward(operation, x.data.data(), w.data.data(), b, y.data.data(), crew);
}

template <class T>
void fast_grad_input(const Operation& operation, const Tensor<T>& dy, const Tensor<T>& w,
                     const FastOptions& options, Tensor<T>& dx) {
    CONVLENS_ASSERT(has_weight(operation.kind) && check(operation).empty());
    CONVLENS_ASSERT(dy.shape == output_shape(operation) && w.shape == weight_shape(operation));
    CONVLENS_ASSERT(dx.shape == input_shape(operation) && options.threads >= 1);
    const Crew crew = crew_of(options);
    const auto quickly = [&] {
        switch (options.method) {
        case Method::direct:
            return false;
        case Method::im2col:
            im2col_grad_input(operation, dy.data.data(), w.data.data(), dx.data.data(), crew);
            return true;
        case Method::unrolled:
            unrolled_grad_input(operation, dy.data.data(), w.data.data(), dx.data.data());
            return true;
        case Method::automatic:
            break;
        }
        return grad_input_blocked(operation, dy.data.data(), w.data.data(), crew, dx.data.data());
    };
    if (!computed_without_nan(quickly, options.method == Method::unrolled ? dy : w, dx, crew))
        plain_grad_input(operation, dy.data.data(), w.data.data(), dx.data.data(), crew);
}

template <class T>
void fast_grad_weight(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy,
                      const FastOptions& options, Tensor<T>& dw) {
    CONVLENS_ASSERT(has_weight(operation.kind) && check(operation).empty());
    CONVLENS_ASSERT(x.shape == input_shape(operation) && dy.shape == output_shape(operation));
    CONVLENS_ASSERT(dw.shape == weight_shape(operation) && options.threads >= 1);
    const Crew crew = crew_of(options);
    const auto quickly = [&] {
        switch (options.method) {
        case Method::direct:
            return false;
        case Method::im2col:
            im2col_grad_weight(operation, x.data.data(), dy.data.data(), dw.data.data(), crew);
            return true;
        case Method::unrolled:
            unrolled_grad_weight(operation, x.data.data(), dy.data.data(), dw.data.data(), crew);
            return true;
        case Method::automatic:
            break;
        }
        return grad_weight_blocked(operation, x.data.data(), dy.data.data(), crew, dw.data.data());
    };
    // What is padded is x, but in a transposed convolution dY; im2col pads x in both.
    const bool pads_dy = operation.kind == Kind::conv_transpose && options.method == Method::automatic;
    if (!computed_without_nan(quickly, pads_dy ? x : dy, dw, crew))
        plain_grad_weight(operation, x.data.data(), dy.data.data(), dw.data.data(), crew);
}

template <class T>
void fast_grad_bias(const Operation& operation, const Tensor<T>& dy, const FastOptions& options,
                    Tensor<T>& db) {
    CONVLENS_ASSERT(dy.shape == output_shape(operation) && db.shape == Sizes{operation.out_channels});
    constexpr int64_t asked_after = int64_t{1} << 20;
    const Crew crew = crew_of(options);
    const int64_t plane = output_size(operation).product();
    for (int64_t o = 0; o < operation.out_channels; ++o) {
        double sum = 0;
        for (int64_t n = 0; n < operation.batch; ++n) {
            const T* map = dy.data.data() + (n * operation.out_channels + o) * plane;
            for (int64_t i = 0; i < plane; ++i) {
                if (i % asked_after == 0 && crew.is_cancelled())
                    return;
                sum += static_cast<double>(map[i]);
            }
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

template <class T>
Tensor<T> fast_grad_bias(const Operation& operation, const Tensor<T>& dy, const FastOptions& options) {
    Tensor<T> db(Sizes{operation.out_channels});
    fast_grad_bias(operation, dy, options, db);
    return db;
}

#define CONVLENS_FAST(T)                                                                                     \
    template void fast_forward(const Operation&, const Tensor<T>&, const Tensor<T>&, const Tensor<T>*,       \
                               const FastOptions&, Tensor<T>&);                                              \
    template void fast_grad_input(const Operation&, const Tensor<T>&, const Tensor<T>&, const FastOptions&,  \
                                  Tensor<T>&);                                                               \
    template void fast_grad_weight(const Operation&, const Tensor<T>&, const Tensor<T>&, const FastOptions&, \
                                   Tensor<T>&);                                                              \
    template void fast_grad_bias(const Operation&, const Tensor<T>&, const FastOptions&, Tensor<T>&);        \
    template Tensor<T> fast_forward(const Operation&, const Tensor<T>&, const Tensor<T>&, const Tensor<T>*,  \
                                    const FastOptions&);                                                     \
    template Tensor<T> fast_grad_input(const Operation&, const Tensor<T>&, const Tensor<T>&,                 \
                                       const FastOptions&);                                                  \
    template Tensor<T> fast_grad_weight(const Operation&, const Tensor<T>&, const Tensor<T>&,                \
                                        const FastOptions&);                                                 \
    template Tensor<T> fast_grad_bias(const Operation&, const Tensor<T>&, const FastOptions&);
CONVLENS_FAST(float)
CONVLENS_FAST(double)
#undef CONVLENS_FAST

} // namespace convlens
