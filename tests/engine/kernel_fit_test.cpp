// One kernel that is fitted to another one: slopes, the way to the target, the surface.
#include "convlens/kernel_fit.h"

#include "convlens/arithmetic.h"
#include "support/operations.h"

#include <gtest/gtest.h>

#include <cmath>

namespace convlens {
namespace {

Tensor<double> sobel() {
    return {{1, 1, 3, 3}, {-1, 0, 1, -2, 0, 2, -1, 0, 1}};
}

KernelFit sobel_fit(uint64_t seed) {
    Operation operation = make_operation(Kind::conv, {9, 8}, {3, 3});
    operation.padding_begin = operation.padding_end = {1, 1};
    operation.batch = 2;
    Random random(seed);
    return make_kernel_fit(operation, small_numbers<double>(random, {2, 1, 9, 8}), sobel(), seed);
}

/// The loss is a square function of the weights: a central difference has no error but roundings.
TEST(KernelFit, gradient_is_the_slope_of_the_loss) {
    for (uint64_t seed = 1; seed < 30; ++seed) {
        Random random(seed);
        const Operation o = possible_operation(random, seed % 2 ? Kind::conv : Kind::conv_transpose);
        KernelFit fit = make_kernel_fit(o, small_numbers<double>(random, input_shape(o)),
                                        small_numbers<double>(random, weight_shape(o)), seed);
        const Tensor<double> slopes = gradient(fit);
        for (int64_t i = 0; i < slopes.count(); ++i) {
            KernelFit up = fit;
            KernelFit down = fit;
            up.weight[i] += 0.5;
            down.weight[i] -= 0.5;
            ASSERT_NEAR(slopes[i], loss(up) - loss(down), 1e-9 * (1 + loss(up))) << describe(o, seed);
        }
    }
}

TEST(KernelFit, numbers_walk_to_the_target) {
    KernelFit fit = sobel_fit(3);
    double before = loss(fit);
    for (int i = 0; i < 400; ++i) {
        step(fit);
        const double now = loss(fit);
        ASSERT_LE(now, before + 1e-12) << "at the half-way rate every step goes down";
        before = now;
    }
    EXPECT_EQ(fit.steps, 400);
    for (int64_t i = 0; i < 9; ++i)
        EXPECT_NEAR(fit.weight[i], sobel()[i], 1e-2);
}

TEST(KernelFit, beyond_two_over_the_curvature_it_runs_away) {
    for (const double part : {1.9, 2.1}) {
        KernelFit fit = sobel_fit(4);
        fit.learning_rate = part / largest_curvature(fit);
        const double before = loss(fit);
        for (int i = 0; i < 300; ++i)
            step(fit);
        EXPECT_EQ(loss(fit) < before, part < 2) << part;
    }
}

TEST(KernelFit, surface_is_the_loss_with_two_other_weights) {
    KernelFit fit = sobel_fit(5);
    const std::vector<double> firsts{-3, -1, 0.5, 2};
    const std::vector<double> seconds{-2, 0, 1};
    const Tensor<double> surface = loss_surface(fit, 1, 5, firsts, seconds);
    ASSERT_EQ(surface.shape, (Sizes{3, 4}));
    for (int64_t row = 0; row < 3; ++row)
        for (int64_t column = 0; column < 4; ++column) {
            KernelFit moved = fit;
            moved.weight[1] = firsts[static_cast<std::size_t>(column)];
            moved.weight[5] = seconds[static_cast<std::size_t>(row)];
            EXPECT_NEAR(surface[row * 4 + column], loss(moved), 1e-9 * loss(moved));
        }
}

} // namespace
} // namespace convlens
