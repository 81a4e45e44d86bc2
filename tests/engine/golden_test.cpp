// The numerical figures of the guide (FIGURES.md section 1), read from its pictures.
#include "convlens/forward.h"

#include <gmock/gmock.h>

namespace convlens {
namespace {

using testing::ElementsAre;

Tensor<double> x() {
    return {{1, 1, 5, 5}, {3, 3, 2, 1, 0, 0, 0, 1, 3, 1, 3, 1, 2, 2, 3, 2, 0, 0, 2, 2, 2, 0, 0, 0, 1}};
}

Tensor<double> w() {
    return {{1, 1, 3, 3}, {0, 1, 2, 2, 2, 0, 0, 1, 2}};
}

Operation pool_of(Kind kind) {
    Operation operation = make_operation(kind, {5, 5}, {3, 3});
    operation.stride = {1, 1};
    return operation;
}

TEST(Golden, numerical_no_padding_no_strides) {
    const auto y = forward(make_operation(Kind::conv, {5, 5}, {3, 3}), x(), w());
    EXPECT_THAT(y.data, ElementsAre(12, 12, 17, 10, 17, 19, 9, 6, 14));
    EXPECT_EQ(y.shape, (Sizes{1, 1, 3, 3}));
}

TEST(Golden, numerical_padding_strides) {
    Operation operation = make_operation(Kind::conv, {5, 5}, {3, 3});
    operation.stride = {2, 2};
    operation.padding_begin = operation.padding_end = {1, 1};
    EXPECT_THAT(forward(operation, x(), w()).data, ElementsAre(6, 17, 3, 8, 17, 13, 6, 4, 4));
}

TEST(Golden, numerical_average_pooling) {
    const auto y = pool(pool_of(Kind::avg_pool), x());
    const std::vector<double> printed = {1.7, 1.7, 1.7, 1.0, 1.2, 1.8, 1.1, 0.8, 1.3};
    EXPECT_THAT(y.data, testing::Pointwise(testing::DoubleNear(0.05), printed));
}

TEST(Golden, numerical_max_pooling) {
    EXPECT_THAT(pool(pool_of(Kind::max_pool), x()).data, ElementsAre(3, 3, 3, 3, 3, 3, 3, 2, 3));
}

} // namespace
} // namespace convlens
