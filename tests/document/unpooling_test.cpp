// Values and switches by a max pooling of the plane, against one window after the other.
#include "convlens/arithmetic.h"
#include "document/evaluate/evaluate.h"
#include "document/evaluate/unpooling.h"
#include "document/numbers.h"
#include "support/operations.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(Unpooling, switches_are_the_largest_of_each_window) {
    Random random(12);
    for (int round = 0; round < 400; ++round) {
        Document document;
        document.operation = possible_operation(random, Kind::max_unpool);
        const Operation& op = document.operation;
        ASSERT_TRUE(check(pooling_of(op)).empty()) << describe(op);
        const Relation relation(op);
        const UnpoolInput input = unpool_input(document, op);
        EXPECT_EQ(input.plane, numbers(document.unpool_plane, TensorRole::x, output_shape(op)));
        for (int64_t x = 0; x < input.x.count(); ++x) {
            // The first of the largest, as the Relation goes through the window.
            int64_t place = -1;
            for (int64_t t = 0; t < relation.terms_per_input(); ++t) {
                const int64_t y = relation.term_of_input(x, t).output;
                if (y >= 0 && (place < 0 || input.plane[y] > input.plane[place]))
                    place = y;
            }
            ASSERT_EQ(input.switches[x], place % output_size(op).product()) << describe(op);
            ASSERT_EQ(input.x[x], input.plane[place]) << describe(op);
            const UnpoolElement element = unpool_element(document, relation, x);
            ASSERT_EQ(element.output, place) << describe(op);
        }
    }
}

TEST(Unpooling, a_window_whose_padding_is_larger_than_any_tensor_ends) {
    Document document;
    document.operation = make_operation(Kind::max_unpool, {2, 2}, {46340, 46340});
    document.operation.padding_begin = document.operation.padding_end = {46339, 46339};
    ASSERT_TRUE(check(document.operation).empty());
    ASSERT_FALSE(check(pooling_of(document.operation)).empty());
    const Results results = evaluate(document);
    ASSERT_TRUE(results.issues.empty());
    EXPECT_EQ(results.y->shape, (Sizes{1, 1, 2, 2}));
}

TEST(Unpooling, keeps_what_was_pooled) {
    Document document;
    document.operation = make_operation(Kind::max_unpool, {3, 2}, {2, 2});
    const Results results = evaluate(document);
    ASSERT_TRUE(results.pooled);
    EXPECT_EQ(results.pooled->shape, results.y->shape);
    for (int64_t x = 0; x < results.x->count(); ++x)
        EXPECT_EQ((*results.x)[x], (*results.pooled)[(*results.switches)[x]]);
    document.operation = make_operation(Kind::max_pool, {4, 4}, {2, 2});
    EXPECT_FALSE(evaluate(document).pooled);
}

} // namespace
} // namespace convlens
