// Each gradient as the convolution that it is, against the gradient itself: on random operations, and on the
// case of the document by name.
#include "convlens/arithmetic.h"
#include "convlens/forward.h"
#include "convlens/gradient.h"
#include "convlens/gradient_operation.h"
#include "support/operations.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

Tensor<double> stated_grad_input(const Operation& operation, const Tensor<double>& dy,
                                 const Tensor<double>& w) {
    return fold_padding(operation,
                        forward(grad_input_operation(operation), dy, grad_input_kernel(operation, w)));
}

Tensor<double> stated_grad_weight(const Operation& operation, const Tensor<double>& x,
                                  const Tensor<double>& dy) {
    const auto tensors = grad_weight_tensors(operation, x, dy);
    return grad_weight_result(operation,
                              forward(grad_weight_operation(operation), tensors.input, tensors.kernel));
}

TEST(GradientOperation, gives_the_gradient) {
    for (uint64_t seed = 0; seed < 6000; ++seed) {
        Random random(seed);
        const Operation operation =
            possible_operation(random, seed % 3 == 0 ? Kind::conv_transpose : Kind::conv);
        const auto x = small_numbers<double>(random, input_shape(operation));
        const auto w = small_numbers<double>(random, weight_shape(operation));
        const auto dy = small_numbers<double>(random, output_shape(operation));
        const std::string text = describe(operation, seed);
        ASSERT_TRUE(check(grad_input_operation(operation)).empty()) << text;
        ASSERT_TRUE(check(grad_weight_operation(operation)).empty()) << text;
        ASSERT_EQ(stated_grad_input(operation, dy, w), grad_input(operation, dy, w)) << text;
        ASSERT_EQ(stated_grad_weight(operation, x, dy), grad_weight(operation, x, dy)) << text;
    }
}

/// ERRATA.md, point 16, on the guide's padding_strides_odd: i = 6, k = 3, s = 2, p = 1, one row not reached.
TEST(GradientOperation, stride_becomes_dilation) {
    Operation operation = make_operation(Kind::conv, {6, 6}, {3, 3});
    operation.stride = {2, 2};
    operation.padding_begin = operation.padding_end = {1, 1};
    const Operation dx = grad_input_operation(operation);
    EXPECT_EQ(dx.input_size, (Sizes{3, 3}));
    EXPECT_EQ(dx.input_dilation, (Sizes{2, 2}));
    EXPECT_EQ(dx.stride, (Sizes{1, 1}));
    EXPECT_EQ(dx.padding_begin, (Sizes{1, 1}));
    EXPECT_EQ(dx.padding_end, (Sizes{2, 2}));
    const Operation dw = grad_weight_operation(operation);
    EXPECT_EQ(dw.kernel_size, (Sizes{3, 3}));
    EXPECT_EQ(dw.dilation, (Sizes{2, 2}));
    EXPECT_EQ(dw.stride, (Sizes{1, 1}));
    EXPECT_EQ(dw.padding_end, (Sizes{0, 0}));
    EXPECT_EQ(output_size(dw), (Sizes{3, 3}));
}

TEST(GradientOperation, dilation_becomes_stride_in_the_kernels_gradient) {
    Operation operation = make_operation(Kind::conv, {7}, {3});
    operation.dilation = {2};
    EXPECT_EQ(grad_weight_operation(operation).stride, (Sizes{2}));
    EXPECT_EQ(grad_weight_operation(operation).dilation, (Sizes{1}));
    EXPECT_EQ(grad_input_operation(operation).dilation, (Sizes{2}));
    EXPECT_EQ(grad_input_operation(operation).padding_begin, (Sizes{4}));
}

/// ERRATA.md, points 1 to 4, with the document's 4x4 input and 3x3 kernel.
TEST(GradientOperation, of_the_documents_example) {
    const Operation operation = make_operation(Kind::conv, {4, 4}, {3, 3});
    Random random(1);
    const auto x = small_numbers<double>(random, {1, 1, 4, 4});
    const auto w = small_numbers<double>(random, {1, 1, 3, 3});
    const auto dy = small_numbers<double>(random, {1, 1, 2, 2});
    const auto dw = grad_weight(operation, x, dy);
    for (int64_t u = 0; u < 3; ++u)
        for (int64_t v = 0; v < 3; ++v)
            EXPECT_EQ(dw[3 * u + v], dy[0] * x[4 * u + v] + dy[1] * x[4 * u + v + 1] +
                                         dy[2] * x[4 * u + 4 + v] + dy[3] * x[4 * u + 4 + v + 1]);
    Operation full = make_operation(Kind::conv, {2, 2}, {3, 3});
    full.padding_begin = full.padding_end = {2, 2};
    EXPECT_EQ(grad_input_operation(operation), full);
    EXPECT_EQ(grad_weight_operation(operation), make_operation(Kind::conv, {4, 4}, {2, 2}));
}

TEST(GradientOperation, of_a_transposed_convolution_is_the_direct_one) {
    Operation direct = make_operation(Kind::conv, {6, 5}, {3, 4});
    direct.stride = {2, 3};
    direct.padding_begin = {1, 0};
    direct.padding_end = {0, 2};
    direct.in_channels = 4;
    direct.out_channels = 6;
    direct.groups = 2;
    Operation transposed = make_operation(Kind::conv_transpose, output_size(direct), {3, 4});
    transposed.stride = direct.stride;
    transposed.padding_begin = direct.padding_begin;
    transposed.padding_end = direct.padding_end;
    transposed.output_padding = unused(direct);
    transposed.in_channels = 6;
    transposed.out_channels = 4;
    transposed.groups = 2;
    ASSERT_EQ(output_size(transposed), direct.input_size);
    EXPECT_EQ(grad_input_operation(transposed), direct);
}

} // namespace
} // namespace convlens
