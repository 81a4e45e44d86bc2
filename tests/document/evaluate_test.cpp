// Large figures by the fast engine against the plain evaluators, small ones in every bit the same; and
// whoever cancels is heard.
#include "document/evaluate/evaluate.h"

#include "convlens/forward.h"
#include "convlens/gradient.h"
#include "convlens/relation.h"
#include "document/evaluate/evaluator.h"
#include "document/evaluate/gradients.h"
#include "document/evaluate/running_sums.h"
#include "support/random_document.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

namespace convlens {
namespace {

/// A random document with an input so large that the fast engine evaluates it.
Document large_document(std::mt19937_64& random) {
    for (;;) {
        Document document = random_document(random);
        document.input.kind =
            document.input.kind == SourceKind::image ? SourceKind::small : document.input.kind;
        Operation& op = document.operation;
        const int64_t side = op.dims() == 1 ? 40000 : op.dims() == 2 ? 300 : 44;
        for (std::size_t axis = 0; axis < op.dims(); ++axis)
            op.input_size[axis] = side + static_cast<int64_t>(random() % 20);
        if (!check(op).empty())
            continue;
        const Relation relation(op);
        const double terms =
            static_cast<double>(relation.outputs()) * static_cast<double>(relation.terms_per_output());
        if (terms > 5e5 && terms < 1.2e7)
            return document;
    }
}

std::string told(uint64_t round, const Operation& op) {
    return "round " + std::to_string(round) + ", kind " + std::to_string(static_cast<int>(op.kind));
}

void expect_near(const Tensor<double>& got, const Tensor<double>& expected, const std::string& what) {
    ASSERT_EQ(got.shape, expected.shape) << what;
    double most = 1;
    for (const double value : expected.data)
        most = std::isfinite(value) ? std::max(most, std::abs(value)) : most;
    for (int64_t i = 0; i < got.count(); ++i)
        ASSERT_TRUE(got[i] == expected[i] || std::abs(got[i] - expected[i]) <= 1e-11 * most ||
                    (std::isnan(got[i]) && std::isnan(expected[i])))
            << got[i] << " and not " << expected[i] << " at " << i << " of " << what;
}

/// What the plain evaluators make of the results' X and W.
Tensor<double> plain_result(const Results& r) {
    if (r.operation.kind == Kind::max_unpool)
        return unpool(r.operation, r.x->kept(), r.switches->kept());
    const Tensor<double> bias =
        r.bias ? Tensor<double>(Sizes{r.operation.out_channels}, *r.bias) : Tensor<double>();
    return has_weight(r.operation.kind)
               ? forward(r.operation, r.x->kept(), r.w->kept(), r.bias ? &bias : nullptr)
               : pool(r.operation, r.x->kept());
}

TEST(Evaluate, large_figures_are_what_the_plain_evaluators_give) {
    std::mt19937_64 random(7);
    for (uint64_t round = 0; round < 60; ++round) {
        Document document = large_document(random);
        document.power_mean = false;
        document.lenses = {Lens::gradients};
        const Results r = evaluate(document);
        ASSERT_TRUE(r.issues.empty());
        const std::string what = told(round, r.operation);
        ASSERT_NO_FATAL_FAILURE(expect_near(*r.y, plain_result(r), "y " + what));
        const Gradients& g = *r.gradients;
        if (is_pool(r.operation.kind)) {
            ASSERT_NO_FATAL_FAILURE(
                expect_near(g.dx, pool_grad_input(r.operation, r.x->kept(), g.dy), "dx " + what));
        } else if (has_weight(r.operation.kind)) {
            ASSERT_NO_FATAL_FAILURE(
                expect_near(g.dx, grad_input(r.operation, g.dy, r.w->kept()), "dx " + what));
            ASSERT_NO_FATAL_FAILURE(
                expect_near(g.dw, grad_weight(r.operation, r.x->kept(), g.dy), "dw " + what));
        }
        EXPECT_TRUE(g.check.passed()) << what << ", error " << g.check.largest_error;
    }
}

TEST(Evaluate, small_figures_keep_the_plain_evaluators_in_every_bit) {
    std::mt19937_64 random(8);
    for (uint64_t round = 0; round < 300; ++round) {
        Document document = random_document(random);
        document.power_mean = false;
        document.lenses = {Lens::gradients};
        const Results r = evaluate(document);
        const std::string what = told(round, r.operation);
        ASSERT_EQ(r.y->kept(), plain_result(r)) << what;
        if (has_weight(r.operation.kind)) {
            ASSERT_EQ(r.gradients->dx, grad_input(r.operation, r.gradients->dy, r.w->kept())) << what;
            ASSERT_EQ(r.gradients->dw, grad_weight(r.operation, r.x->kept(), r.gradients->dy)) << what;
        }
    }
}

/// The marks as the Relation's terms give them, one after the other.
std::vector<RunningSums::Mark> marks_by_terms(const Results& results, const Tensor<double>& dy,
                                              const RunningSums& running) {
    std::vector<RunningSums::Mark> marks;
    const Relation relation(results.operation);
    for (int64_t w = 0; w < relation.weights(); ++w) {
        RunningSums::Mark mark;
        for (int64_t i = 0; i < running.marks_each * running.terms_apart; ++i) {
            const Term term = relation.term_of_weight(w, i);
            if (term.kind == TermKind::product) {
                mark.sum += dy[term.output] * (*results.x)[term.input];
                ++mark.products;
            }
            mark.outputs = std::max(mark.outputs, term.output + 1);
            if ((i + 1) % running.terms_apart == 0)
                marks.push_back(mark);
        }
    }
    return marks;
}

TEST(Evaluate, marks_are_the_sums_of_the_terms_in_their_order) {
    std::mt19937_64 random(9);
    int64_t compared = 0;
    for (uint64_t round = 0; round < 150; ++round) {
        Document document = random_document(random);
        if (!has_weight(document.operation.kind) || document.input.kind == SourceKind::image)
            continue;
        Operation& op = document.operation;
        for (std::size_t axis = 0; axis < op.dims(); ++axis)
            op.input_size[axis] += op.dims() == 1 ? 900 : op.dims() == 2 ? 37 : 11;
        if (!check(op).empty())
            continue;
        document.lenses = {};
        const Results r = evaluate(document);
        Tensor<double> dy(r.y->shape);
        for (double& value : dy.data)
            value = static_cast<double>(random() % 1000) / 997 - 0.5;
        const RunningSums running = running_sums(r, dy, Evaluator(r));
        const auto expected = marks_by_terms(r, dy, running);
        ASSERT_EQ(running.marks.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const std::string what = told(round, op) + ", mark " + std::to_string(i);
            ASSERT_EQ(running.marks[i].sum, expected[i].sum) << what;
            ASSERT_EQ(running.marks[i].products, expected[i].products) << what;
            ASSERT_EQ(running.marks[i].outputs, expected[i].outputs) << what;
            ++compared;
        }
    }
    EXPECT_GT(compared, 1000);
}

TEST(Evaluate, asks_often_whether_it_is_still_wanted) {
    std::mt19937_64 random(10);
    for (uint64_t round = 0; round < 12; ++round) {
        Document document = large_document(random);
        document.lenses = {Lens::gradients, Lens::transposed};
        std::atomic<int64_t> asked = 0;
        evaluate(document, {.threads = 2, .is_cancelled = [&] {
                                ++asked;
                                return false;
                            }});
        EXPECT_GE(asked, 4) << told(round, document.operation);
        const int64_t all = asked;
        asked = 0;
        EXPECT_THROW(evaluate(document, {.threads = 2, .is_cancelled = [&] { return ++asked > all / 2; }}),
                     Cancelled)
            << told(round, document.operation);
        EXPECT_LE(asked, all / 2 + 40);
    }
}

} // namespace
} // namespace convlens
