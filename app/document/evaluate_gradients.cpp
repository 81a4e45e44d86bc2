// The engine's gradients with the document's numbers.
#include "document/evaluate_gradients.h"

#include "convlens/arithmetic.h"
#include "convlens/forward.h"
#include "convlens/gradient.h"
#include "convlens/relation.h"
#include "document/finite_differences.h"
#include "document/numbers.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

double largest(const Tensor<double>& tensor) {
    double most = 0;
    for (const double value : tensor.data)
        if (std::isfinite(value))
            most = std::max(most, std::abs(value));
    return most;
}

/// Of the windows of one plane: all planes have the same.
std::vector<double> divisors_of(const Results& results) {
    std::vector<double> divisors(static_cast<std::size_t>(results.output.product()));
    for (std::size_t i = 0; i < divisors.size(); ++i)
        divisors[i] = step_of(results, static_cast<int64_t>(i)).divisor;
    return divisors;
}

/// The element that a window of an infinite p takes: the first with the largest magnitude.
std::shared_ptr<const Tensor<int64_t>> largest_magnitudes(const Results& results) {
    Operation largest = results.operation;
    largest.kind = Kind::max_pool;
    largest.norm_p = 2; // all that other kinds may have
    Tensor<double> magnitudes = *results.x;
    for (double& value : magnitudes.data)
        value = std::abs(value);
    return std::make_shared<const Tensor<int64_t>>(pool_indices(largest, magnitudes));
}

/// The power mean is the sum's root over n^(1/p), and so is its gradient.
Tensor<double> pool_gradient(const Results& results, const Gradients& gradients) {
    const Operation& op = results.operation;
    if (!results.power_mean || std::isinf(op.norm_p))
        return pool_grad_input(op, *results.x, gradients.dy);
    Tensor<double> scaled = gradients.dy;
    for (int64_t i = 0; i < scaled.count(); ++i)
        scaled[i] *= std::pow(gradients.divisors[static_cast<std::size_t>(i) % gradients.divisors.size()],
                              -1 / op.norm_p);
    return pool_grad_input(op, *results.x, scaled);
}

/// Few terms need no marks; the marks of all weights together stay below about a million.
RunningSums running_sums(const Results& results, const Tensor<double>& dy) {
    constexpr int64_t few = 512;
    constexpr int64_t min_apart = 128;
    constexpr int64_t max_marks = 1 << 20;
    RunningSums running;
    const Relation relation(results.operation);
    const int64_t terms = relation.terms_per_weight();
    if (terms <= few)
        return running;
    running.terms_apart = std::max(min_apart, terms * relation.weights() / max_marks + 1);
    running.marks_each = (terms - 1) / running.terms_apart;
    running.marks.reserve(static_cast<std::size_t>(relation.weights() * running.marks_each));
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
                running.marks.push_back(mark);
        }
    }
    return running;
}

} // namespace

std::shared_ptr<const Gradients> evaluate_gradients(const Document& document, const Results& results) {
    const Operation& op = results.operation;
    auto made = std::make_shared<Gradients>();
    Gradients& g = *made;
    g.dy = numbers(document.grad_output, TensorRole::dy, results.y->shape);
    if (op.kind == Kind::max_unpool) {
        g.dx = unpool_grad_input(op, *results.switches, g.dy);
    } else if (is_pool(op.kind)) {
        if (op.kind == Kind::avg_pool || results.power_mean)
            g.divisors = divisors_of(results);
        if (op.kind == Kind::max_pool)
            g.chosen = results.switches;
        else if (op.kind == Kind::lp_pool && std::isinf(op.norm_p))
            g.chosen = largest_magnitudes(results);
        g.dx = pool_gradient(results, g);
    } else {
        g.dx = grad_input(op, g.dy, *results.w);
        g.dw = grad_weight(op, *results.x, g.dy);
        g.db = grad_bias(op, g.dy);
        g.running = running_sums(results, g.dy);
    }
    g.largest_dy = largest(g.dy);
    g.largest_dx = largest(g.dx);
    g.largest_dw = largest(g.dw);
    g.check = finite_differences(results, g);
    return made;
}

} // namespace convlens
