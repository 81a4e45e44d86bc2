// The pools by rows against the plain ones, in every bit: all kinds, numbers that are not finite, ties, on
// one to three threads.
#include "convlens/arithmetic.h"
#include "convlens/fast.h"
#include "convlens/forward.h"
#include "convlens/gradient.h"
#include "support/operations.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace convlens {
namespace {

constexpr Kind pools[] = {Kind::max_pool, Kind::avg_pool, Kind::lp_pool};

Operation any_pool(Random& random, Kind kind) {
    for (;;) {
        Operation o = possible_operation(random, kind);
        if (draw(random, 0, 1))
            for (std::size_t axis = 0; axis < o.dims(); ++axis)
                o.input_size[axis] = draw(random, 1, o.dims() == 1 ? 300 : o.dims() == 2 ? 40 : 9);
        if (kind == Kind::lp_pool) {
            const double norms[] = {1, 2, 3, 0.5, 1.5, 300, std::numeric_limits<double>::infinity()};
            o.norm_p = norms[draw(random, 0, 6)];
        }
        if (check(o).empty())
            return o;
    }
}

/// Small whole numbers, so that there are ties; now and then numbers that are not finite or leave the range.
template <class T> Tensor<T> any_elements(Random& random, const Sizes& shape) {
    Tensor<T> tensor = small_numbers<T>(random, shape);
    using Limits = std::numeric_limits<T>;
    const T odd[] = {Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN(), Limits::max() / 2,
                     Limits::min()};
    if (draw(random, 0, 3) == 0)
        for (T& value : tensor.data)
            if (draw(random, 0, 4) == 0)
                value = odd[draw(random, 0, 4)];
    if (draw(random, 0, 9) == 0)
        std::fill(tensor.data.begin(), tensor.data.end(), -Limits::infinity());
    return tensor;
}

template <class T>
void expect_same_bits(const Tensor<T>& got, const Tensor<T>& expected, const std::string& what) {
    ASSERT_EQ(got.shape, expected.shape) << what;
    for (int64_t i = 0; i < got.count(); ++i)
        ASSERT_TRUE((got[i] == expected[i] && std::signbit(got[i]) == std::signbit(expected[i])) ||
                    (std::isnan(got[i]) && std::isnan(expected[i])))
            << got[i] << " and not " << expected[i] << " at " << i << " of " << what;
}

template <class T> void expect_plain_pool(Kind kind, uint64_t seed) {
    Random random(seed);
    const Operation o = any_pool(random, kind);
    const auto x = any_elements<T>(random, input_shape(o));
    const auto dy = small_numbers<T>(random, output_shape(o));
    const FastOptions options{.threads = 1 + static_cast<int>(seed % 3)};
    const std::string what = describe(o, seed);
    expect_same_bits(fast_pool(o, x, options), pool(o, x), "y " + what);
    expect_same_bits(fast_pool_grad_input(o, x, dy, options), pool_grad_input(o, x, dy), "dx " + what);
    if (kind == Kind::max_pool) {
        ASSERT_EQ(fast_pool_indices(o, x, options), pool_indices(o, x)) << what;
    }
}

TEST(FastPool, is_the_plain_one_in_every_bit) {
    for (uint64_t seed = 0; seed < 3000; ++seed) {
        ASSERT_NO_FATAL_FAILURE(expect_plain_pool<double>(pools[seed % 3], seed));
        ASSERT_NO_FATAL_FAILURE(expect_plain_pool<float>(pools[seed % 3], seed + 100000));
    }
}

TEST(FastPool, cancelled_it_asks_often_and_leaves_the_rest_out) {
    for (const Kind kind : pools) {
        Operation o = make_operation(kind, {1500, 1500}, {3, 3});
        o.stride = {1, 1};
        const Tensor<double> x(input_shape(o), std::vector<double>(1500 * 1500, 1.0));
        int64_t asked = 0;
        FastOptions options;
        options.is_cancelled = [&] {
            ++asked;
            return false;
        };
        fast_pool(o, x, options);
        EXPECT_GT(asked, 100); // 20 million terms, some 0.2 million between two questions
        options.is_cancelled = [&] { return ++asked > 10; };
        asked = 0;
        const Tensor<double> y = fast_pool(o, x, options);
        EXPECT_LE(asked, 20);
        EXPECT_EQ(y[y.count() - 1], 0); // never computed
    }
}

} // namespace
} // namespace convlens
