// The size formula's two strings.
#include "convlens/arithmetic.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

Operation line(Kind kind, int64_t i, int64_t k, int64_t s, int64_t begin, int64_t end) {
    Operation operation = make_operation(kind, {i}, {k});
    operation.stride = {s};
    operation.padding_begin = {begin};
    operation.padding_end = {end};
    return operation;
}

void expect_formula(const Operation& operation, const char* symbolic, const char* numeric, int64_t value) {
    const Formula found = formula(operation, 0);
    EXPECT_EQ(found.symbolic, symbolic);
    EXPECT_EQ(found.numeric, numeric);
    EXPECT_EQ(found.value, value);
}

TEST(Formula, of_a_convolution) {
    expect_formula(line(Kind::conv, 5, 3, 2, 1, 1), "o = ⌊(i + 2p − k) / s⌋ + 1", "⌊(5 + 2·1 − 3) / 2⌋ + 1",
                   3);
}

TEST(Formula, with_dilation) {
    Operation operation = line(Kind::conv, 7, 3, 1, 0, 0);
    operation.dilation = {2};
    expect_formula(operation, "o = ⌊(i + 2p − k − (k − 1)(d − 1)) / s⌋ + 1",
                   "⌊(7 + 2·0 − 3 − (3 − 1)·(2 − 1)) / 1⌋ + 1", 3);
}

TEST(Formula, with_padding_that_differs) {
    expect_formula(line(Kind::conv, 5, 3, 2, 0, 1), "o = ⌊(i + p₁ + p₂ − k) / s⌋ + 1",
                   "⌊(5 + 0 + 1 − 3) / 2⌋ + 1", 2);
}

TEST(Formula, of_a_pool_in_ceil_mode) {
    Operation operation = line(Kind::max_pool, 6, 3, 2, 0, 0);
    operation.ceil_mode = true;
    expect_formula(operation, "o = ⌈(i + 2p − k) / s⌉ + 1", "⌈(6 + 2·0 − 3) / 2⌉ + 1", 3);
    operation = line(Kind::max_pool, 5, 2, 3, 1, 1); // the window that ceil adds starts in the end padding
    operation.ceil_mode = true;
    expect_formula(operation, "o = ⌈(i + 2p − k) / s⌉", "⌈(5 + 2·1 − 2) / 3⌉", 2);
}

TEST(Formula, of_a_transposed_convolution) {
    Operation operation = line(Kind::conv_transpose, 3, 3, 2, 1, 1);
    operation.output_padding = {1};
    expect_formula(operation, "o′ = s(i′ − 1) + a + k − 2p", "2·(3 − 1) + 1 + 3 − 2·1", 6);
    operation.dilation = {2};
    expect_formula(operation, "o′ = s(i′ − 1) + a + k + (k − 1)(d − 1) − 2p",
                   "2·(3 − 1) + 1 + 3 + (3 − 1)·(2 − 1) − 2·1", 8);
}

TEST(Formula, of_unpooling_with_a_smaller_output) {
    Operation operation = line(Kind::max_unpool, 3, 2, 2, 0, 0);
    operation.output_padding = {-1};
    expect_formula(operation, "o′ = s(i′ − 1) + a + k − 2p", "2·(3 − 1) − 1 + 2 − 2·0", 5);
}

TEST(Formula, of_an_equivalent_convolution) {
    expect_formula(equivalent_conv(line(Kind::conv_transpose, 3, 3, 2, 1, 3)),
                   "o = ⌊(ĩ + p₁ + p₂ − k) / s⌋ + 1", "⌊(5 + 1 − 1 − 3) / 1⌋ + 1", 3);
}

/// The fifteen of the guide, each as it writes it, with numbers.
TEST(RelationshipFormula, is_the_guides_own) {
    struct Case {
        int number;
        Kind kind;
        int64_t i, k, s, p, d, a;
        const char *symbolic, *numeric;
        int64_t value;
    };
    constexpr Kind conv = Kind::conv, back = Kind::conv_transpose;
    const Case cases[] = {
        {1, conv, 4, 3, 1, 0, 1, 0, "o = (i − k) + 1", "(4 − 3) + 1", 2},
        {2, conv, 5, 4, 1, 2, 1, 0, "o = (i − k) + 2p + 1", "(5 − 4) + 2·2 + 1", 6},
        {3, conv, 5, 3, 1, 1, 1, 0, "o = i", "5", 5},
        {4, conv, 5, 3, 1, 2, 1, 0, "o = i + (k − 1)", "5 + (3 − 1)", 7},
        {5, conv, 5, 3, 2, 0, 1, 0, "o = ⌊(i − k) / s⌋ + 1", "⌊(5 − 3) / 2⌋ + 1", 2},
        {6, conv, 6, 3, 2, 1, 1, 0, "o = ⌊(i + 2p − k) / s⌋ + 1", "⌊(6 + 2·1 − 3) / 2⌋ + 1", 3},
        {7, Kind::max_pool, 5, 3, 1, 0, 1, 0, "o = ⌊(i − k) / s⌋ + 1", "⌊(5 − 3) / 1⌋ + 1", 3},
        {8, back, 2, 3, 1, 0, 1, 0, "o′ = i′ + (k − 1)", "2 + (3 − 1)", 4},
        {9, back, 6, 4, 1, 2, 1, 0, "o′ = i′ + (k − 1) − 2p", "6 + (4 − 1) − 2·2", 5},
        {10, back, 5, 3, 1, 1, 1, 0, "o′ = i′", "5", 5},
        {11, back, 7, 3, 1, 2, 1, 0, "o′ = i′ − (k − 1)", "7 − (3 − 1)", 5},
        {12, back, 2, 3, 2, 0, 1, 0, "o′ = s(i′ − 1) + k", "2·(2 − 1) + 3", 5},
        {13, back, 3, 3, 2, 1, 1, 0, "o′ = s(i′ − 1) + k − 2p", "2·(3 − 1) + 3 − 2·1", 5},
        {14, back, 3, 3, 2, 1, 1, 1, "o′ = s(i′ − 1) + a + k − 2p", "2·(3 − 1) + 1 + 3 − 2·1", 6},
        {15, conv, 7, 3, 1, 0, 2, 0, "o = ⌊(i + 2p − k − (k − 1)(d − 1)) / s⌋ + 1",
         "⌊(7 + 2·0 − 3 − (3 − 1)·(2 − 1)) / 1⌋ + 1", 3},
    };
    for (const Case& c : cases) {
        Operation operation = line(c.kind, c.i, c.k, c.s, c.p, c.p);
        operation.dilation = {c.d};
        operation.output_padding = {c.a};
        ASSERT_EQ(relationship(operation), c.number);
        const auto found = relationship_formula(operation, 0);
        ASSERT_TRUE(found) << c.number;
        EXPECT_EQ(found->symbolic, c.symbolic);
        EXPECT_EQ(found->numeric, c.numeric) << c.number;
        EXPECT_EQ(found->value, c.value) << c.number;
    }
    EXPECT_FALSE(relationship_formula(line(Kind::conv, 5, 3, 2, 0, 1), 0));
}

} // namespace
} // namespace convlens
