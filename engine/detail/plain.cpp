// The products of an operation, visited once each in the order of the Relation.
#include "engine/detail/plain.h"

#include "convlens/arithmetic.h"
#include "engine/detail/taps.h"

#include <algorithm>

namespace convlens::detail {

template <class T>
void plain_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y) {
    const Spatial spatial = spatial_of(operation);
    std::fill_n(y, output_shape(operation).product(), T(0));
    for_each_kernel(operation, spatial, [&](int64_t iy, int64_t plane, int64_t kernel, const TapLists& taps) {
        T sum = y[iy];
        for_each_product(spatial, taps, [&](int64_t at, int64_t k) { sum += x[plane + at] * w[kernel + k]; });
        y[iy] = sum;
    });
    if (!bias)
        return;
    for (int64_t map = 0; map < operation.batch * operation.out_channels; ++map)
        for (int64_t i = 0; i < spatial.output_count(); ++i)
            y[map * spatial.output_count() + i] += bias[map % operation.out_channels];
}

template <class T> void plain_grad_input(const Operation& operation, const T* dy, const T* w, T* dx) {
    const Spatial spatial = spatial_of(operation);
    std::fill_n(dx, input_shape(operation).product(), T(0));
    for_each_kernel(operation, spatial, [&](int64_t y, int64_t plane, int64_t kernel, const TapLists& taps) {
        for_each_product(spatial, taps,
                         [&](int64_t at, int64_t k) { dx[plane + at] += dy[y] * w[kernel + k]; });
    });
}

template <class T> void plain_grad_weight(const Operation& operation, const T* x, const T* dy, T* dw) {
    const Spatial spatial = spatial_of(operation);
    std::fill_n(dw, weight_shape(operation).product(), T(0));
    for_each_kernel(operation, spatial, [&](int64_t y, int64_t plane, int64_t kernel, const TapLists& taps) {
        for_each_product(spatial, taps,
                         [&](int64_t at, int64_t k) { dw[kernel + k] += x[plane + at] * dy[y]; });
    });
}

template void plain_forward(const Operation&, const float*, const float*, const float*, float*);
template void plain_forward(const Operation&, const double*, const double*, const double*, double*);
template void plain_grad_input(const Operation&, const float*, const float*, float*);
template void plain_grad_input(const Operation&, const double*, const double*, double*);
template void plain_grad_weight(const Operation&, const float*, const float*, float*);
template void plain_grad_weight(const Operation&, const double*, const double*, double*);

} // namespace convlens::detail
