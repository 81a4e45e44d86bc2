// The products of an operation, visited once each in the order of the Relation.
#include "engine/detail/fast/plain.h"

#include "convlens/arithmetic.h"
#include "engine/detail/taps.h"

#include <algorithm>

namespace convlens {

namespace {

/// Calls visit(flat y, flat x, flat w) for every product of `operation`.
template <class Visit> void for_each_term(const Operation& operation, Visit visit) {
    const Spatial spatial = spatial_of(operation);
    const int64_t group_in = operation.in_channels / operation.groups;
    const int64_t group_out = operation.out_channels / operation.groups;
    const bool is_conv = operation.kind == Kind::conv;
    const int64_t in_step = (is_conv ? 1 : group_out) * spatial.kernel_count();
    const int64_t out_step = (is_conv ? group_in : 1) * spatial.kernel_count();
    for_each_output(operation, [&](int64_t place, const TapLists& taps, const std::array<int64_t, 3>&) {
        for (int64_t n = 0; n < operation.batch; ++n)
            for (int64_t o = 0; o < operation.out_channels; ++o) {
                const int64_t group = o / group_out;
                const int64_t y = (n * operation.out_channels + o) * spatial.output_count() + place;
                for (int64_t in = 0; in < group_in; ++in) {
                    const int64_t plane =
                        (n * operation.in_channels + group * group_in + in) * spatial.input_count();
                    const int64_t kernel = group * group_in * group_out * spatial.kernel_count() +
                                           in * in_step + o % group_out * out_step;
                    for_each_product(spatial, taps,
                                     [&](int64_t x, int64_t w) { visit(y, plane + x, kernel + w); });
                }
            }
    });
}

} // namespace

template <class T>
void plain_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y) {
    const int64_t plane = output_size(operation).product();
    std::fill_n(y, output_shape(operation).product(), T(0));
    for_each_term(operation, [=](int64_t iy, int64_t ix, int64_t iw) { y[iy] += x[ix] * w[iw]; });
    if (!bias)
        return;
    for (int64_t map = 0; map < operation.batch * operation.out_channels; ++map)
        for (int64_t i = 0; i < plane; ++i)
            y[map * plane + i] += bias[map % operation.out_channels];
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

} // namespace convlens
