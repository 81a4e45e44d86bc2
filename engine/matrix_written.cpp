// The matrices written out: zeros, and then what each window and each product puts there.
#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/matrix.h"
#include "engine/detail/pool_divisor.h"
#include "engine/detail/taps.h"

namespace convlens {

using namespace detail;

namespace {

bool fits_memory(const Sizes& shape) {
    return shape[0] <= INT64_MAX / 8 / shape[1];
}

} // namespace

Sizes im2col_shape(const Operation& operation) {
    return {operation.in_channels * operation.kernel_size.product(), output_size(operation).product()};
}

Sizes unrolled_shape(const Operation& operation) {
    return {operation.out_channels * output_size(operation).product(),
            operation.in_channels * operation.input_size.product()};
}

template <class T> Tensor<T> im2col(const Operation& operation, const Tensor<T>& x) {
    CONVLENS_ASSERT(has_im2col(operation.kind) && check(operation).empty());
    CONVLENS_ASSERT(operation.batch == 1 && x.shape == input_shape(operation));
    CONVLENS_ASSERT(fits_memory(im2col_shape(operation)));
    const Spatial spatial = spatial_of(operation);
    const int64_t kernel = spatial.kernel_count();
    const bool turned = operation.kind == Kind::conv_transpose; // its kernel indices descend
    Tensor<T> result(im2col_shape(operation));
    for_each_output(operation, [&](int64_t window, const TapLists& taps, const std::array<int64_t, 3>&) {
        for (int64_t c = 0; c < operation.in_channels; ++c)
            for_each_product(spatial, taps, [&](int64_t at, int64_t k) {
                const int64_t row = c * kernel + (turned ? kernel - 1 - k : k);
                result[row * result.shape[1] + window] = x[c * spatial.input_count() + at];
            });
    });
    return result;
}

template <class T> Tensor<T> unrolled(const Operation& operation, const Tensor<T>& w) {
    CONVLENS_ASSERT(has_unrolled(operation.kind) && check(operation).empty());
    CONVLENS_ASSERT(!has_weight(operation.kind) || w.shape == weight_shape(operation));
    CONVLENS_ASSERT(fits_memory(unrolled_shape(operation)));
    const Spatial spatial = spatial_of(operation);
    const bool weighted = has_weight(operation.kind);
    const Channels channels = channels_of(operation);
    Tensor<T> result(unrolled_shape(operation));
    for_each_output(operation, [&](int64_t place, const TapLists& taps, const std::array<int64_t, 3>& y) {
        const T share = weighted ? T{0} : 1 / static_cast<T>(pool_divisor(operation, y));
        for (int64_t o = 0; o < operation.out_channels; ++o)
            for (int64_t in = 0; in < channels.in; ++in) {
                const int64_t group = o / channels.out;
                const int64_t c = group * channels.in + in;
                const int64_t plane = channels.kernel_of(group, o % channels.out, in);
                T* row = result.data.data() + (o * spatial.output_count() + place) * result.shape[1];
                for_each_product(spatial, taps, [&](int64_t at, int64_t k) {
                    row[c * spatial.input_count() + at] +=
                        weighted ? w[plane * spatial.kernel_count() + k] : share;
                });
            }
    });
    return result;
}

template Tensor<float> im2col(const Operation&, const Tensor<float>&);
template Tensor<double> im2col(const Operation&, const Tensor<double>&);
template Tensor<float> unrolled(const Operation&, const Tensor<float>&);
template Tensor<double> unrolled(const Operation&, const Tensor<double>&);

} // namespace convlens
