// Both matrices are filled from the Relation's products, so padding modes and transposed convolutions are no
// cases of their own.
#include "engine/fast_matrix.h"

#include "engine/fast_gather.h"
#include "engine/fast_threads.h"
#include "engine/taps.h"

#include <algorithm>

namespace convlens {

namespace {

/// Where the weights of one group's out-channel o and in-channel c stand.
struct Weights {
    int64_t group_in = 1;
    int64_t group_out = 1;
    int64_t taps = 1;
    bool is_conv = true;

    explicit Weights(const Operation& operation)
        : group_in(operation.in_channels / operation.groups),
          group_out(operation.out_channels / operation.groups), taps(operation.kernel_size.product()),
          is_conv(operation.kind == Kind::conv) {}
    int64_t at(int64_t group, int64_t o, int64_t c) const {
        const int64_t within = is_conv ? o * group_in + c : c * group_out + o;
        return (group * group_in * group_out + within) * taps;
    }
};

} // namespace

template <class T>
void im2col_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y, int threads) {
    const Spatial spatial = spatial_of(operation);
    const Weights weights(operation);
    const int64_t plane = spatial.output_count();
    const int64_t rows = weights.group_in * weights.taps;
    std::vector<T> matrix(static_cast<std::size_t>(rows * plane));
    std::vector<T> own_w(static_cast<std::size_t>(weights.group_out * rows));
    Direct product; // of matrices, as a convolution with a kernel of 1
    product.in_channels = rows;
    product.out_channels = weights.group_out;
    product.input = product.output = {1, 1, plane};
    for (int64_t group = 0; group < operation.groups; ++group) {
        for (int64_t o = 0; o < weights.group_out; ++o)
            for (int64_t c = 0; c < weights.group_in; ++c)
                std::copy_n(w + weights.at(group, o, c), weights.taps,
                            own_w.data() + o * rows + c * weights.taps);
        for (int64_t n = 0; n < operation.batch; ++n) {
            const T* image =
                x + (n * operation.in_channels + group * weights.group_in) * spatial.input_count();
            for_each_output(operation, [&](int64_t place, const TapLists& taps, const Triple&) {
                for (int64_t c = 0; c < weights.group_in; ++c)
                    for_each_product(spatial, taps, [&](int64_t at, int64_t k) {
                        matrix[static_cast<std::size_t>((c * weights.taps + k) * plane + place)] =
                            image[c * spatial.input_count() + at];
                    });
            });
            const int64_t first = group * weights.group_out;
            direct_fast<T>(product, matrix.data(), own_w.data(), bias ? bias + first : nullptr,
                           y + (n * operation.out_channels + first) * plane, threads);
        }
    }
}

template <class T>
void unrolled_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y, int threads) {
    const Spatial spatial = spatial_of(operation);
    const Weights weights(operation);
    const int64_t plane = spatial.output_count();
    const int64_t columns = operation.in_channels * spatial.input_count();
    parallel_for(threads, operation.out_channels, [&](int64_t o, int) {
        const int64_t group = o / weights.group_out;
        std::vector<T> row(static_cast<std::size_t>(columns));
        for_each_output(operation, [&](int64_t place, const TapLists& taps, const Triple&) {
            std::fill(row.begin(), row.end(), T(0));
            for (int64_t c = 0; c < weights.group_in; ++c) {
                T* part = row.data() + (group * weights.group_in + c) * spatial.input_count();
                const T* kernel = w + weights.at(group, o % weights.group_out, c);
                for_each_product(spatial, taps, [&](int64_t at, int64_t k) { part[at] += kernel[k]; });
            }
            for (int64_t n = 0; n < operation.batch; ++n) {
                T sum = bias ? bias[o] : T(0);
                for (int64_t i = 0; i < columns; ++i)
                    sum += row[static_cast<std::size_t>(i)] * x[n * columns + i];
                y[(n * operation.out_channels + o) * plane + place] = sum;
            }
        });
    });
}

template void im2col_forward(const Operation&, const float*, const float*, const float*, float*, int);
template void im2col_forward(const Operation&, const double*, const double*, const double*, double*, int);
template void unrolled_forward(const Operation&, const float*, const float*, const float*, float*, int);
template void unrolled_forward(const Operation&, const double*, const double*, const double*, double*, int);

} // namespace convlens
