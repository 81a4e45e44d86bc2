// Walks the outputs as forward does, and gives each product's share to the input or to the weight.
#include "convlens/gradient.h"

#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/forward.h"
#include "engine/detail/plain.h"
#include "engine/detail/pool_divisor.h"
#include "engine/detail/pool_norm.h"
#include "engine/detail/taps.h"

#include <cmath>
#include <type_traits>
#include <utility>

namespace convlens {

using namespace detail;

namespace {

template <class T> Tensor<T> rounded(Tensor<double>&& sums) {
    if constexpr (std::is_same_v<T, double>)
        return std::move(sums);
    else
        return Tensor<T>(sums.shape, std::vector<T>(sums.data.begin(), sums.data.end()));
}

template <class T>
void add_max(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy, Tensor<T>& dx) {
    const Tensor<int64_t> switches = pool_indices(operation, x);
    const Spatial spatial = spatial_of(operation);
    for (int64_t y = 0; y < dy.count(); ++y)
        dx[y / spatial.output_count() * spatial.input_count() + switches[y]] += dy[y];
}

template <class T> void add_average(const Operation& operation, const Tensor<T>& dy, Tensor<T>& dx) {
    const Spatial spatial = spatial_of(operation);
    for_each_window(operation, spatial,
                    [&](int64_t out, int64_t plane, const TapLists& taps, const std::array<int64_t, 3>& y) {
                        const T share = dy[out] / static_cast<T>(pool_divisor(operation, y));
                        for_each_product(spatial, taps,
                                         [&](int64_t at, int64_t) { dx[plane + at] += share; });
                    });
}

template <class T>
void add_norm(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy, Tensor<T>& dx) {
    const Tensor<T> norms = pool(operation, x);
    const T power = static_cast<T>(operation.norm_p) - 1;
    const Spatial spatial = spatial_of(operation);
    for_each_window(operation, spatial,
                    [&](int64_t out, int64_t plane, const TapLists& taps, const std::array<int64_t, 3>&) {
                        for_each_product(spatial, taps, [&](int64_t at, int64_t) {
                            const T value = x[plane + at];
                            if (value != 0)
                                dx[plane + at] +=
                                    dy[out] * sign(value) * share_of_norm(std::abs(value), norms[out], power);
                        });
                    });
}

/// p infinite: the switches of the magnitudes.
template <class T>
void add_largest(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy, Tensor<T>& dx) {
    Operation largest = operation;
    largest.kind = Kind::max_pool;
    largest.norm_p = 2; // the default, which is all that other kinds may have
    Tensor<T> magnitudes = x;
    for (T& value : magnitudes.data)
        value = std::abs(value);
    const Tensor<int64_t> switches = pool_indices(largest, magnitudes);
    const Spatial spatial = spatial_of(operation);
    for (int64_t y = 0; y < dy.count(); ++y) {
        const int64_t at = y / spatial.output_count() * spatial.input_count() + switches[y];
        dx[at] += dy[y] * sign(x[at]);
    }
}

} // namespace

template <class T> Tensor<T> grad_input(const Operation& operation, const Tensor<T>& dy, const Tensor<T>& w) {
    CONVLENS_ASSERT(has_weight(operation.kind) && check(operation).empty());
    CONVLENS_ASSERT(w.shape == weight_shape(operation) && dy.shape == output_shape(operation));
    Tensor<T> dx(input_shape(operation));
    plain_grad_input(operation, dy.data.data(), w.data.data(), dx.data.data());
    return dx;
}

template <class T>
Tensor<T> grad_weight(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy) {
    CONVLENS_ASSERT(has_weight(operation.kind) && check(operation).empty());
    CONVLENS_ASSERT(x.shape == input_shape(operation) && dy.shape == output_shape(operation));
    Tensor<double> dw(weight_shape(operation));
    for_each_term(operation, [&](int64_t iy, int64_t ix, int64_t iw) {
        dw[iw] += static_cast<double>(dy[iy]) * static_cast<double>(x[ix]);
    });
    return rounded<T>(std::move(dw));
}

template <class T> Tensor<T> grad_bias(const Operation& operation, const Tensor<T>& dy) {
    CONVLENS_ASSERT(has_weight(operation.kind) && check(operation).empty() &&
                    dy.shape == output_shape(operation));
    const int64_t plane = output_size(operation).product();
    Tensor<double> db(Sizes{operation.out_channels});
    for (int64_t y = 0; y < dy.count(); ++y)
        db[y / plane % operation.out_channels] += dy[y];
    return rounded<T>(std::move(db));
}

template <class T>
Tensor<T> pool_grad_input(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy) {
    CONVLENS_ASSERT(is_pool(operation.kind) && check(operation).empty());
    CONVLENS_ASSERT(x.shape == input_shape(operation) && dy.shape == output_shape(operation));
    Tensor<T> dx(input_shape(operation));
    if (operation.kind == Kind::max_pool)
        add_max(operation, x, dy, dx);
    else if (operation.kind == Kind::avg_pool)
        add_average(operation, dy, dx);
    else if (std::isinf(static_cast<T>(operation.norm_p)))
        add_largest(operation, x, dy, dx);
    else
        add_norm(operation, x, dy, dx);
    return dx;
}

template <class T>
Tensor<T> unpool_grad_input(const Operation& operation, const Tensor<int64_t>& indices, const Tensor<T>& dy) {
    CONVLENS_ASSERT(operation.kind == Kind::max_unpool && check(operation).empty());
    CONVLENS_ASSERT(indices.shape == input_shape(operation) && dy.shape == output_shape(operation));
    Tensor<T> dx(indices.shape);
    const int64_t in_plane = operation.input_size.product();
    const int64_t out_plane = output_size(operation).product();
    for (int64_t flat = 0; flat < dx.count(); ++flat) {
        CONVLENS_ASSERT(indices[flat] >= 0 && indices[flat] < out_plane);
        dx[flat] = dy[flat / in_plane * out_plane + indices[flat]];
    }
    return dx;
}

template Tensor<float> grad_input(const Operation&, const Tensor<float>&, const Tensor<float>&);
template Tensor<double> grad_input(const Operation&, const Tensor<double>&, const Tensor<double>&);
template Tensor<float> grad_weight(const Operation&, const Tensor<float>&, const Tensor<float>&);
template Tensor<double> grad_weight(const Operation&, const Tensor<double>&, const Tensor<double>&);
template Tensor<float> grad_bias(const Operation&, const Tensor<float>&);
template Tensor<double> grad_bias(const Operation&, const Tensor<double>&);
template Tensor<float> pool_grad_input(const Operation&, const Tensor<float>&, const Tensor<float>&);
template Tensor<double> pool_grad_input(const Operation&, const Tensor<double>&, const Tensor<double>&);
template Tensor<float> unpool_grad_input(const Operation&, const Tensor<int64_t>&, const Tensor<float>&);
template Tensor<double> unpool_grad_input(const Operation&, const Tensor<int64_t>&, const Tensor<double>&);

} // namespace convlens
