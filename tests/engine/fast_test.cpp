// Whole tensors by the fast ways against the plain one: every geometry that can be drawn, with the loops for
// every kind of processor that this one can be, on one to three threads, which must not change a bit.
#include "convlens/arithmetic.h"
#include "convlens/fast.h"
#include "convlens/forward.h"
#include "convlens/gradient.h"
#include "convlens/matrix.h"
#include "engine/detail/fast/kernels.h"
#include "support/operations.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace convlens {

using namespace detail;
namespace {

template <class T> Tensor<T> any_numbers(Random& random, const Sizes& shape) {
    Tensor<T> tensor(shape);
    std::uniform_real_distribution<T> distribution(-1, 1);
    for (T& value : tensor.data)
        value = distribution(random);
    return tensor;
}

/// Sizes beyond those of small operations, so that tiles, panels and blocks have rests of every kind.
Operation larger_operation(Random& random, Kind kind) {
    for (;;) {
        Operation o = possible_operation(random, kind);
        if (draw(random, 0, 2) > 0) {
            for (std::size_t axis = 0; axis < o.dims(); ++axis)
                o.input_size[axis] = draw(random, 1, o.dims() == 1 ? 400 : o.dims() == 2 ? 45 : 12);
            const int64_t most = draw(random, 0, 3) ? 6 : 40;
            o.in_channels = o.groups * draw(random, 1, most);
            o.out_channels = o.groups * draw(random, 1, most);
        }
        if (draw(random, 0, 5) == 0) { // depthwise
            o.groups = draw(random, 1, 9);
            o.in_channels = o.out_channels = o.groups;
        }
        if (check(o).empty() &&
            output_shape(o).product() * weight_shape(o).product() / o.out_channels < 4000000)
            return o;
    }
}

/// |got - expected| <= a few roundings of sums of `terms` products in [-1, 1].
template <class T>
void expect_near(const Tensor<T>& got, const Tensor<T>& expected, int64_t terms, const std::string& what) {
    ASSERT_EQ(got.shape, expected.shape) << what;
    const double roundings = 4 + 2 * std::sqrt(static_cast<double>(terms));
    const double tolerance = roundings * std::sqrt(static_cast<double>(terms)) *
                             static_cast<double>(std::numeric_limits<T>::epsilon());
    for (int64_t i = 0; i < got.count(); ++i)
        ASSERT_NEAR(got[i], expected[i], tolerance) << "at " << i << " of " << what;
}

const char* name_of(Isa isa) {
    const char* const names[] = {"baseline", "avx2", "avx512"};
    return names[static_cast<int>(isa)];
}

/// Calls test(name) with the loops of each kind of processor, then brings those back that are usual here.
template <class Test> void for_each_isa(Test test) {
    for (const Isa isa : supported_isas()) { // the usual one is the last
        use_isa(isa);
        test(std::string(name_of(isa)));
    }
}

template <class T> void expect_plain(Kind kind, uint64_t seed) {
    Random random(seed);
    const Operation o = larger_operation(random, kind);
    const std::string what = describe(o, seed);
    const auto x = any_numbers<T>(random, input_shape(o));
    const auto w = any_numbers<T>(random, weight_shape(o));
    const auto b = any_numbers<T>(random, {o.out_channels});
    const auto dy = any_numbers<T>(random, output_shape(o));
    const Tensor<T>* bias = draw(random, 0, 1) ? &b : nullptr;
    const FastOptions plain{.threads = 1, .method = Method::direct};
    const int64_t taps = o.kernel_size.product();
    const int64_t forward_terms = o.in_channels / o.groups * taps + 1;
    int64_t folds = 1; // positions of a padding mode that one input lies at
    for (std::size_t axis = 0; axis < o.dims(); ++axis)
        folds *= 1 + std::max<int64_t>(0, o.padding_begin[axis]) + std::max<int64_t>(0, o.padding_end[axis]);
    const int64_t input_terms = o.out_channels / o.groups * taps * folds;
    const int64_t weight_terms = o.batch * std::min(output_size(o).product(), o.input_size.product() * folds);
    const auto plain_y = fast_forward(o, x, w, bias, plain);
    const auto plain_dx = fast_grad_input(o, dy, w, plain);
    const auto plain_dw = fast_grad_weight(o, x, dy, plain);
    for_each_isa([&](const std::string& isa) {
        const std::string of = isa + " " + what;
        const auto y = fast_forward(o, x, w, bias);
        const auto dx = fast_grad_input(o, dy, w);
        const auto dw = fast_grad_weight(o, x, dy);
        ASSERT_NO_FATAL_FAILURE(expect_near(y, plain_y, forward_terms, "y " + of));
        ASSERT_NO_FATAL_FAILURE(expect_near(dx, plain_dx, input_terms, "dx " + of));
        ASSERT_NO_FATAL_FAILURE(expect_near(dw, plain_dw, weight_terms, "dw " + of));
        const int threads = 2 + static_cast<int>(seed % 2);
        ASSERT_EQ(fast_forward(o, x, w, bias, {.threads = threads}), y) << threads << " threads, " << of;
        ASSERT_EQ(fast_grad_input(o, dy, w, {.threads = threads}), dx) << threads << " threads, " << of;
        ASSERT_EQ(fast_grad_weight(o, x, dy, {.threads = threads}), dw) << threads << " threads, " << of;
    });
}

/// The same numbers, NaNs included.
template <class T>
void expect_same(const Tensor<T>& got, const Tensor<T>& expected, const std::string& what) {
    ASSERT_EQ(got.shape, expected.shape) << what;
    for (int64_t i = 0; i < got.count(); ++i)
        ASSERT_TRUE(got[i] == expected[i] || (std::isnan(got[i]) && std::isnan(expected[i])))
            << got[i] << " and not " << expected[i] << " at " << i << " of " << what;
}

/// Every method against the plain evaluators, which are exact on whole numbers.
template <class T>
void expect_all_methods(const Operation& o, const Tensor<T>& x, const Tensor<T>& w, const Tensor<T>& b,
                        const Tensor<T>& dy, const std::string& what) {
    const auto y = forward(o, x, w, &b);
    const auto dx = grad_input(o, dy, w);
    const auto dw = grad_weight(o, x, dy);
    for (const Method method : {Method::direct, Method::automatic, Method::im2col, Method::unrolled}) {
        const FastOptions options{.threads = 2, .method = method};
        const std::string of = " by method " + std::to_string(static_cast<int>(method)) + ", " + what;
        ASSERT_NO_FATAL_FAILURE(expect_same(fast_forward(o, x, w, &b, options), y, "y" + of));
        ASSERT_NO_FATAL_FAILURE(expect_same(fast_grad_input(o, dy, w, options), dx, "dx" + of));
        ASSERT_NO_FATAL_FAILURE(expect_same(fast_grad_weight(o, x, dy, options), dw, "dw" + of));
    }
}

/// Puts an infinity or a NaN somewhere.
template <class T> void spoil(Random& random, Tensor<T>& tensor) {
    const T infinity = std::numeric_limits<T>::infinity();
    const T values[] = {infinity, -infinity, std::numeric_limits<T>::quiet_NaN()};
    tensor[draw(random, 0, tensor.count() - 1)] = values[draw(random, 0, 2)];
}

/// Padding and the zeros of a matrix have no products: nothing that is not finite becomes NaN on them.
template <class T> void expect_methods_agree_on_infinity(Kind kind, uint64_t seed) {
    Random random(seed);
    const Operation o =
        draw(random, 0, 2) ? possible_operation(random, kind) : larger_operation(random, kind);
    if (unrolled_shape(o).product() > 3000000)
        return;
    Tensor<T> tensors[] = {
        small_numbers<T>(random, input_shape(o)), small_numbers<T>(random, weight_shape(o)),
        small_numbers<T>(random, {o.out_channels}), small_numbers<T>(random, output_shape(o))};
    for (int64_t i = draw(random, 1, 3); i > 0; --i)
        spoil(random, tensors[draw(random, 0, 3)]);
    expect_all_methods(o, tensors[0], tensors[1], tensors[2], tensors[3], describe(o, seed));
}

TEST(Fast, infinity_and_nan_are_the_same_by_every_method) {
    for (uint64_t seed = 70000; seed < 71500; ++seed) {
        const Kind kind = seed % 2 ? Kind::conv : Kind::conv_transpose;
        ASSERT_NO_FATAL_FAILURE(expect_methods_agree_on_infinity<float>(kind, seed));
        ASSERT_NO_FATAL_FAILURE(expect_methods_agree_on_infinity<double>(kind, seed + 10000));
    }
}

/// Kernels of more taps than one list of products has.
TEST(Fast, kernels_as_large_as_images) {
    for (const Sizes& kernel : {Sizes{70001}, Sizes{300, 331}, Sizes{3, 2, 33000}, Sizes{2, 200, 190}})
        for (const Kind kind : {Kind::conv, Kind::conv_transpose})
            for (const PaddingMode mode : {PaddingMode::zeros, PaddingMode::replicate}) {
                const bool is_conv = kind == Kind::conv;
                if (!is_conv && mode != PaddingMode::zeros)
                    continue;
                Random random(1);
                Operation o =
                    make_operation(kind, is_conv ? kernel : Sizes::filled(kernel.size(), 2), kernel);
                o.padding_mode = mode;
                if (is_conv)
                    o.padding_end = Sizes::filled(o.dims(), 1);
                o.padding_begin[o.dims() - 1] = 1;
                ASSERT_TRUE(check(o).empty());
                const auto x = small_numbers<double>(random, input_shape(o));
                const auto w = small_numbers<double>(random, weight_shape(o));
                const auto dy = small_numbers<double>(random, output_shape(o));
                for_each_isa([&](const std::string& isa) {
                    const std::string what = isa + " " + describe(o);
                    expect_same(fast_forward(o, x, w), forward(o, x, w), "y " + what);
                    expect_same(fast_grad_input(o, dy, w), grad_input(o, dy, w), "dx " + what);
                    expect_same(fast_grad_weight(o, x, dy), grad_weight(o, x, dy), "dw " + what);
                });
            }
}

/// Windows of 3x3 on one channel, with every rest of a vector and every padding that may come beside it.
template <class T> void expect_three(Kind kind, int64_t width, int64_t before, int64_t after) {
    Random random(static_cast<uint64_t>(width));
    Operation o = make_operation(kind, Sizes{draw(random, 1, 40), width}, Sizes{3, 3});
    o.padding_begin = {draw(random, 0, 4), before};
    o.padding_end = {draw(random, 0, 4), after};
    o.batch = draw(random, 1, 2);
    o.groups = o.in_channels = o.out_channels = draw(random, 1, 3);
    if (!check(o).empty())
        return;
    auto x = small_numbers<T>(random, input_shape(o));
    const auto w = small_numbers<T>(random, weight_shape(o));
    const auto b = small_numbers<T>(random, {o.out_channels});
    const auto dy = small_numbers<T>(random, output_shape(o));
    if (draw(random, 0, 3) == 0)
        spoil(random, x);
    for_each_isa([&](const std::string& isa) {
        const std::string what = isa + " " + describe(o);
        expect_same(fast_forward(o, x, w, &b), forward(o, x, w, &b), "y " + what);
        expect_same(fast_forward(o, x, w, &b, {.threads = 2}), forward(o, x, w, &b), "y, 2 threads, " + what);
        expect_same(fast_grad_input(o, dy, w), grad_input(o, dy, w), "dx " + what);
        expect_same(fast_grad_weight(o, x, dy), grad_weight(o, x, dy), "dw " + what);
        expect_same(fast_grad_weight(o, x, dy, {.threads = 2}), grad_weight(o, x, dy),
                    "dw, 2 threads, " + what);
    });
}

TEST(Fast, three_by_three_of_one_channel) {
    for (const Kind kind : {Kind::conv, Kind::conv_transpose})
        for (int64_t width = 1; width <= 52; ++width)
            for (int64_t padding = 0; padding < 9; ++padding) {
                ASSERT_NO_FATAL_FAILURE(expect_three<float>(kind, width, padding / 3, padding % 3));
                ASSERT_NO_FATAL_FAILURE(expect_three<double>(kind, width, padding / 3, padding % 3));
            }
}

TEST(Fast, every_method_gives_the_same) {
    for (uint64_t seed = 40000; seed < 40600; ++seed) {
        Random random(seed);
        const Operation o = possible_operation(random, seed % 2 ? Kind::conv : Kind::conv_transpose);
        const auto x = small_numbers<double>(random, input_shape(o));
        const auto w = small_numbers<double>(random, weight_shape(o));
        const auto b = small_numbers<double>(random, {o.out_channels});
        const auto dy = small_numbers<double>(random, output_shape(o));
        ASSERT_NO_FATAL_FAILURE(expect_all_methods(o, x, w, b, dy, describe(o, seed)));
    }
}

TEST(Fast, bias_gradient_is_the_sum_of_each_map) {
    for (uint64_t seed = 50000; seed < 50200; ++seed) {
        Random random(seed);
        const Operation o = possible_operation(random, seed % 2 ? Kind::conv : Kind::conv_transpose);
        const auto dy = small_numbers<float>(random, output_shape(o));
        Tensor<float> sums(Sizes{o.out_channels});
        const int64_t plane = output_size(o).product();
        for (int64_t i = 0; i < dy.count(); ++i)
            sums[i / plane % o.out_channels] += dy[i];
        ASSERT_EQ(fast_grad_bias(o, dy), sums) << describe(o, seed);
    }
}

/// A number that is not finite stays where the windows take it: no vector may multiply it by a zero of its
/// own.
TEST(Fast, infinity_reaches_only_its_windows) {
    for (uint64_t seed = 60000; seed < 60600; ++seed) {
        Random random(seed);
        Operation o = larger_operation(random, seed % 2 ? Kind::conv : Kind::conv_transpose);
        auto x = any_numbers<float>(random, input_shape(o));
        const auto w = any_numbers<float>(random, weight_shape(o));
        auto dy = any_numbers<float>(random, output_shape(o));
        x[draw(random, 0, x.count() - 1)] = std::numeric_limits<float>::infinity();
        const FastOptions plain{.threads = 1, .method = Method::direct};
        const auto expect_finite_alike = [&](const Tensor<float>& got, const Tensor<float>& expected) {
            for (int64_t i = 0; i < got.count(); ++i)
                ASSERT_EQ(std::isfinite(got[i]), std::isfinite(expected[i]))
                    << "at " << i << " of " << describe(o, seed);
        };
        ASSERT_NO_FATAL_FAILURE(
            expect_finite_alike(fast_forward(o, x, w), fast_forward<float>(o, x, w, nullptr, plain)));
        ASSERT_NO_FATAL_FAILURE(
            expect_finite_alike(fast_grad_weight(o, x, dy), fast_grad_weight(o, x, dy, plain)));
        dy[draw(random, 0, dy.count() - 1)] = std::numeric_limits<float>::infinity();
        ASSERT_NO_FATAL_FAILURE(
            expect_finite_alike(fast_grad_input(o, dy, w), fast_grad_input(o, dy, w, plain)));
    }
}

TEST(Fast, conv_float) {
    for (uint64_t seed = 0; seed < 2000; ++seed)
        ASSERT_NO_FATAL_FAILURE(expect_plain<float>(Kind::conv, seed));
}

TEST(Fast, conv_double) {
    for (uint64_t seed = 10000; seed < 11500; ++seed)
        ASSERT_NO_FATAL_FAILURE(expect_plain<double>(Kind::conv, seed));
}

TEST(Fast, conv_transpose_float) {
    for (uint64_t seed = 20000; seed < 21500; ++seed)
        ASSERT_NO_FATAL_FAILURE(expect_plain<float>(Kind::conv_transpose, seed));
}

TEST(Fast, conv_transpose_double) {
    for (uint64_t seed = 30000; seed < 31000; ++seed)
        ASSERT_NO_FATAL_FAILURE(expect_plain<double>(Kind::conv_transpose, seed));
}

} // namespace
} // namespace convlens
