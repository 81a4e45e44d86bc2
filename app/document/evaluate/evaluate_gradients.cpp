// The engine's gradients with the document's numbers.
#include "document/evaluate/evaluate_gradients.h"

#include "convlens/arithmetic.h"
#include "convlens/gradient.h"
#include "document/evaluate/evaluator.h"
#include "document/evaluate/finite_differences.h"
#include "document/evaluate/running_sums.h"
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

/// Of one axis of a window: the places that its average counts.
double places_counted(const Operation& op, std::size_t axis, int64_t output, bool padding_counts) {
    const int64_t low = padding_counts ? -op.padding_begin[axis] : 0;
    const int64_t high = op.input_size[axis] + (padding_counts ? op.padding_end[axis] : 0);
    int64_t count = 0;
    for (int64_t k = 0; k < op.kernel_size[axis]; ++k) {
        const int64_t at = output * op.stride[axis] + k * op.dilation[axis] - op.padding_begin[axis];
        count += at >= low && at < high ? 1 : 0;
    }
    return static_cast<double>(count);
}

/// Of the windows of one plane: all planes have the same.
std::vector<double> divisors_of(const Results& results) {
    const Operation& op = results.operation;
    const bool padding_counts = op.kind == Kind::avg_pool && op.count_include_pad;
    std::vector<double> divisors{1};
    for (std::size_t axis = 0; axis < op.dims(); ++axis) {
        std::vector<double> of_axis;
        for (int64_t i = 0; i < results.output[axis]; ++i)
            of_axis.push_back(places_counted(op, axis, i, padding_counts));
        std::vector<double> products;
        products.reserve(divisors.size() * of_axis.size());
        for (const double before : divisors)
            for (const double own : of_axis)
                products.push_back(before * own);
        divisors = std::move(products);
    }
    return divisors;
}

/// The element that a window of an infinite p takes: the first with the largest magnitude.
std::shared_ptr<const LazyTensor<int64_t>> largest_magnitudes(const Results& results,
                                                              const Evaluator& evaluator) {
    Operation largest = results.operation;
    largest.kind = Kind::max_pool;
    largest.norm_p = 2; // all that other kinds may have
    Tensor<double> magnitudes = *results.x;
    for (double& value : magnitudes.data)
        value = std::abs(value);
    return shared(evaluator.pool_indices(largest, magnitudes));
}

/// The power mean is the sum's root over n^(1/p), and so is its gradient.
Tensor<double> pool_gradient(const Results& results, const Gradients& gradients, const Evaluator& evaluator) {
    const Operation& op = results.operation;
    if (!results.power_mean || std::isinf(op.norm_p))
        return evaluator.pool_grad_input(op, *results.x, gradients.dy);
    Tensor<double> scaled = gradients.dy;
    for (int64_t i = 0; i < scaled.count(); ++i)
        scaled[i] *= std::pow(gradients.divisors[static_cast<std::size_t>(i) % gradients.divisors.size()],
                              -1 / op.norm_p);
    return evaluator.pool_grad_input(op, *results.x, scaled);
}

} // namespace

std::shared_ptr<const Gradients> evaluate_gradients(const Document& document, const Results& results,
                                                    const Evaluator& evaluator) {
    const Operation& op = results.operation;
    auto made = std::make_shared<Gradients>();
    Gradients& g = *made;
    g.dy = numbers(document.grad_output, TensorRole::dy, results.y->shape, evaluator.is_cancelled(),
                   evaluator.threads());
    if (op.kind == Kind::max_unpool) {
        g.dx = unpool_grad_input(op, *results.switches, g.dy);
    } else if (is_pool(op.kind)) {
        if (op.kind == Kind::avg_pool || results.power_mean)
            g.divisors = divisors_of(results);
        if (op.kind == Kind::max_pool)
            g.chosen = results.switches;
        else if (op.kind == Kind::lp_pool && std::isinf(op.norm_p))
            g.chosen = largest_magnitudes(results, evaluator);
        g.dx = pool_gradient(results, g, evaluator);
    } else {
        g.dx = evaluator.grad_input(op, g.dy, *results.w);
        g.dw = evaluator.grad_weight(op, *results.x, g.dy);
        if (results.bias)
            g.db = grad_bias(op, g.dy).data;
        g.running = running_sums(results, g.dy, evaluator);
    }
    evaluator.go_on();
    g.largest_dy = largest(g.dy);
    evaluator.go_on();
    g.largest_dx = largest(g.dx);
    g.largest_dw = largest(g.dw);
    g.dy_magnitudes = magnitudes_of(g.dy);
    g.dx_magnitudes = magnitudes_of(g.dx);
    g.dw_magnitudes = magnitudes_of(g.dw);
    g.check = finite_differences(results, g, evaluator);
    return made;
}

} // namespace convlens
