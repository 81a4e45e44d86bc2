// The plain convolution and transposed convolution: every output sums its products in the order of the
// Relation.
#include "convlens/forward.h"

#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "engine/detail/plain.h"

namespace convlens {

template <class T>
Tensor<T> forward(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w, const Tensor<T>* bias) {
    CONVLENS_ASSERT(has_weight(operation.kind) && check(operation).empty());
    CONVLENS_ASSERT(x.shape == input_shape(operation) && w.shape == weight_shape(operation));
    CONVLENS_ASSERT(!bias || bias->shape == Sizes{operation.out_channels});
    Tensor<T> y(output_shape(operation));
    detail::plain_forward(operation, x.data.data(), w.data.data(), bias ? bias->data.data() : nullptr,
                          y.data.data());
    return y;
}

template Tensor<float> forward(const Operation&, const Tensor<float>&, const Tensor<float>&,
                               const Tensor<float>*);
template Tensor<double> forward(const Operation&, const Tensor<double>&, const Tensor<double>&,
                                const Tensor<double>*);

} // namespace convlens
