// The plain pools and the unpooling: the Relation without weights, each channel on its own.
#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/forward.h"
#include "engine/detail/axis.h"
#include "engine/detail/pool_divisor.h"
#include "engine/detail/pool_norm.h"
#include "engine/detail/taps.h"

#include <cmath>

namespace convlens {

using namespace detail;

namespace {

/// The flat input index of the first largest value; a NaN is larger than all, the first NaN wins.
template <class T> int64_t largest(const Spatial& spatial, const TapLists& taps, const T* plane) {
    int64_t best = -1;
    for_each_product(spatial, taps, [&](int64_t at, int64_t) {
        if (best < 0 || plane[at] > plane[best] || (std::isnan(plane[at]) && !std::isnan(plane[best])))
            best = at;
    });
    return best;
}

template <class T>
T average(const Operation& operation, const Spatial& spatial, const TapLists& taps,
          const std::array<int64_t, 3>& y, const T* plane) {
    T sum = 0;
    for_each_product(spatial, taps, [&](int64_t at, int64_t) { sum += plane[at]; });
    return sum / static_cast<T>(pool_divisor(operation, y));
}

} // namespace

template <class T> Tensor<T> pool(const Operation& operation, const Tensor<T>& x) {
    CONVLENS_ASSERT(is_pool(operation.kind) && check(operation).empty() && x.shape == input_shape(operation));
    const Spatial spatial = spatial_of(operation);
    Tensor<T> result(output_shape(operation));
    for_each_window(operation, spatial,
                    [&](int64_t flat, int64_t first, const TapLists& taps, const std::array<int64_t, 3>& y) {
                        const T* const plane = x.data.data() + first;
                        if (operation.kind == Kind::max_pool)
                            result[flat] = plane[largest(spatial, taps, plane)];
                        else if (operation.kind == Kind::avg_pool)
                            result[flat] = average(operation, spatial, taps, y, plane);
                        else
                            result[flat] = norm(spatial, taps, plane, operation.norm_p);
                    });
    return result;
}

template <class T> Tensor<int64_t> pool_indices(const Operation& operation, const Tensor<T>& x) {
    CONVLENS_ASSERT(operation.kind == Kind::max_pool && check(operation).empty());
    CONVLENS_ASSERT(x.shape == input_shape(operation));
    const Spatial spatial = spatial_of(operation);
    Tensor<int64_t> result(output_shape(operation));
    for_each_window(operation, spatial,
                    [&](int64_t flat, int64_t first, const TapLists& taps, const std::array<int64_t, 3>&) {
                        result[flat] = largest(spatial, taps, x.data.data() + first);
                    });
    return result;
}

template <class T>
Tensor<T> unpool(const Operation& operation, const Tensor<T>& x, const Tensor<int64_t>& indices) {
    CONVLENS_ASSERT(operation.kind == Kind::max_unpool && check(operation).empty());
    CONVLENS_ASSERT(x.shape == input_shape(operation) && indices.shape == x.shape);
    Tensor<T> result(output_shape(operation));
    const int64_t in_plane = operation.input_size.product();
    const int64_t out_plane = output_size(operation).product();
    for (int64_t flat = 0; flat < x.count(); ++flat) {
        CONVLENS_ASSERT(indices[flat] >= 0 && indices[flat] < out_plane);
        result[flat / in_plane * out_plane + indices[flat]] = x[flat];
    }
    return result;
}

template Tensor<float> pool(const Operation&, const Tensor<float>&);
template Tensor<double> pool(const Operation&, const Tensor<double>&);
template Tensor<int64_t> pool_indices(const Operation&, const Tensor<float>&);
template Tensor<int64_t> pool_indices(const Operation&, const Tensor<double>&);
template Tensor<float> unpool(const Operation&, const Tensor<float>&, const Tensor<int64_t>&);
template Tensor<double> unpool(const Operation&, const Tensor<double>&, const Tensor<int64_t>&);

} // namespace convlens
