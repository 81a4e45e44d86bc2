// The gradients of pools by their inputs, row by row. Shares are added in the order of the outputs, so that
// all results are those of the plain gradients in every bit.
#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/fast.h"
#include "engine/detail/fast/pool_values.h"
#include "engine/detail/pool_norm.h"

#include <cmath>

namespace convlens {

using namespace detail;

namespace {

/// Calls add(plane, row, watch) for all rows of outputs, those of one plane one after the other: they add to
/// the same elements.
template <class Add> void add_by_planes(const PoolRows& pool, const Crew& crew, Add add) {
    parallel_for(crew, pool.planes(), [&](int64_t plane, int) {
        Watch watch(crew);
        for (int64_t row = 0; row < pool.rows() && !watch.is_over(pool.width()); ++row)
            add(plane, row, watch);
    });
}

/// Gives dY to the elements that were chosen; `factor` of one that gets it.
template <class T, class Factor>
void add_chosen(const PoolRows& pool, const T* x, const T* dy, bool of_magnitudes, const Crew& crew, T* dx,
                Factor factor) {
    std::vector<int64_t> indices(static_cast<std::size_t>(pool.planes() * pool.rows() * pool.width()));
    if (of_magnitudes) {
        std::vector<T> magnitudes(x, x + pool.planes() * pool.spatial().input_count());
        for (T& value : magnitudes)
            value = std::abs(value);
        find_indices(pool, magnitudes.data(), crew, indices.data());
    } else {
        find_indices(pool, x, crew, indices.data());
    }
    add_by_planes(pool, crew, [&](int64_t plane, int64_t row, Watch&) {
        const int64_t first = (plane * pool.rows() + row) * pool.width();
        for (int64_t y = first; y < first + pool.width(); ++y) {
            const int64_t at = plane * pool.spatial().input_count() + indices[static_cast<std::size_t>(y)];
            dx[at] += dy[y] * factor(x[at]);
        }
    });
}

template <class T> void add_averages(const PoolRows& pool, const T* dy, const Crew& crew, T* dx) {
    add_by_planes(pool, crew, [&](int64_t plane, int64_t row, Watch& watch) {
        const std::vector<int64_t> divisors = divisors_of(pool, row);
        std::vector<T> shares(divisors.size());
        const T* const from = dy + (plane * pool.rows() + row) * pool.width();
        for (std::size_t x = 0; x < shares.size(); ++x)
            shares[x] = from[x] / static_cast<T>(divisors[x]);
        T* const to = dx + plane * pool.spatial().input_count();
        pool.for_each_row(row, watch, [&](const TapRow& taps) {
            // From the last tap, for then each element gets its shares in the order of the outputs
            for (auto tap = pool.taps().rbegin(); tap != pool.taps().rend(); ++tap)
                for_each_of_run(*tap, pool.stride(), [&](int64_t x, int64_t element) {
                    to[taps.first + element] += shares[static_cast<std::size_t>(x)];
                });
        });
    });
}

template <class T> void add_norms(const PoolRows& pool, const T* x, const T* dy, const Crew& crew, T* dx) {
    std::vector<T> norms(static_cast<std::size_t>(pool.planes() * pool.rows() * pool.width()));
    pool_rows(pool, x, crew, norms.data());
    const T power = static_cast<T>(pool.operation().norm_p) - 1;
    add_by_planes(pool, crew, [&](int64_t plane, int64_t row, Watch& watch) {
        const int64_t first = (plane * pool.rows() + row) * pool.width();
        pool.for_each_row(row, watch, [&](const TapRow& taps) {
            const int64_t from = plane * pool.spatial().input_count() + taps.first;
            for (auto tap = pool.taps().rbegin(); tap != pool.taps().rend(); ++tap)
                for_each_of_run(*tap, pool.stride(), [&](int64_t out, int64_t element) {
                    const T value = x[from + element];
                    if (value != 0)
                        dx[from + element] +=
                            dy[first + out] * sign(value) *
                            share_of_norm(std::abs(value), norms[static_cast<std::size_t>(first + out)],
                                          power);
                });
        });
    });
}

} // namespace

template <class T>
Tensor<T> fast_pool_grad_input(const Operation& operation, const Tensor<T>& x, const Tensor<T>& dy,
                               const FastOptions& options) {
    CONVLENS_ASSERT(is_pool(operation.kind) && check(operation).empty());
    CONVLENS_ASSERT(x.shape == input_shape(operation) && dy.shape == output_shape(operation));
    CONVLENS_ASSERT(options.threads >= 1);
    const Crew crew{options.threads, &options.is_cancelled};
    const PoolRows pool(operation);
    Tensor<T> dx(input_shape(operation));
    const T* const from = x.data.data();
    const T* const of_y = dy.data.data();
    if (operation.kind == Kind::max_pool)
        add_chosen(pool, from, of_y, false, crew, dx.data.data(), [](T) { return T(1); });
    else if (operation.kind == Kind::avg_pool)
        add_averages(pool, of_y, crew, dx.data.data());
    else if (std::isinf(static_cast<T>(operation.norm_p)))
        add_chosen(pool, from, of_y, true, crew, dx.data.data(), [](T value) { return sign(value); });
    else
        add_norms(pool, from, of_y, crew, dx.data.data());
    return dx;
}

template Tensor<float> fast_pool_grad_input(const Operation&, const Tensor<float>&, const Tensor<float>&,
                                            const FastOptions&);
template Tensor<double> fast_pool_grad_input(const Operation&, const Tensor<double>&, const Tensor<double>&,
                                             const FastOptions&);

} // namespace convlens
