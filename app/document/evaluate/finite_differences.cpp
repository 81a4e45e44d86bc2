// J is never made as one number: the differences of Y are taken first, so that what an element does not
// touch cancels exactly.
#include "document/evaluate/finite_differences.h"

#include "convlens/relation.h"
#include "document/evaluate/evaluator.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

/// Products that all evaluations together may take, so that a change of a parameter is seen at once.
constexpr int64_t max_products = 1'300'000;
constexpr int64_t max_elements = 32; // of one tensor, where it is a sample
/// Between what rounding and what the third derivative costs.
constexpr double relative_step = 1e-5;

class Check {
public:
    Check(const Results& results, const Gradients& gradients, const Evaluator& evaluator)
        : results_(without_bias(results)), op_(results.operation), gradients_(gradients),
          evaluator_(evaluator), x_(results.x->kept()), w_(results.w ? results.w->kept() : Tensor<double>()) {
        const int64_t products = std::max<int64_t>(results.steps * results.terms_per_step, 1);
        evaluations_ = std::max<int64_t>(max_products / products, 4);
    }

    GradientCheck run() {
        check_.elements = x_.count() + w_.count();
        // W first: it has few elements, and what it leaves is X's.
        const int64_t for_w = w_.count() == 0 ? 0 : std::max<int64_t>(evaluations_ / 4, 1);
        const int64_t w_used = compare(w_, gradients_.dw, for_w, false);
        compare(x_, gradients_.dx, std::max<int64_t>(evaluations_ / 2 - w_used, 1), true);
        check_.tolerance =
            1e-6 * std::max({1.0, gradients_.largest_dx, gradients_.largest_dw, gradients_.largest_dy});
        return check_;
    }

private:
    /// It moves no difference of Y, and rounds none so.
    static Results without_bias(Results results) {
        results.bias = nullptr;
        return results;
    }

    /// Tries at most so many elements; returns how many.
    int64_t compare(Tensor<double>& tensor, const Tensor<double>& gradient, int64_t affordable, bool is_x) {
        const int64_t all = tensor.count();
        const int64_t tried = all <= affordable ? all : std::min(affordable, max_elements);
        for (int64_t i = 0; i < tried; ++i) {
            // Spread over the tensor and over its columns: the step is not a divisor of a row.
            const int64_t flat = all <= affordable ? i : (i * all / tried + i * 7 % (all / tried)) % all;
            if (is_x && is_kink(flat)) {
                ++check_.kinks;
                continue;
            }
            const double difference = central_difference(tensor, flat);
            const double error = std::abs(difference - gradient[flat]);
            if (!(error <= check_.largest_error)) // a NaN too
                check_.largest_error = error;
            ++check_.checked;
        }
        return tried;
    }

    double central_difference(Tensor<double>& tensor, int64_t flat) {
        const double value = tensor[flat];
        const double step = relative_step * std::max(1.0, std::abs(value));
        const double above = value + step;
        const double below = value - step;
        tensor[flat] = above;
        const Tensor<double> up = evaluator_.result_of(results_, x_, &w_);
        tensor[flat] = below;
        const Tensor<double> down = evaluator_.result_of(results_, x_, &w_);
        tensor[flat] = value;
        double sum = 0;
        for (int64_t y = 0; y < up.count(); ++y)
            sum += gradients_.dy[y] * (up[y] - down[y]);
        return sum / (above - below);
    }

    /// Whether J has a corner at the element: another one is equally large in one of its windows, or,
    /// unpooled, it is overwritten.
    bool is_kink(int64_t x) const {
        if (op_.kind == Kind::max_unpool)
            return (*results_.y)[output_of(x)] != x_[x] || shares_place(x);
        if (!gradients_.chosen)
            return false;
        const Relation relation(op_);
        for (int64_t i = 0; i < relation.terms_per_input(); ++i) {
            const int64_t y = relation.term_of_input(x, i).output;
            if (y >= 0 && is_kink_of(relation, y, x))
                return true;
        }
        return false;
    }

    bool is_kink_of(const Relation& relation, int64_t y, int64_t x) const {
        const bool magnitude = op_.kind == Kind::lp_pool;
        const auto rank = [&](int64_t element) { return magnitude ? std::abs(x_[element]) : x_[element]; };
        const int64_t plane = y / results_.output.product() * op_.input_size.product();
        const int64_t winner = plane + (*gradients_.chosen)[y];
        const double tolerance = 4 * relative_step * std::max(1.0, std::abs(x_[winner]));
        if (x != winner)
            return rank(winner) - rank(x) <= tolerance;
        if (magnitude && rank(winner) <= tolerance)
            return true;
        for (int64_t i = 0; i < relation.terms_per_output(); ++i) {
            const int64_t other = relation.term_of_output(y, i).input;
            if (other >= 0 && other != winner && rank(winner) - rank(other) <= tolerance)
                return true;
        }
        return false;
    }

    /// Whether another element is written to the same place.
    bool shares_place(int64_t x) const {
        const int64_t plane = op_.input_size.product();
        const auto begin = results_.switches->kept().data.begin() + x / plane * plane;
        return std::count(begin, begin + plane, (*results_.switches)[x]) > 1;
    }

    int64_t output_of(int64_t x) const {
        return x / op_.input_size.product() * results_.output.product() + (*results_.switches)[x];
    }

    const Results results_;
    const Operation& op_;
    const Gradients& gradients_;
    const Evaluator& evaluator_;
    Tensor<double> x_, w_;
    int64_t evaluations_ = 0;
    GradientCheck check_;
};

} // namespace

GradientCheck finite_differences(const Results& results, const Gradients& gradients) {
    return finite_differences(results, gradients, Evaluator(results));
}

GradientCheck finite_differences(const Results& results, const Gradients& gradients,
                                 const Evaluator& evaluator) {
    return Check(results, gradients, evaluator).run();
}

} // namespace convlens
