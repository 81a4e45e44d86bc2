// Pools against the slow reference; switches, NaN and ties; unpooling.
#include "convlens/arithmetic.h"
#include "convlens/forward.h"
#include "convlens/relation.h"
#include "support/operations.h"
#include "support/reference.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

namespace convlens {
namespace {

using testing::ElementsAre;
constexpr double endless = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(Pool, is_the_reference) {
    const Kind kinds[] = {Kind::max_pool, Kind::avg_pool, Kind::lp_pool};
    for (uint64_t seed = 0; seed < 6000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random, kinds[seed % 3]);
        const auto x = small_numbers<double>(random, input_shape(operation));
        const Tensor<double> expected = reference::compute(operation, x, {});
        const Tensor<double> y = pool(operation, x);
        ASSERT_EQ(y.shape, expected.shape) << describe(operation, seed);
        for (int64_t i = 0; i < y.count(); ++i)
            ASSERT_NEAR(y[i], expected[i], 1e-9 * (1 + std::fabs(expected[i])))
                << describe(operation, seed) << " at " << i;
    }
}

TEST(Pool, float_agrees_with_double) {
    for (uint64_t seed = 0; seed < 500; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random, Kind::avg_pool);
        const auto x = small_numbers<float>(random, input_shape(operation));
        const Tensor<double> wide{x.shape, {x.data.begin(), x.data.end()}};
        const auto y = pool(operation, x);
        const auto expected = pool(operation, wide);
        for (int64_t i = 0; i < y.count(); ++i)
            ASSERT_FLOAT_EQ(y[i], static_cast<float>(expected[i])) << describe(operation, seed);
    }
}

TEST(PoolIndices, point_at_the_first_largest_element_of_their_window) {
    for (uint64_t seed = 0; seed < 1000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random, Kind::max_pool);
        const auto x = small_numbers<double>(random, input_shape(operation));
        const auto y = pool(operation, x);
        const auto indices = pool_indices(operation, x);
        ASSERT_EQ(indices.shape, y.shape);
        const Relation relation(operation);
        const int64_t plane = operation.input_size.product();
        for (int64_t i = 0; i < y.count(); ++i) {
            int64_t first = -1;
            for (int64_t t = 0; t < relation.terms_per_output() && first < 0; ++t) {
                const Term term = relation.term_of_output(i, t);
                if (term.kind == TermKind::product && x[term.input] == y[i])
                    first = term.input % plane;
            }
            ASSERT_EQ(indices[i], first) << describe(operation, seed) << " at " << i;
        }
    }
}

TEST(Pool, nan_wins_and_the_first_one_gives_the_index) {
    const Operation operation = make_operation(Kind::max_pool, {6}, {3});
    const Tensor<double> x({1, 1, 6}, {1, nan, nan, 5, 7, 7});
    const auto y = pool(operation, x);
    EXPECT_TRUE(std::isnan(y[0]));
    EXPECT_EQ(y[1], 7);
    EXPECT_THAT(pool_indices(operation, x).data, ElementsAre(1, 4));
}

TEST(Pool, of_minus_infinity_has_an_index) {
    const Operation operation = make_operation(Kind::max_pool, {2}, {2});
    const Tensor<double> x({1, 1, 2}, {-endless, -endless});
    EXPECT_THAT(pool(operation, x).data, ElementsAre(-endless));
    EXPECT_THAT(pool_indices(operation, x).data, ElementsAre(0));
}

TEST(Pool, ceil_mode_as_pytorch) {
    Operation operation = make_operation(Kind::avg_pool, {5}, {2});
    operation.ceil_mode = true;
    const Tensor<double> x({1, 1, 5}, {1, 2, 3, 4, 8});
    EXPECT_THAT(pool(operation, x).data,
                ElementsAre(1.5, 3.5, 8)); // the position past the end is not divided by
    operation = make_operation(Kind::avg_pool, {4}, {2});
    operation.padding_begin = operation.padding_end = {1};
    operation.stride = {3};
    operation.ceil_mode = true; // windows at 0 and 3; one at 6 would start behind the padded end
    EXPECT_EQ(output_size(operation), Sizes{2});
    operation.input_size = {5}; // a window at 6 would start in the end padding: dropped
    EXPECT_EQ(output_size(operation), Sizes{2});
    operation.input_size = {6};
    EXPECT_EQ(output_size(operation), Sizes{3});
}

TEST(Pool, large_norms_tend_to_the_largest_magnitude) {
    Operation operation = make_operation(Kind::lp_pool, {3}, {3});
    const Tensor<double> x({1, 1, 3}, {300, -400, 0});
    EXPECT_EQ(pool(operation, x)[0], 500);
    operation.norm_p = 1;
    EXPECT_EQ(pool(operation, x)[0], 700);
    operation.norm_p = endless;
    EXPECT_EQ(pool(operation, x)[0], 400);
    operation.norm_p = 1000; // 400^1000 is beyond double
    EXPECT_NEAR(pool(operation, x)[0], 400, 1e-6);
    EXPECT_NEAR(pool(operation, Tensor<double>({1, 1, 3}, {1e-3, 0, 0}))[0], 1e-3, 1e-9);
    EXPECT_EQ(pool(operation, Tensor<double>({1, 1, 3}))[0], 0);
    operation.norm_p = 2;
    EXPECT_TRUE(std::isnan(pool(operation, Tensor<double>({1, 1, 3}, {nan, 1, 2}))[0]));
    operation.norm_p = endless;
    EXPECT_TRUE(std::isnan(pool(operation, Tensor<double>({1, 1, 3}, {nan, 1, 2}))[0]));
}

TEST(Unpool, puts_every_largest_element_back) {
    Operation operation = make_operation(Kind::max_pool, {4, 5}, {2, 2});
    operation.batch = 2;
    operation.in_channels = operation.out_channels = 3;
    Random random(1);
    Tensor<double> x(input_shape(operation));
    for (int64_t i = 0; i < x.count(); ++i)
        x[i] = static_cast<double>(1 + i * 37 % 121);
    const auto y = pool(operation, x);
    const auto indices = pool_indices(operation, x);
    Operation back = make_operation(Kind::max_unpool, output_size(operation), {2, 2});
    back.batch = 2;
    back.in_channels = back.out_channels = 3;
    back.output_padding = {0, 1};
    ASSERT_TRUE(check(back).empty());
    const auto up = unpool(back, y, indices);
    ASSERT_EQ(up.shape, x.shape);
    int64_t kept = 0;
    for (int64_t i = 0; i < x.count(); ++i) {
        EXPECT_TRUE(up[i] == 0 || up[i] == x[i]) << i;
        kept += up[i] != 0;
    }
    EXPECT_EQ(kept, y.count());
}

TEST(Unpool, the_last_of_two_wins) {
    const Operation operation = make_operation(Kind::max_unpool, {3}, {2});
    const auto y =
        unpool(operation, Tensor<float>({1, 1, 3}, {7, 8, 9}), Tensor<int64_t>({1, 1, 3}, {1, 1, 5}));
    EXPECT_THAT(y.data, ElementsAre(0, 8, 0, 0, 0, 9));
}

} // namespace
} // namespace convlens
