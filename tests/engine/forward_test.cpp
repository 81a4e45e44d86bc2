// Convolutions and transposed convolutions against the slow reference, in both precisions, and against each
// other.
#include "convlens/arithmetic.h"
#include "convlens/forward.h"
#include "support/operations.h"
#include "support/reference.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

void expect_reference(Kind kind, uint64_t seed) {
    Random random(seed);
    const Operation operation = possible_operation(random, kind);
    const auto x = small_numbers<double>(random, input_shape(operation));
    const auto w = small_numbers<double>(random, weight_shape(operation));
    const Tensor<double> expected = reference::compute(operation, x, w);
    ASSERT_EQ(forward(operation, x, w), expected) << describe(operation, seed);
    ASSERT_EQ(forward(operation, converted<float>(x), converted<float>(w)), converted<float>(expected))
        << describe(operation, seed);
}

TEST(Forward, conv_is_the_reference) {
    for (uint64_t seed = 0; seed < 5000; ++seed)
        ASSERT_NO_FATAL_FAILURE(expect_reference(Kind::conv, seed));
}

TEST(Forward, conv_transpose_is_the_reference) {
    for (uint64_t seed = 0; seed < 4000; ++seed)
        ASSERT_NO_FATAL_FAILURE(expect_reference(Kind::conv_transpose, seed));
}

TEST(Forward, bias_is_added_to_each_channel) {
    for (uint64_t seed = 0; seed < 300; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random, seed % 2 ? Kind::conv : Kind::conv_transpose);
        const auto x = small_numbers<double>(random, input_shape(operation));
        const auto w = small_numbers<double>(random, weight_shape(operation));
        const auto bias = small_numbers<double>(random, {operation.out_channels});
        Tensor<double> expected = reference::compute(operation, x, w);
        const int64_t plane = output_size(operation).product();
        for (int64_t i = 0; i < expected.count(); ++i)
            expected[i] += bias[i / plane % operation.out_channels];
        ASSERT_EQ(forward(operation, x, w, &bias), expected) << describe(operation, seed);
    }
}

/// The kernel of the equivalent convolution: channels [C, O/G] become [O, C/G], positions turn by 180
/// degrees.
Tensor<double> turned_kernel(const Operation& transposed, const Tensor<double>& w) {
    Tensor<double> result(weight_shape(equivalent_conv(transposed)));
    const int64_t taps = transposed.kernel_size.product();
    const int64_t group_in = transposed.in_channels / transposed.groups;
    const int64_t group_out = transposed.out_channels / transposed.groups;
    for (int64_t c = 0; c < transposed.in_channels; ++c)
        for (int64_t o = 0; o < group_out; ++o)
            for (int64_t k = 0; k < taps; ++k) {
                const int64_t out = c / group_in * group_out + o;
                result[(out * group_in + c % group_in) * taps + taps - 1 - k] =
                    w[(c * group_out + o) * taps + k];
            }
    return result;
}

TEST(Forward, equivalent_conv_gives_the_same) {
    for (uint64_t seed = 0; seed < 2000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random, Kind::conv_transpose);
        const Operation conv = equivalent_conv(operation);
        ASSERT_TRUE(check(conv).empty()) << describe(operation, seed) << "\n" << describe(conv);
        ASSERT_EQ(conv.stride, Sizes::filled(operation.dims(), 1));
        ASSERT_EQ(output_shape(conv), output_shape(operation)) << describe(operation, seed);
        const auto x = small_numbers<double>(random, input_shape(operation));
        const auto w = small_numbers<double>(random, weight_shape(operation));
        ASSERT_EQ(forward(conv, x, turned_kernel(operation, w)), forward(operation, x, w))
            << describe(operation, seed);
    }
}

} // namespace
} // namespace convlens
