// Counts in closed form against enumeration of every term, and at the ends of the range.
#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "support/operations.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

Counts enumerated(const Operation& operation) {
    const Relation relation(operation);
    Counts counts;
    counts.parameters = relation.weights();
    for (int64_t y = 0; y < relation.outputs(); ++y)
        for (int64_t t = 0; t < relation.terms_per_output(); ++t) {
            const TermKind kind = relation.term_of_output(y, t).kind;
            ++counts.multiply_adds;
            counts.multiply_adds_on_padding += kind == TermKind::padding;
            counts.multiply_adds_on_inserted_zeros += kind == TermKind::hole;
        }
    return counts;
}

void expect_counts(const Operation& operation, const Counts& expected, uint64_t seed) {
    const Counts found = counts(operation);
    ASSERT_EQ(found.multiply_adds, expected.multiply_adds) << describe(operation, seed);
    ASSERT_EQ(found.multiply_adds_on_padding, expected.multiply_adds_on_padding) << describe(operation, seed);
    ASSERT_EQ(found.multiply_adds_on_inserted_zeros, expected.multiply_adds_on_inserted_zeros)
        << describe(operation, seed);
    ASSERT_EQ(found.parameters, expected.parameters) << describe(operation, seed);
}

TEST(Counts, of_convolutions_are_the_enumeration) {
    for (uint64_t seed = 0; seed < 4000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random, Kind::conv);
        ASSERT_NO_FATAL_FAILURE(expect_counts(operation, enumerated(operation), seed));
    }
}

TEST(Counts, of_equivalent_convolutions_are_the_terms_of_the_transposed_one) {
    for (uint64_t seed = 0; seed < 2000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random, Kind::conv_transpose);
        ASSERT_NO_FATAL_FAILURE(expect_counts(equivalent_conv(operation), enumerated(operation), seed));
        const Counts own = counts(operation);
        const Relation relation(operation);
        ASSERT_EQ(own.multiply_adds, relation.inputs() * relation.terms_per_input())
            << describe(operation, seed);
        ASSERT_EQ(own.multiply_adds_on_padding, 0);
        ASSERT_EQ(own.multiply_adds_on_inserted_zeros, 0);
        ASSERT_EQ(own.parameters, relation.weights());
    }
}

TEST(Counts, of_pools_are_zero) {
    expect_counts(make_operation(Kind::avg_pool, {8, 8}, {2, 2}), {}, 0);
}

TEST(Counts, of_a_known_layer) {
    Operation operation = make_operation(Kind::conv, {224, 224}, {7, 7}); // the first layer of ResNet
    operation.in_channels = 3;
    operation.out_channels = 64;
    operation.stride = {2, 2};
    operation.padding_begin = operation.padding_end = {3, 3};
    EXPECT_EQ(counts(operation).multiply_adds, 118013952);
    EXPECT_EQ(counts(operation).parameters, 9408);
}

TEST(Counts, saturate) {
    Operation operation = make_operation(Kind::conv, {2147483647}, {1073741824});
    EXPECT_EQ(counts(operation).multiply_adds, int64_t{1073741824} * 1073741824);
    EXPECT_EQ(counts(operation).multiply_adds_on_padding, 0);
    operation = make_operation(Kind::conv, {1, 1, 1}, {645, 645, 645}); // each axis 1290 with its padding
    operation.padding_begin = operation.padding_end = {644, 644, 644};
    operation.out_channels = 8;
    ASSERT_TRUE(check(operation).empty());
    EXPECT_EQ(counts(operation).multiply_adds, int64_t{8} * 645 * 645 * 645 * 645 * 645 * 645);
    operation.kernel_size = {1, 1, 1};
    operation.padding_begin = operation.padding_end = {600, 600, 600};
    operation.in_channels = 1;
    ASSERT_FALSE(check(operation).empty()); // 8 * 1201^3 outputs
    operation = make_operation(Kind::conv, {46340, 46340}, {23170, 23170});
    operation.padding_begin = {0, 0};
    EXPECT_EQ(counts(operation).multiply_adds, int64_t{23171} * 23171 * 23170 * 23170);
    operation.out_channels = 3;
    operation.in_channels = 1;
    ASSERT_TRUE(check(operation).empty());
    operation.batch = 1;
    EXPECT_EQ(counts(operation).multiply_adds, int64_t{3} * 23171 * 23171 * 23170 * 23170);
    operation.out_channels = 4;
    ASSERT_FALSE(check(operation).empty()); // the weight has 4 * 23170^2 elements, 388 too many
}

TEST(Counts, do_not_enumerate) {
    Operation operation = make_operation(Kind::conv_transpose, {1000000000}, {3});
    operation.stride = {2};
    operation.padding_begin = operation.padding_end = {1};
    ASSERT_TRUE(check(operation).empty());
    const Counts found = counts(equivalent_conv(operation));
    EXPECT_EQ(found.multiply_adds, int64_t{3} * 1999999999);
    EXPECT_EQ(found.multiply_adds_on_padding, 2);
    EXPECT_EQ(found.multiply_adds - found.multiply_adds_on_padding - found.multiply_adds_on_inserted_zeros,
              int64_t{3} * 1000000000 - 2); // two products are cropped
}

} // namespace
} // namespace convlens
