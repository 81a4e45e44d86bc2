// The products of an operation, visited once each in the order of the Relation.
#include "engine/detail/plain.h"

#include "convlens/arithmetic.h"
#include "engine/detail/taps.h"

#include <algorithm>

namespace convlens::detail {

template <class T>
void plain_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y) {
    const Spatial spatial = spatial_of(operation);
    for_each_sum(operation, spatial, [=](int64_t output, const SummedPlanes& planes, const TapLists& taps) {
        T sum = 0;
        planes.for_each([&](int64_t input, int64_t kernel) {
            for_each_product(spatial, taps,
                             [&](int64_t at, int64_t k) { sum += x[input + at] * w[kernel + k]; });
        });
        y[output] = sum;
    });
    if (!bias)
        return;
    for (int64_t map = 0; map < operation.batch * operation.out_channels; ++map)
        for (int64_t i = 0; i < spatial.output_count(); ++i)
            y[map * spatial.output_count() + i] += bias[map % operation.out_channels];
}

template <class T> void plain_grad_input(const Operation& operation, const T* dy, const T* w, T* dx) {
    std::fill_n(dx, input_shape(operation).product(), T(0));
    for_each_term(operation, [=](int64_t iy, int64_t ix, int64_t iw) { dx[ix] += dy[iy] * w[iw]; });
}

template <class T> void plain_grad_weight(const Operation& operation, const T* x, const T* dy, T* dw) {
    std::fill_n(dw, weight_shape(operation).product(), T(0));
    for_each_term(operation, [=](int64_t iy, int64_t ix, int64_t iw) { dw[iw] += x[ix] * dy[iy]; });
}

template void plain_forward(const Operation&, const float*, const float*, const float*, float*);
template void plain_forward(const Operation&, const double*, const double*, const double*, double*);
template void plain_grad_input(const Operation&, const float*, const float*, float*);
template void plain_grad_input(const Operation&, const double*, const double*, double*);
template void plain_grad_weight(const Operation&, const float*, const float*, float*);
template void plain_grad_weight(const Operation&, const double*, const double*, double*);

} // namespace convlens::detail
