// The choice between the engine's two ways, in one place.
#include "document/evaluate/evaluator.h"

#include "convlens/forward.h"
#include "convlens/gradient.h"
#include "document/evaluate/parallel.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace convlens {
namespace {

constexpr int max_threads = 8;

int usual_threads() {
    return std::min(processors(), max_threads);
}

/// How many elements of one axis the window of `output` meets.
int64_t elements_met(const Operation& operation, std::size_t axis, int64_t output) {
    int64_t count = 0;
    for (int64_t k = 0; k < operation.kernel_size[axis]; ++k) {
        const int64_t at =
            output * operation.stride[axis] + k * operation.dilation[axis] - operation.padding_begin[axis];
        count += at >= 0 && at < operation.input_size[axis] ? 1 : 0;
    }
    return count;
}

/// Sums of powers to means of powers.
void divide_by_elements(const Operation& operation, const Sizes& output, Tensor<double>& y) {
    if (std::isinf(operation.norm_p))
        return; // the largest stays the largest
    std::array<std::vector<double>, 3> met{{{1}, {1}, {1}}};
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        std::vector<double>& of_axis = met[3 - operation.dims() + axis];
        of_axis.clear();
        for (int64_t i = 0; i < output[axis]; ++i)
            of_axis.push_back(static_cast<double>(elements_met(operation, axis, i)));
    }
    std::vector<double> factors;
    for (const double a : met[0])
        for (const double b : met[1])
            for (const double c : met[2])
                factors.push_back(std::pow(a * b * c, -1 / operation.norm_p));
    for (std::size_t i = 0; i < y.data.size(); ++i)
        y.data[i] *= factors[i % factors.size()];
}

/// Y of a max pool: every switch names its element.
Tensor<double> chosen_elements(const Results& results, const Tensor<int64_t>& switches) {
    Tensor<double> y(switches.shape);
    const int64_t out_plane = results.output.product();
    const int64_t in_plane = results.operation.input_size.product();
    for (int64_t flat = 0; flat < y.count(); ++flat)
        y[flat] = (*results.x)[flat / out_plane * in_plane + switches[flat]];
    return y;
}

} // namespace

Evaluator::Evaluator(int64_t terms, const EvaluateOptions& options) : is_plain_(terms <= max_plain_terms) {
    fast_.threads = options.threads > 0 ? options.threads : usual_threads();
    fast_.is_cancelled = options.is_cancelled;
}

void Evaluator::go_on() const {
    if (fast_.is_cancelled && fast_.is_cancelled())
        throw Cancelled();
}

Tensor<double> Evaluator::forward(const Operation& operation, const Tensor<double>& x,
                                  const Tensor<double>& w, const Tensor<double>* bias) const {
    return is_plain_ ? convlens::forward(operation, x, w, bias)
                     : finished(fast_forward<double>(operation, x, w, bias, fast_));
}

Tensor<double> Evaluator::grad_input(const Operation& operation, const Tensor<double>& dy,
                                     const Tensor<double>& w) const {
    return is_plain_ ? convlens::grad_input(operation, dy, w)
                     : finished(fast_grad_input(operation, dy, w, fast_));
}

Tensor<double> Evaluator::grad_weight(const Operation& operation, const Tensor<double>& x,
                                      const Tensor<double>& dy) const {
    return is_plain_ ? convlens::grad_weight(operation, x, dy)
                     : finished(fast_grad_weight(operation, x, dy, fast_));
}

Tensor<double> Evaluator::pool(const Operation& operation, const Tensor<double>& x) const {
    return is_plain_ ? convlens::pool(operation, x) : finished(fast_pool(operation, x, fast_));
}

Tensor<int64_t> Evaluator::pool_indices(const Operation& operation, const Tensor<double>& x) const {
    return is_plain_ ? convlens::pool_indices(operation, x)
                     : finished(fast_pool_indices(operation, x, fast_));
}

Tensor<double> Evaluator::pool_grad_input(const Operation& operation, const Tensor<double>& x,
                                          const Tensor<double>& dy) const {
    return is_plain_ ? convlens::pool_grad_input(operation, x, dy)
                     : finished(fast_pool_grad_input(operation, x, dy, fast_));
}

void Evaluator::put_outputs(Results& results) const {
    if (results.operation.kind != Kind::max_pool) {
        results.y = shared(result_of(results, *results.x, results.w ? &results.w->kept() : nullptr));
        return;
    }
    Tensor<int64_t> switches = pool_indices(results.operation, *results.x);
    results.y = shared(chosen_elements(results, switches));
    results.switches = shared(std::move(switches));
}

Tensor<double> Evaluator::result_of(const Results& results, const Tensor<double>& x,
                                    const Tensor<double>* w) const {
    const Operation& operation = results.operation;
    if (operation.kind == Kind::max_unpool)
        return unpool(operation, x, *results.switches);
    if (has_weight(operation.kind)) {
        if (!results.bias)
            return forward(operation, x, *w);
        Tensor<double> bias(Sizes{operation.out_channels});
        std::copy(results.bias->begin(), results.bias->end(), bias.data.begin());
        return forward(operation, x, *w, &bias);
    }
    Tensor<double> y = pool(operation, x);
    if (results.power_mean)
        divide_by_elements(operation, results.output, y);
    return y;
}

} // namespace convlens
