// How the numbers of an operation are computed: small ones by the plain evaluators, in every bit as ever,
// others by the fast engine; and whether whoever waits still wants them. Private to `document`.
#pragma once

#include "convlens/fast.h"
#include "document/evaluate/evaluate_options.h"
#include "document/evaluate/results.h"

namespace convlens {

class Evaluator {
public:
    /// Candidate terms that the plain evaluators go through in some milliseconds.
    static constexpr int64_t max_plain_terms = 400'000;

    /// Of an operation with so many candidate terms.
    Evaluator(int64_t terms, const EvaluateOptions& options);
    explicit Evaluator(const Results& results, const EvaluateOptions& options = {})
        : Evaluator(results.steps * results.terms_per_step, options) {}

    /// `bias`: [O], or null.
    Tensor<double> forward(const Operation& operation, const Tensor<double>& x, const Tensor<double>& w,
                           const Tensor<double>* bias = nullptr) const;
    Tensor<double> grad_input(const Operation& operation, const Tensor<double>& dy,
                              const Tensor<double>& w) const;
    Tensor<double> grad_weight(const Operation& operation, const Tensor<double>& x,
                               const Tensor<double>& dy) const;
    Tensor<double> pool(const Operation& operation, const Tensor<double>& x) const;
    Tensor<int64_t> pool_indices(const Operation& operation, const Tensor<double>& x) const;
    Tensor<double> pool_grad_input(const Operation& operation, const Tensor<double>& x,
                                   const Tensor<double>& dy) const;

    /// Y of the results' operation with other numbers in place of X and W (null where there is none).
    Tensor<double> result_of(const Results& results, const Tensor<double>& x, const Tensor<double>* w) const;

    /// Y of `results`, which have operation, output, x and w; of a max pooling the switches too.
    void put_outputs(Results& results) const;

    bool is_plain() const { return is_plain_; }
    const std::function<bool()>& is_cancelled() const { return fast_.is_cancelled; }
    /// Throws Cancelled where nobody wants the results any more.
    void go_on() const;
    int threads() const { return fast_.threads; }

private:
    template <class Result> Result finished(Result result) const {
        go_on(); // what was cancelled is of no use
        return result;
    }

    bool is_plain_;
    FastOptions fast_;
};

} // namespace convlens
