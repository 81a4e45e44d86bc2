// The Relation: its three groupings hold the same products, and summing them gives the reference's result.
#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "support/operations.h"
#include "support/reference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

namespace convlens {
namespace {

using Triple = std::tuple<int64_t, int64_t, int64_t>;

template <class TermOf> std::vector<Triple> products(int64_t groups, int64_t terms, TermOf term_of) {
    std::vector<Triple> result;
    for (int64_t group = 0; group < groups; ++group)
        for (int64_t t = 0; t < terms; ++t) {
            const Term term = term_of(group, t);
            if (term.kind == TermKind::product)
                result.emplace_back(term.output, term.input, term.weight);
        }
    std::sort(result.begin(), result.end());
    return result;
}

/// Groups that term_of_input enumerates: the padded input where a padding mode folds it.
int64_t input_groups(const Operation& operation) {
    if (operation.padding_mode == PaddingMode::zeros)
        return operation.batch * operation.in_channels * operation.input_size.product();
    return operation.batch * operation.in_channels * padded_size(operation).product();
}

TEST(Relation, three_groupings_hold_the_same_products) {
    for (uint64_t seed = 0; seed < 3000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random);
        const Relation relation(operation);
        const auto by_output = products(relation.outputs(), relation.terms_per_output(),
                                        [&](int64_t y, int64_t t) { return relation.term_of_output(y, t); });
        const auto by_input = products(input_groups(operation), relation.terms_per_input(),
                                       [&](int64_t x, int64_t t) { return relation.term_of_input(x, t); });
        ASSERT_EQ(by_output, by_input) << describe(operation, seed);
        const bool all_different = std::adjacent_find(by_output.begin(), by_output.end()) == by_output.end();
        ASSERT_TRUE(all_different || operation.padding_mode != PaddingMode::zeros)
            << describe(operation, seed);
        if (!has_weight(operation.kind))
            continue;
        const auto by_weight = products(relation.weights(), relation.terms_per_weight(),
                                        [&](int64_t w, int64_t t) { return relation.term_of_weight(w, t); });
        ASSERT_EQ(by_output, by_weight) << describe(operation, seed);
    }
}

TEST(Relation, sums_to_the_reference) {
    for (uint64_t seed = 0; seed < 3000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random, seed % 2 ? Kind::conv : Kind::conv_transpose);
        const Relation relation(operation);
        const auto x = small_numbers<double>(random, input_shape(operation));
        const auto w = small_numbers<double>(random, weight_shape(operation));
        Tensor<double> y(output_shape(operation));
        for (int64_t i = 0; i < relation.outputs(); ++i)
            for (int64_t t = 0; t < relation.terms_per_output(); ++t) {
                const Term term = relation.term_of_output(i, t);
                ASSERT_EQ(term.output, i);
                ASSERT_EQ(term.kind == TermKind::product, term.input >= 0) << describe(operation, seed);
                if (term.kind == TermKind::product)
                    y[i] += x[term.input] * w[term.weight];
            }
        ASSERT_EQ(y, reference::compute(operation, x, w)) << describe(operation, seed);
    }
}

/// What is known of a miss: the group's own element, its weight, and the reason that fits the grouping.
TEST(Relation, misses_have_the_kinds_of_their_grouping) {
    for (uint64_t seed = 0; seed < 2000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random);
        const Relation relation(operation);
        const bool swapped = is_swapped(operation.kind);
        const bool may_hole =
            swapped || std::ranges::any_of(operation.input_dilation, [](int64_t e) { return e > 1; });
        for (int64_t t = 0; t < relation.terms_per_output(); ++t) {
            const Term term = relation.term_of_output(draw(random, 0, relation.outputs() - 1), t);
            ASSERT_TRUE(term.kind == TermKind::product || term.kind == TermKind::padding ||
                        (may_hole && term.kind == TermKind::hole))
                << describe(operation, seed);
            ASSERT_EQ(term.weight >= 0, has_weight(operation.kind)) << describe(operation, seed);
        }
        for (int64_t t = 0; t < relation.terms_per_input(); ++t) {
            const int64_t x = draw(random, 0, input_groups(operation) - 1);
            const Term term = relation.term_of_input(x, t);
            ASSERT_TRUE(term.kind == TermKind::product || (swapped && term.kind == TermKind::cropped) ||
                        (!swapped && (term.kind == TermKind::hole || term.kind == TermKind::outside)))
                << describe(operation, seed);
            ASSERT_EQ(term.output >= 0, term.kind == TermKind::product) << describe(operation, seed);
            ASSERT_TRUE(term.input == x || operation.padding_mode != PaddingMode::zeros)
                << describe(operation, seed);
        }
    }
}

TEST(Relation, order_of_a_padded_convolution) {
    Operation operation = make_operation(Kind::conv, {3}, {3});
    operation.padding_begin = {1};
    operation.in_channels = 2;
    const Relation relation(operation);
    ASSERT_EQ(relation.terms_per_output(), 6);
    EXPECT_EQ(relation.term_of_output(0, 0), (Term{0, -1, 0, TermKind::padding}));
    EXPECT_EQ(relation.term_of_output(0, 1), (Term{0, 0, 1, TermKind::product}));
    EXPECT_EQ(relation.term_of_output(0, 3), (Term{0, -1, 3, TermKind::padding}));
    EXPECT_EQ(relation.term_of_output(1, 5), (Term{1, 5, 5, TermKind::product}));
    EXPECT_EQ(relation.term_of_input(2, 0), (Term{-1, 2, 0, TermKind::outside}));
}

TEST(Relation, kernel_of_a_transposed_convolution_descends) {
    Operation operation = make_operation(Kind::conv_transpose, {2}, {3});
    operation.stride = {2}; // stretched and padded: . . 0 h 1 . .
    const Relation relation(operation);
    ASSERT_EQ(relation.outputs(), 5);
    EXPECT_EQ(relation.term_of_output(1, 0), (Term{1, -1, 2, TermKind::padding}));
    EXPECT_EQ(relation.term_of_output(1, 1), (Term{1, 0, 1, TermKind::product}));
    EXPECT_EQ(relation.term_of_output(1, 2), (Term{1, -1, 0, TermKind::hole}));
    EXPECT_EQ(relation.term_of_output(2, 0), (Term{2, 0, 2, TermKind::product}));
    EXPECT_EQ(relation.term_of_output(2, 2), (Term{2, 1, 0, TermKind::product}));
    operation.padding_begin = {1};
    EXPECT_EQ(Relation(operation).term_of_input(0, 0), (Term{-1, 0, 0, TermKind::cropped}));
    EXPECT_EQ(Relation(operation).term_of_weight(0, 0), (Term{-1, 0, 0, TermKind::cropped}));
}

TEST(Relation, folds_the_padded_input) {
    Operation operation = make_operation(Kind::conv, {4}, {3});
    operation.padding_mode = PaddingMode::reflect;
    operation.padding_begin = {2}; // 2 1 0 1 2 3
    const Relation relation(operation);
    EXPECT_EQ(relation.term_of_input(0, 0), (Term{0, 2, 0, TermKind::product}));
    EXPECT_EQ(relation.term_of_input(1, 0), (Term{1, 1, 0, TermKind::product}));
    EXPECT_EQ(relation.term_of_input(5, 2), (Term{3, 3, 2, TermKind::product}));
    EXPECT_EQ(relation.term_of_output(0, 0), (Term{0, 2, 0, TermKind::product}));
}

TEST(Relation, reaches_terms_of_the_largest_operations) {
    Operation operation = make_operation(Kind::conv, {40000, 50000}, {3, 3});
    const Relation relation(operation);
    const int64_t last = relation.outputs() - 1;
    EXPECT_EQ(relation.term_of_output(last, 8), (Term{last, 1999999999, 8, TermKind::product}));
    EXPECT_EQ(relation.term_of_input(1999999999, 8), (Term{last, 1999999999, 8, TermKind::product}));
    EXPECT_EQ(relation.term_of_weight(8, last), (Term{last, 1999999999, 8, TermKind::product}));
}

} // namespace
} // namespace convlens
