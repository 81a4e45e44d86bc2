// Pools row by row. Terms are taken in the order of the Relation, so that all results are those of the plain
// pools in every bit.
#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/fast.h"
#include "engine/detail/fast/kernels.h"
#include "engine/detail/fast/pool_values.h"
#include "engine/detail/pool_divisor.h"
#include "engine/detail/pool_norm.h"

#include <cmath>
#include <limits>

namespace convlens {

using namespace detail;

namespace {

/// Outputs of a row that every tap along it meets an element for.
struct WholeWindows {
    int64_t begin = 0;
    int64_t end = 0;
};

WholeWindows whole_windows(const PoolRows& pool) {
    if (static_cast<int64_t>(pool.taps().size()) < pool.operation().kernel_size.back())
        return {};
    WholeWindows whole{0, pool.width()};
    for (const RowTap& tap : pool.taps()) {
        whole.begin = std::max(whole.begin, tap.begin);
        whole.end = std::min(whole.end, tap.end);
    }
    return whole;
}

/// The largest of one window, found tap by tap.
template <class T>
void find_largest_at(const PoolRows& pool, const T* plane, int64_t row, int64_t x, T& largest,
                     int64_t& index) {
    index = -1;
    for_each_product(pool.spatial(), pool.taps_at(row, x), [&](int64_t at, int64_t) {
        if (index < 0 || plane[at] > largest || (std::isnan(plane[at]) && !std::isnan(largest))) {
            largest = plane[at];
            index = at;
        }
    });
}

/// The whole windows of a row by the vectors of the processor; false where that does not take them.
template <class T>
bool find_largest_of_whole(const PoolRows& pool, const T* plane, int64_t row, const WholeWindows& whole,
                           Watch& watch, T* largest, int64_t* indices) {
    const Kernels<T>& fast = kernels<T>();
    if (pool.stride() > 2 || whole.end - whole.begin < fast.lanes)
        return false;
    std::vector<const T*> rows;
    std::vector<int64_t> firsts;
    pool.for_each_row(row, watch, [&](const TapRow& taps) {
        firsts.push_back(taps.first + whole.begin * pool.stride() + pool.taps().front().offset);
        rows.push_back(plane + firsts.back());
    });
    if (firsts.empty()) // cancelled
        return true;
    LargestOfWindows<T> windows;
    windows.rows = rows.data();
    windows.firsts = firsts.data();
    windows.row_count = static_cast<int64_t>(rows.size());
    windows.taps = static_cast<int64_t>(pool.taps().size());
    windows.dilation = pool.operation().dilation.back();
    windows.stride = pool.stride();
    windows.columns = whole.end - whole.begin;
    windows.values = largest + whole.begin;
    windows.indices = indices + whole.begin;
    fast.largest(windows);
    return true;
}

/// The first largest element for each output of a row, and its flat index; a NaN is larger than all.
template <class T>
void find_largest(const PoolRows& pool, const T* plane, int64_t row, Watch& watch, T* largest,
                  int64_t* indices) {
    const WholeWindows whole = whole_windows(pool);
    if (find_largest_of_whole(pool, plane, row, whole, watch, largest, indices)) {
        for (int64_t x = 0; x < whole.begin; ++x)
            find_largest_at(pool, plane, row, x, largest[x], indices[x]);
        for (int64_t x = whole.end; x < pool.width(); ++x)
            find_largest_at(pool, plane, row, x, largest[x], indices[x]);
        return;
    }
    std::fill_n(largest, pool.width(), -std::numeric_limits<T>::infinity());
    std::fill_n(indices, pool.width(), int64_t{-1});
    pool.for_each_row(row, watch, [&](const TapRow& taps) {
        for (const RowTap& tap : pool.taps())
            for_each_of_run(tap, pool.stride(), [&](int64_t x, int64_t element) {
                const T value = plane[taps.first + element];
                const bool wins = !(value <= largest[x]) && largest[x] == largest[x];
                largest[x] = wins ? value : largest[x];
                indices[x] = wins ? taps.first + element : indices[x];
            });
    });
    for (int64_t x = 0; x < pool.width(); ++x) {
        if (indices[x] >= 0)
            continue; // else all are minus infinity, of which the first wins
        const TapLists taps = pool.taps_at(row, x);
        const Spatial& s = pool.spatial();
        indices[x] = (taps[0][0].input * s.input[1] + taps[1][0].input) * s.input[2] + taps[2][0].input;
    }
}

/// Values and where they are from, of all rows.
template <class T>
void find_values(const PoolRows& pool, const T* x, const Crew& crew, T* y, int64_t* indices) {
    pool.for_each_output_row(crew, [&](int64_t plane, int64_t row, Watch& watch) {
        const int64_t first = (plane * pool.rows() + row) * pool.width();
        find_largest(pool, x + plane * pool.spatial().input_count(), row, watch, y + first, indices + first);
    });
}

template <class T> void max_row(const PoolRows& pool, const T* plane, int64_t row, Watch& watch, T* y) {
    std::vector<int64_t> indices(static_cast<std::size_t>(pool.width()));
    find_largest(pool, plane, row, watch, y, indices.data());
}

template <class T> void average_row(const PoolRows& pool, const T* plane, int64_t row, Watch& watch, T* y) {
    std::fill_n(y, pool.width(), T(0));
    pool.for_each_row(row, watch, [&](const TapRow& taps) {
        for (const RowTap& tap : pool.taps())
            for_each_of_run(tap, pool.stride(),
                            [&](int64_t x, int64_t element) { y[x] += plane[taps.first + element]; });
    });
    const std::vector<int64_t> divisors = divisors_of(pool, row);
    for (int64_t x = 0; x < pool.width(); ++x)
        y[x] = y[x] / static_cast<T>(divisors[static_cast<std::size_t>(x)]);
}

template <class T> void norm_row(const PoolRows& pool, const T* plane, int64_t row, Watch& watch, T* y) {
    const double p = pool.operation().norm_p;
    std::vector<T> most(static_cast<std::size_t>(pool.width()));
    std::vector<T> powers(static_cast<std::size_t>(pool.spatial().input[2]));
    std::fill_n(y, pool.width(), T(0));
    pool.for_each_row(row, watch, [&](const TapRow& taps) {
        const T* const from = plane + taps.first;
        for (std::size_t i = 0; i < powers.size(); ++i) // once for all windows that meet it
            powers[i] = power_of(std::abs(from[i]), p);
        for (const RowTap& tap : pool.taps())
            for_each_of_run(tap, pool.stride(), [&](int64_t x, int64_t element) {
                T& largest = most[static_cast<std::size_t>(x)];
                largest = larger_of(largest, std::abs(from[element]));
                y[x] += powers[static_cast<std::size_t>(element)];
            });
    });
    for (int64_t x = 0; x < pool.width(); ++x) {
        const T largest = most[static_cast<std::size_t>(x)];
        if (is_largest(largest, p))
            y[x] = largest;
        else if (std::isnormal(y[x]))
            y[x] = root_of(y[x], p);
        else
            y[x] = norm(pool.spatial(), pool.taps_at(row, x), plane, p);
    }
}

} // namespace

namespace detail {

template <class T> void find_indices(const PoolRows& pool, const T* x, const Crew& crew, int64_t* indices) {
    pool.for_each_output_row(crew, [&](int64_t plane, int64_t row, Watch& watch) {
        std::vector<T> largest(static_cast<std::size_t>(pool.width()));
        find_largest(pool, x + plane * pool.spatial().input_count(), row, watch, largest.data(),
                     indices + (plane * pool.rows() + row) * pool.width());
    });
}

/// What the averages of a row divide by.
std::vector<int64_t> divisors_of(const PoolRows& pool, int64_t row) {
    const Operation& op = pool.operation();
    const std::size_t dims = op.dims();
    const int64_t rows = pool.spatial().output[1];
    int64_t of_row = dims > 1 ? pool_divisor_of_axis(op, dims - 2, row % rows) : 1;
    of_row *= dims > 2 ? pool_divisor_of_axis(op, 0, row / rows) : 1;
    std::vector<int64_t> divisors(static_cast<std::size_t>(pool.width()));
    for (std::size_t x = 0; x < divisors.size(); ++x)
        divisors[x] = of_row * pool_divisor_of_axis(op, dims - 1, static_cast<int64_t>(x));
    return divisors;
}

template <class T> void pool_rows(const PoolRows& pool, const T* x, const Crew& crew, T* y) {
    pool.for_each_output_row(crew, [&](int64_t plane, int64_t row, Watch& watch) {
        const T* const from = x + plane * pool.spatial().input_count();
        T* const to = y + (plane * pool.rows() + row) * pool.width();
        if (pool.operation().kind == Kind::max_pool)
            max_row(pool, from, row, watch, to);
        else if (pool.operation().kind == Kind::avg_pool)
            average_row(pool, from, row, watch, to);
        else
            norm_row(pool, from, row, watch, to);
    });
}

template void pool_rows(const PoolRows&, const float*, const Crew&, float*);
template void pool_rows(const PoolRows&, const double*, const Crew&, double*);
template void find_indices(const PoolRows&, const float*, const Crew&, int64_t*);
template void find_indices(const PoolRows&, const double*, const Crew&, int64_t*);

} // namespace detail

template <class T>
Tensor<T> fast_pool(const Operation& operation, const Tensor<T>& x, const FastOptions& options) {
    CONVLENS_ASSERT(is_pool(operation.kind) && check(operation).empty() && x.shape == input_shape(operation));
    CONVLENS_ASSERT(options.threads >= 1);
    Tensor<T> y(output_shape(operation));
    pool_rows(PoolRows(operation), x.data.data(), Crew{options.threads, &options.is_cancelled},
              y.data.data());
    return y;
}

template <class T>
Tensor<int64_t> fast_pool_indices(const Operation& operation, const Tensor<T>& x,
                                  const FastOptions& options) {
    CONVLENS_ASSERT(operation.kind == Kind::max_pool && check(operation).empty());
    CONVLENS_ASSERT(x.shape == input_shape(operation) && options.threads >= 1);
    Tensor<int64_t> indices(output_shape(operation));
    find_indices(PoolRows(operation), x.data.data(), Crew{options.threads, &options.is_cancelled},
                 indices.data.data());
    return indices;
}

template <class T>
void fast_max_pool(const Operation& operation, const Tensor<T>& x, const FastOptions& options, Tensor<T>& y,
                   Tensor<int64_t>& indices) {
    CONVLENS_ASSERT(operation.kind == Kind::max_pool && check(operation).empty());
    CONVLENS_ASSERT(x.shape == input_shape(operation) && options.threads >= 1);
    const Sizes shape = output_shape(operation);
    if (y.shape != shape)
        y = Tensor<T>(shape);
    if (indices.shape != shape)
        indices = Tensor<int64_t>(shape);
    find_values(PoolRows(operation), x.data.data(), Crew{options.threads, &options.is_cancelled},
                y.data.data(), indices.data.data());
}

#define CONVLENS_FAST_POOL(T)                                                                                \
    template Tensor<T> fast_pool(const Operation&, const Tensor<T>&, const FastOptions&);                    \
    template void fast_max_pool(const Operation&, const Tensor<T>&, const FastOptions&, Tensor<T>&,          \
                                Tensor<int64_t>&);                                                           \
    template Tensor<int64_t> fast_pool_indices(const Operation&, const Tensor<T>&, const FastOptions&);
CONVLENS_FAST_POOL(float)
CONVLENS_FAST_POOL(double)
#undef CONVLENS_FAST_POOL

} // namespace convlens
