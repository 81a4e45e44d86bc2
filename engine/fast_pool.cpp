// Pools row by row: every tap of the window along a row of X meets a whole run of outputs at once, so that
// the inner loops are over neighbouring numbers. Terms are taken in the order of the Relation, so that all
// results are those of the plain pools in every bit.
#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/fast.h"
#include "engine/detail/fast/threads.h"
#include "engine/detail/pool_divisor.h"
#include "engine/detail/pool_norm.h"
#include "engine/detail/taps.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace convlens {

using namespace detail;

namespace {

constexpr int64_t terms_at_a_time = int64_t{1} << 17; // of a piece of work, and between two questions

/// Asks the crew whether it should go on after so many terms.
class Watch {
public:
    explicit Watch(const Crew& crew) : crew_(crew) {}
    bool is_over(int64_t terms) {
        left_ -= terms;
        if (left_ > 0)
            return false;
        left_ = terms_at_a_time;
        return crew_.is_cancelled();
    }

private:
    const Crew& crew_;
    int64_t left_ = terms_at_a_time;
};

/// One tap along a row: output x in [begin, end) meets element x * stride + offset of the row.
struct RowTap {
    int64_t begin = 0;
    int64_t end = 0;
    int64_t offset = 0;
};

/// A row of X under a tap of the other two axes.
struct TapRow {
    int64_t first = 0; // flat index of its first element within the plane
};

/// The windows of a pool, a row of outputs at a time.
class PoolRows {
public:
    explicit PoolRows(const Operation& operation)
        : operation_(operation), spatial_(spatial_of(operation)), stride_(operation.stride.back()) {
        const std::size_t last = operation.dims() - 1;
        const int64_t size = operation.input_size[last];
        for (int64_t k = 0; k < operation.kernel_size[last]; ++k) {
            RowTap tap;
            tap.offset = k * operation.dilation[last] - operation.padding_begin[last];
            tap.begin = tap.offset >= 0 ? 0 : (-tap.offset + stride_ - 1) / stride_;
            tap.end = tap.offset >= size ? 0 : (size - 1 - tap.offset) / stride_ + 1;
            tap.end = std::min(tap.end, width());
            if (tap.begin < tap.end)
                taps_.push_back(tap);
        }
    }

    const Operation& operation() const { return operation_; }
    const Spatial& spatial() const { return spatial_; }
    int64_t planes() const { return operation_.batch * operation_.in_channels; }
    int64_t rows() const { return spatial_.output[0] * spatial_.output[1]; } // of a plane of outputs
    int64_t width() const { return spatial_.output[2]; }
    int64_t stride() const { return stride_; }
    const std::vector<RowTap>& taps() const { return taps_; }
    /// Rows of outputs whose terms are worth a piece of work.
    int64_t rows_at_a_time() const {
        return std::clamp<int64_t>(terms_at_a_time / std::max<int64_t>(1, width() * spatial_.kernel_count()),
                                   1, rows());
    }

    /// Calls visit(row of X) for the taps of the first two axes that a row of outputs has, in their order.
    template <class Visit> void for_each_row(int64_t row, Watch& watch, Visit visit) const {
        TapLists taps;
        find_taps(operation_, 0, row / spatial_.output[1], taps[0]);
        find_taps(operation_, 1, row % spatial_.output[1], taps[1]);
        for (const Tap& a : taps[0])
            for (const Tap& b : taps[1]) {
                if (watch.is_over(width() * static_cast<int64_t>(taps_.size())))
                    return;
                visit(TapRow{(a.input * spatial_.input[1] + b.input) * spatial_.input[2]});
            }
    }
    /// All taps of output `x` of a row, for what is done one by one.
    TapLists taps_at(int64_t row, int64_t x) const {
        TapLists taps;
        find_taps(operation_, 0, row / spatial_.output[1], taps[0]);
        find_taps(operation_, 1, row % spatial_.output[1], taps[1]);
        find_taps(operation_, 2, x, taps[2]);
        return taps;
    }

    /// Calls work(plane, row, watch) for all rows of outputs, on the crew's threads.
    template <class Work> void for_each_output_row(const Crew& crew, Work work) const {
        const int64_t together = rows_at_a_time();
        const int64_t parts = (rows() + together - 1) / together;
        parallel_for(crew, planes() * parts, [&](int64_t number, int) {
            Watch watch(crew);
            const int64_t first = number % parts * together;
            for (int64_t row = first; row < std::min(rows(), first + together); ++row)
                work(number / parts, row, watch);
        });
    }

private:
    const Operation& operation_;
    Spatial spatial_;
    int64_t stride_;
    std::vector<RowTap> taps_; // those that some output meets an element through
};

/// Calls term(x, element) for the run of outputs that a tap has.
template <class Term> void for_each_of_run(const RowTap& tap, int64_t stride, Term term) {
    if (stride == 1) {
        for (int64_t x = tap.begin; x < tap.end; ++x)
            term(x, x + tap.offset);
        return;
    }
    for (int64_t x = tap.begin; x < tap.end; ++x)
        term(x, x * stride + tap.offset);
}

/// The flat index of the first largest element for each output of a row; a NaN is larger than all.
template <class T>
void find_largest(const PoolRows& pool, const T* plane, int64_t row, Watch& watch, std::vector<T>& largest,
                  int64_t* indices) {
    std::fill(largest.begin(), largest.end(), -std::numeric_limits<T>::infinity());
    std::fill_n(indices, pool.width(), int64_t{-1});
    pool.for_each_row(row, watch, [&](const TapRow& taps) {
        for (const RowTap& tap : pool.taps())
            for_each_of_run(tap, pool.stride(), [&](int64_t x, int64_t element) {
                const T value = plane[taps.first + element];
                T& best = largest[static_cast<std::size_t>(x)];
                const bool wins = !(value <= best) && best == best;
                best = wins ? value : best;
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

template <class T> void find_indices(const PoolRows& pool, const T* x, const Crew& crew, int64_t* indices) {
    pool.for_each_output_row(crew, [&](int64_t plane, int64_t row, Watch& watch) {
        std::vector<T> largest(static_cast<std::size_t>(pool.width()));
        find_largest(pool, x + plane * pool.spatial().input_count(), row, watch, largest,
                     indices + (plane * pool.rows() + row) * pool.width());
    });
}

/// Values and where they are from, of all rows.
template <class T>
void find_values(const PoolRows& pool, const T* x, const Crew& crew, T* y, int64_t* indices) {
    pool.for_each_output_row(crew, [&](int64_t plane, int64_t row, Watch& watch) {
        std::vector<T> largest(static_cast<std::size_t>(pool.width()));
        const int64_t first = (plane * pool.rows() + row) * pool.width();
        find_largest(pool, x + plane * pool.spatial().input_count(), row, watch, largest, indices + first);
        std::copy(largest.begin(), largest.end(), y + first);
    });
}

template <class T> void max_row(const PoolRows& pool, const T* plane, int64_t row, Watch& watch, T* y) {
    std::vector<T> largest(static_cast<std::size_t>(pool.width()));
    std::vector<int64_t> indices(largest.size());
    find_largest(pool, plane, row, watch, largest, indices.data());
    for (std::size_t x = 0; x < indices.size(); ++x)
        y[x] = plane[indices[x]];
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

#define CONVLENS_FAST_POOL(T)                                                                                \
    template Tensor<T> fast_pool(const Operation&, const Tensor<T>&, const FastOptions&);                    \
    template void fast_max_pool(const Operation&, const Tensor<T>&, const FastOptions&, Tensor<T>&,          \
                                Tensor<int64_t>&);                                                           \
    template Tensor<int64_t> fast_pool_indices(const Operation&, const Tensor<T>&, const FastOptions&);      \
    template Tensor<T> fast_pool_grad_input(const Operation&, const Tensor<T>&, const Tensor<T>&,            \
                                            const FastOptions&);
CONVLENS_FAST_POOL(float)
CONVLENS_FAST_POOL(double)
#undef CONVLENS_FAST_POOL

} // namespace convlens
