// The plain convolution and transposed convolution: every output sums its products in the order of the
// Relation.
#include "convlens/forward.h"

#include "convlens/arithmetic.h"
#include "engine/detail/taps.h"

#include <cassert>

namespace convlens {

template <class T>
Tensor<T> forward(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w, const Tensor<T>* bias) {
    assert(has_weight(operation.kind) && check(operation).empty());
    assert(x.shape == input_shape(operation) && w.shape == weight_shape(operation));
    assert(!bias || bias->shape == Sizes{operation.out_channels});
    const Spatial spatial = spatial_of(operation);
    const int64_t group_in = operation.in_channels / operation.groups;
    const int64_t group_out = operation.out_channels / operation.groups;
    const bool is_conv = operation.kind == Kind::conv;
    // Planes of the weight from one input channel to the next, and from one output channel to the next
    const int64_t in_step = (is_conv ? 1 : group_out) * spatial.kernel_count();
    const int64_t out_step = (is_conv ? group_in : 1) * spatial.kernel_count();
    Tensor<T> y(output_shape(operation));
    for_each_output(operation, [&](int64_t place, const TapLists& taps, const std::array<int64_t, 3>&) {
        for (int64_t n = 0; n < operation.batch; ++n)
            for (int64_t o = 0; o < operation.out_channels; ++o) {
                const int64_t group = o / group_out;
                const int64_t out = o % group_out;
                T sum = 0;
                for (int64_t in = 0; in < group_in; ++in) {
                    const int64_t channel = group * group_in + in;
                    const T* plane =
                        x.data.data() + (n * operation.in_channels + channel) * spatial.input_count();
                    const int64_t first = group * group_in * group_out * spatial.kernel_count();
                    const T* kernel = w.data.data() + first + in * in_step + out * out_step;
                    for_each_product(spatial, taps,
                                     [&](int64_t at, int64_t k) { sum += plane[at] * kernel[k]; });
                }
                if (bias)
                    sum += (*bias)[o];
                y[(n * operation.out_channels + o) * spatial.output_count() + place] = sum;
            }
    });
    return y;
}

template Tensor<float> forward(const Operation&, const Tensor<float>&, const Tensor<float>&,
                               const Tensor<float>*);
template Tensor<double> forward(const Operation&, const Tensor<double>&, const Tensor<double>&,
                                const Tensor<double>*);

} // namespace convlens
