// Gradients of documents against finite differences that the test takes itself, and the document's own check.
#include "document/evaluate/evaluate.h"
#include "document/evaluate/finite_differences.h"
#include "document/evaluate/gradients.h"
#include "document/presets.h"
#include "support/random_document.h"

#include <gtest/gtest.h>

#include <cmath>

namespace convlens {
namespace {

Document with_gradients(Document document) {
    document.lenses = {Lens::gradients};
    return document;
}

std::string told(const Document& document, uint64_t round) {
    return "random_document, generator 41, round " + std::to_string(round) + ", kind " +
           std::to_string(static_cast<int>(document.operation.kind));
}

/// J = <dY, Y> with one number of X or W changed by `step`.
double objective(const Results& results, const Tensor<double>& dy, bool of_x, int64_t flat, double step) {
    Tensor<double> x = *results.x;
    Tensor<double> w = results.w ? *results.w : Tensor<double>();
    (of_x ? x : w)[flat] += step;
    const Tensor<double> y = result_of(results, x, &w);
    double sum = 0;
    for (int64_t i = 0; i < y.count(); ++i)
        sum += dy[i] * y[i];
    return sum;
}

TEST(Gradients, are_there_only_where_the_lens_is_on) {
    Document document = default_document();
    document.lenses = {Lens::sum};
    EXPECT_EQ(evaluate(document).gradients, nullptr);
    const Document with = with_gradients(document);
    EXPECT_NE(evaluate(with).gradients, nullptr);
    EXPECT_TRUE(numbers_differ(document, with));
}

TEST(Gradients, agree_with_differences_of_the_objective) {
    std::mt19937_64 random(41);
    int compared = 0;
    for (uint64_t round = 0; round < 150; ++round) {
        const Document document = with_gradients(random_document(random));
        const Results results = evaluate(document);
        const Gradients& g = *results.gradients;
        if (!has_weight(results.operation.kind) && results.operation.kind != Kind::avg_pool)
            continue; // corners: the check below leaves them out
        for (const bool of_x : {true, false}) {
            const Tensor<double>& gradient = of_x ? g.dx : g.dw;
            for (int64_t flat = 0; flat < gradient.count(); flat += 1 + gradient.count() / 5) {
                const double slope =
                    (objective(results, g.dy, of_x, flat, 0.5) - objective(results, g.dy, of_x, flat, -0.5));
                ASSERT_NEAR(gradient[flat], slope, 1e-8 * (1 + std::abs(slope)))
                    << told(document, round) << (of_x ? " dX " : " dW ") << flat;
                ++compared;
            }
        }
    }
    EXPECT_GT(compared, 200);
}

TEST(Gradients, that_of_the_bias_is_the_sum_of_its_maps_and_moves_no_other) {
    Document document = with_gradients(default_document());
    document.operation = make_operation(Kind::conv, {5, 5}, {3, 3});
    document.operation.out_channels = document.operation.batch = 2;
    const Results plain = evaluate(document);
    EXPECT_TRUE(plain.gradients->db.empty());
    document.bias = {1e6, -0.25};
    const Results results = evaluate(document);
    const Gradients& g = *results.gradients;
    std::vector<double> sums(2);
    for (int64_t y = 0; y < g.dy.count(); ++y)
        sums[static_cast<std::size_t>(y / 9 % 2)] += g.dy[y];
    EXPECT_EQ(g.db, sums);
    EXPECT_EQ(g.dx, plain.gradients->dx);
    EXPECT_EQ(g.dw, plain.gradients->dw);
    EXPECT_EQ(g.check.largest_error, plain.gradients->check.largest_error);
    EXPECT_TRUE(g.check.passed());
}

TEST(Gradients, the_check_passes_for_every_kind) {
    std::mt19937_64 random(41);
    std::vector<int64_t> checked(6);
    for (uint64_t round = 0; round < 300; ++round) {
        const Document document = with_gradients(random_document(random));
        const Results results = evaluate(document);
        const GradientCheck& check = results.gradients->check;
        ASSERT_TRUE(check.passed()) << told(document, round) << ", error " << check.largest_error << " over "
                                    << check.tolerance;
        EXPECT_LE(check.checked + check.kinks, check.elements) << told(document, round);
        checked[static_cast<std::size_t>(results.operation.kind)] += check.checked;
    }
    for (const int64_t count : checked)
        EXPECT_GT(count, 50);
}

TEST(Gradients, the_check_sees_a_wrong_gradient) {
    std::mt19937_64 random(43);
    int seen = 0;
    for (uint64_t round = 0; round < 60; ++round) {
        const Document document = with_gradients(random_document(random));
        const Results results = evaluate(document);
        Gradients wrong = *results.gradients;
        if (wrong.check.checked < wrong.check.elements)
            continue; // not every element is looked at
        Tensor<double>& spoilt = wrong.dw.count() > 0 && round % 2 == 0 ? wrong.dw : wrong.dx;
        spoilt[static_cast<int64_t>(random() % static_cast<uint64_t>(spoilt.count()))] += 0.25;
        EXPECT_FALSE(finite_differences(results, wrong).passed()) << told(document, round);
        ++seen;
    }
    EXPECT_GT(seen, 10);
}

TEST(Gradients, the_switches_of_an_infinite_norm_and_the_power_mean_are_theirs) {
    Document document = default_document();
    document.operation = make_operation(Kind::lp_pool, {4, 4}, {2, 2});
    document.operation.norm_p = 3;
    document.power_mean = true;
    document.input.kind = SourceKind::ramp;
    const Results mean = evaluate(with_gradients(document));
    document.power_mean = false;
    const Results sum = evaluate(with_gradients(document));
    // 1/n inside the root of the third power.
    for (int64_t i = 0; i < 16; ++i)
        EXPECT_NEAR(mean.gradients->dx[i] * std::cbrt(4.0), sum.gradients->dx[i], 1e-12) << i;
}

} // namespace
} // namespace convlens
