// Gradients by what they have to be: adjoint to forward, equal to central differences, and equal to the
// convolutions that state them. Whole numbers make the first and the last exact.
#include "convlens/arithmetic.h"
#include "convlens/forward.h"
#include "convlens/gradient.h"
#include "convlens/gradient_operation.h"
#include "convlens/relation.h"
#include "support/operations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace convlens {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double dot(const Tensor<double>& a, const Tensor<double>& b) {
    EXPECT_EQ(a.shape, b.shape);
    double sum = 0;
    for (int64_t i = 0; i < a.count(); ++i)
        sum += a[i] * b[i];
    return sum;
}

/// A convolution or transposed convolution with numbers for all its tensors.
struct Example {
    explicit Example(uint64_t seed_)
        : seed(seed_), random(seed),
          operation(possible_operation(random, seed % 3 == 0 ? Kind::conv_transpose : Kind::conv)),
          x(small_numbers<double>(random, input_shape(operation))),
          w(small_numbers<double>(random, weight_shape(operation))),
          dy(small_numbers<double>(random, output_shape(operation))) {}
    std::string text() const { return describe(operation, seed); }

    uint64_t seed;
    Random random;
    Operation operation;
    Tensor<double> x, w, dy;
};

TEST(Gradient, is_adjoint_to_forward) {
    for (uint64_t seed = 0; seed < 6000; ++seed) {
        Example e(seed);
        const double expected = dot(e.dy, forward(e.operation, e.x, e.w));
        ASSERT_EQ(dot(grad_input(e.operation, e.dy, e.w), e.x), expected) << e.text();
        ASSERT_EQ(dot(grad_weight(e.operation, e.x, e.dy), e.w), expected) << e.text();
    }
}

TEST(Gradient, of_the_bias_is_adjoint_to_adding_it) {
    for (uint64_t seed = 0; seed < 500; ++seed) {
        Example e(seed);
        const auto bias = small_numbers<double>(e.random, {e.operation.out_channels});
        const Tensor<double> zeros(e.w.shape);
        ASSERT_EQ(dot(grad_bias(e.operation, e.dy), bias), dot(e.dy, forward(e.operation, e.x, zeros, &bias)))
            << e.text();
    }
}

TEST(Gradient, float_is_double_on_whole_numbers) {
    for (uint64_t seed = 0; seed < 600; ++seed) {
        Example e(seed);
        const auto x = converted<float>(e.x);
        const auto w = converted<float>(e.w);
        const auto dy = converted<float>(e.dy);
        ASSERT_EQ(grad_input(e.operation, dy, w), converted<float>(grad_input(e.operation, e.dy, e.w)))
            << e.text();
        ASSERT_EQ(grad_weight(e.operation, x, dy), converted<float>(grad_weight(e.operation, e.x, e.dy)))
            << e.text();
        ASSERT_EQ(grad_bias(e.operation, dy), converted<float>(grad_bias(e.operation, e.dy))) << e.text();
    }
}

/// The groupings of the Relation that the animation steps through give the same gradients.
TEST(Gradient, is_the_sum_of_the_terms_of_each_input_and_weight) {
    for (uint64_t seed = 0; seed < 1000; ++seed) {
        Example e(seed);
        const Relation relation(e.operation);
        Tensor<double> dw(e.w.shape);
        for (int64_t weight = 0; weight < relation.weights(); ++weight)
            for (int64_t i = 0; i < relation.terms_per_weight(); ++i) {
                const Term term = relation.term_of_weight(weight, i);
                if (term.kind == TermKind::product)
                    dw[weight] += e.dy[term.output] * e.x[term.input];
            }
        ASSERT_EQ(grad_weight(e.operation, e.x, e.dy), dw) << e.text();
        if (e.operation.padding_mode != PaddingMode::zeros)
            continue;
        Tensor<double> dx(e.x.shape);
        for (int64_t input = 0; input < relation.inputs(); ++input)
            for (int64_t i = 0; i < relation.terms_per_input(); ++i) {
                const Term term = relation.term_of_input(input, i);
                if (term.kind == TermKind::product)
                    dx[input] += e.dy[term.output] * e.w[term.weight];
            }
        ASSERT_EQ(grad_input(e.operation, e.dy, e.w), dx) << e.text();
    }
}

/// d<dy, f(x)>/dx[i] by steps to both sides.
Tensor<double> central_differences(const std::function<Tensor<double>(const Tensor<double>&)>& f,
                                   Tensor<double> x, const Tensor<double>& dy, double step) {
    Tensor<double> result(x.shape);
    for (int64_t i = 0; i < x.count(); ++i) {
        const double here = x[i];
        x[i] = here + step;
        const double above = dot(dy, f(x));
        x[i] = here - step;
        result[i] = (above - dot(dy, f(x))) / (2 * step);
        x[i] = here;
    }
    return result;
}

void expect_near(const Tensor<double>& found, const Tensor<double>& expected, double tolerance,
                 const std::string& text) {
    ASSERT_EQ(found.shape, expected.shape) << text;
    for (int64_t i = 0; i < found.count(); ++i)
        ASSERT_NEAR(found[i], expected[i], tolerance * std::max(1.0, std::abs(expected[i])))
            << "element " << i << " of " << text;
}

TEST(Gradient, equals_central_differences) {
    for (uint64_t seed = 0; seed < 300; ++seed) {
        Example e(seed);
        const auto of_x = [&](const Tensor<double>& x) { return forward(e.operation, x, e.w); };
        const auto of_w = [&](const Tensor<double>& w) { return forward(e.operation, e.x, w); };
        ASSERT_NO_FATAL_FAILURE(expect_near(grad_input(e.operation, e.dy, e.w),
                                            central_differences(of_x, e.x, e.dy, 0.5), 1e-12, e.text()));
        ASSERT_NO_FATAL_FAILURE(expect_near(grad_weight(e.operation, e.x, e.dy),
                                            central_differences(of_w, e.w, e.dy, 0.5), 1e-12, e.text()));
    }
}

/// Numbers whose magnitudes are all different and at least 1 / count apart, in any order and with any sign:
/// nothing ties.
Tensor<double> untied_numbers(Random& random, const Sizes& shape) {
    Tensor<double> tensor(shape);
    const auto count = static_cast<double>(tensor.count());
    for (int64_t i = 0; i < tensor.count(); ++i)
        tensor[i] = (0.5 + static_cast<double>(i) / count) * (draw(random, 0, 1) ? 1 : -1);
    std::shuffle(tensor.data.begin(), tensor.data.end(), random);
    return tensor;
}

void expect_pool_gradient(Kind kind, uint64_t seed) {
    Random random(seed);
    const Operation operation = possible_operation(random, kind);
    const auto x = untied_numbers(random, input_shape(operation));
    const auto dy = small_numbers<double>(random, output_shape(operation));
    const auto f = [&](const Tensor<double>& at) { return pool(operation, at); };
    expect_near(pool_grad_input(operation, x, dy), central_differences(f, x, dy, 1e-5), 1e-6,
                describe(operation, seed));
}

TEST(PoolGradient, of_max_equals_central_differences) {
    for (uint64_t seed = 0; seed < 400; ++seed)
        ASSERT_NO_FATAL_FAILURE(expect_pool_gradient(Kind::max_pool, seed));
}

TEST(PoolGradient, of_average_equals_central_differences) {
    for (uint64_t seed = 0; seed < 400; ++seed)
        ASSERT_NO_FATAL_FAILURE(expect_pool_gradient(Kind::avg_pool, seed));
}

TEST(PoolGradient, of_norms_equals_central_differences) {
    for (uint64_t seed = 0; seed < 600; ++seed)
        ASSERT_NO_FATAL_FAILURE(expect_pool_gradient(Kind::lp_pool, seed));
}

TEST(PoolGradient, of_average_is_adjoint) {
    for (uint64_t seed = 0; seed < 1000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random, Kind::avg_pool);
        const auto x = small_numbers<double>(random, input_shape(operation));
        const auto dy = small_numbers<double>(random, output_shape(operation));
        ASSERT_NEAR(dot(pool_grad_input(operation, x, dy), x), dot(dy, pool(operation, x)), 1e-9)
            << describe(operation, seed);
    }
}

/// Max and Lp pools are homogeneous: Euler's theorem makes <dX, X> = <dY, Y> for them too, ties and all.
TEST(PoolGradient, of_homogeneous_pools_meets_eulers_identity) {
    for (uint64_t seed = 0; seed < 2000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random, seed % 2 ? Kind::max_pool : Kind::lp_pool);
        const auto x = small_numbers<double>(random, input_shape(operation));
        const auto dy = small_numbers<double>(random, output_shape(operation));
        const double expected = dot(dy, pool(operation, x));
        ASSERT_NEAR(dot(pool_grad_input(operation, x, dy), x), expected,
                    1e-10 * std::max(1.0, std::abs(expected)))
            << describe(operation, seed);
    }
}

Operation one_window(Kind kind, double norm_p) {
    Operation operation = make_operation(kind, {4}, {4});
    operation.norm_p = norm_p;
    return operation;
}

Tensor<double> one_map(std::vector<double> values) {
    const auto size = static_cast<int64_t>(values.size());
    return {{1, 1, size}, std::move(values)};
}

TEST(PoolGradient, at_ties_zeros_and_infinite_p) {
    using Values = std::vector<double>;
    const Tensor<double> dy = one_map({2});
    const auto gradient = [&](Kind kind, double p, Values x) {
        return pool_grad_input(one_window(kind, p), one_map(std::move(x)), dy).data;
    };
    EXPECT_EQ(gradient(Kind::max_pool, 2, {1, 5, 5, 3}), (Values{0, 2, 0, 0}));
    EXPECT_EQ(gradient(Kind::lp_pool, 1, {-3, 0, 5, -0.0}), (Values{-2, 0, 2, 0}));
    EXPECT_EQ(gradient(Kind::lp_pool, 2, {3, 0, -4, 0}), (Values{1.2, 0, -1.6, 0}));
    EXPECT_EQ(gradient(Kind::lp_pool, infinity, {-5, 5, 1, 0}), (Values{-2, 0, 0, 0}));
    for (const double p : {0.5, 1.0, 2.0, 3.0, infinity})
        EXPECT_EQ(gradient(Kind::lp_pool, p, {0, 0, 0, 0}), (Values{0, 0, 0, 0})) << p;
    // No power leaves the range: 1e200^3 would.
    const Values large = gradient(Kind::lp_pool, 3, {1e200, -1e200, 0, 0});
    EXPECT_NEAR(large[0], 2 * std::pow(0.5, 2.0 / 3), 1e-12);
    EXPECT_EQ(large[1], -large[0]);
    EXPECT_NEAR(gradient(Kind::lp_pool, 0.5, {1e-200, 1e200, 0, 0})[0] / 2e200, 1, 1e-12);
}

TEST(PoolGradient, float_is_near_double) {
    for (uint64_t seed = 0; seed < 300; ++seed) {
        Random random(seed);
        const Kind kinds[] = {Kind::max_pool, Kind::avg_pool, Kind::lp_pool};
        const Operation operation = possible_operation(random, kinds[seed % 3]);
        const auto x = untied_numbers(random, input_shape(operation));
        const auto dy = small_numbers<double>(random, output_shape(operation));
        const auto found = pool_grad_input(operation, converted<float>(x), converted<float>(dy));
        const Tensor<double> widened(found.shape, std::vector<double>(found.data.begin(), found.data.end()));
        ASSERT_NO_FATAL_FAILURE(
            expect_near(widened, pool_grad_input(operation, x, dy), 1e-4, describe(operation, seed)));
    }
}

TEST(UnpoolGradient, is_adjoint_where_no_switches_collide) {
    int tried = 0;
    for (uint64_t seed = 0; seed < 1000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random, Kind::max_unpool);
        const int64_t out_plane = output_size(operation).product();
        const int64_t in_plane = operation.input_size.product();
        if (out_plane < in_plane)
            continue;
        ++tried;
        Tensor<int64_t> indices(input_shape(operation));
        std::vector<int64_t> places(static_cast<std::size_t>(out_plane));
        for (std::size_t i = 0; i < places.size(); ++i)
            places[i] = static_cast<int64_t>(i);
        for (int64_t flat = 0; flat < indices.count(); ++flat) {
            if (flat % in_plane == 0)
                std::shuffle(places.begin(), places.end(), random);
            indices[flat] = places[static_cast<std::size_t>(flat % in_plane)];
        }
        const auto x = small_numbers<double>(random, indices.shape);
        const auto dy = small_numbers<double>(random, output_shape(operation));
        const auto dx = unpool_grad_input(operation, indices, dy);
        const auto f = [&](const Tensor<double>& at) { return unpool(operation, at, indices); };
        ASSERT_EQ(dot(dx, x), dot(dy, f(x))) << describe(operation, seed);
        ASSERT_EQ(dx, central_differences(f, x, dy, 0.5)) << describe(operation, seed);
    }
    EXPECT_GT(tried, 500);
}

TEST(UnpoolGradient, colliding_elements_both_get_it) {
    const Operation operation = make_operation(Kind::max_unpool, {2}, {2});
    const Tensor<int64_t> indices({1, 1, 2}, {3, 3});
    EXPECT_EQ(unpool_grad_input(operation, indices, one_map({1, 2, 3, 4})).data, (std::vector<double>{4, 4}));
}

} // namespace
} // namespace convlens
