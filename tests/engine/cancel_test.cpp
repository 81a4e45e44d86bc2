// Whoever cancels is heard in time, counted in products between two questions, and nothing more is computed.
#include "convlens/arithmetic.h"
#include "convlens/fast.h"
#include "support/operations.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>

namespace convlens {
namespace {

/// One of each way that the engine has: panels, rows, lanes, dots, three by three, padding modes, the plain
/// one.
std::vector<Operation> operations_of_every_way() {
    std::vector<Operation> all;
    const auto add = [&](Kind kind, const Sizes& input, const Sizes& kernel, int64_t in, int64_t out) {
        Operation o = make_operation(kind, input, kernel);
        o.in_channels = in;
        o.out_channels = out;
        all.push_back(o);
        return all.size() - 1;
    };
    add(Kind::conv, {400, 400}, {31, 31}, 1, 1);
    add(Kind::conv, {60, 60}, {3, 3}, 64, 64);
    add(Kind::conv, {30, 30}, {5, 5}, 128, 20);
    add(Kind::conv, {24, 24, 24}, {5, 5, 5}, 4, 8);
    add(Kind::conv_transpose, {60, 60}, {5, 5}, 32, 24);
    all[add(Kind::conv_transpose, {60, 60}, {7, 7}, 16, 24)].stride = {2, 2};
    const std::size_t depthwise = add(Kind::conv, {700, 700}, {3, 3}, 24, 24);
    all[depthwise].groups = 24;
    all[depthwise].padding_begin = all[depthwise].padding_end = {1, 1};
    const std::size_t folded = add(Kind::conv, {100, 100}, {9, 9}, 16, 16);
    all[folded].padding_mode = PaddingMode::circular;
    all[folded].padding_begin = all[folded].padding_end = {4, 4};
    return all;
}

double products(const Operation& o) {
    return static_cast<double>(counts(o).multiply_adds);
}

template <class Run> void expect_heard(const Operation& o, double in_all, Run run, const std::string& what) {
    std::atomic<int64_t> asked = 0;
    FastOptions options{.threads = 2};
    options.is_cancelled = [&] {
        ++asked;
        return false;
    };
    run(options);
    // 20 ms are some 2e8 products where all goes well; several times as often is asked.
    EXPECT_GE(static_cast<double>(asked), in_all / 5e7) << what << describe(o);
    EXPECT_GE(asked, 1) << what << describe(o);
    const int64_t all = asked;
    asked = 0;
    options.is_cancelled = [&] {
        ++asked;
        return true;
    };
    run(options);
    EXPECT_LE(asked, std::max<int64_t>(8, all / 2)) << what << describe(o);
}

TEST(Cancel, is_asked_for_often_by_every_way) {
    Random random(1);
    for (const Operation& o : operations_of_every_way()) {
        ASSERT_TRUE(check(o).empty());
        auto x = small_numbers<double>(random, input_shape(o));
        auto w = small_numbers<double>(random, weight_shape(o));
        const auto dy = small_numbers<double>(random, output_shape(o));
        expect_heard(
            o, products(o), [&](const FastOptions& f) { fast_forward<double>(o, x, w, nullptr, f); }, "y ");
        expect_heard(
            o, products(o), [&](const FastOptions& f) { fast_grad_input(o, dy, w, f); }, "dx ");
        expect_heard(
            o, products(o), [&](const FastOptions& f) { fast_grad_weight(o, x, dy, f); }, "dw ");
        w[0] = std::numeric_limits<double>::infinity(); // the plain way
        expect_heard(
            o, products(o) / 20, [&](const FastOptions& f) { fast_forward<double>(o, x, w, nullptr, f); },
            "plain y ");
    }
}

TEST(Cancel, from_the_beginning_computes_nothing) {
    Random random(2);
    const Operation o = make_operation(Kind::conv, {200, 200}, {5, 5});
    const auto x = small_numbers<double>(random, input_shape(o));
    const auto w = small_numbers<double>(random, weight_shape(o));
    Tensor<double> y(output_shape(o));
    std::fill(y.data.begin(), y.data.end(), 77.0);
    FastOptions options;
    options.is_cancelled = [] { return true; };
    fast_forward<double>(o, x, w, nullptr, options, y);
    EXPECT_EQ(std::count(y.data.begin(), y.data.end(), 77.0), y.count());
}

} // namespace
} // namespace convlens
