// Sums of the terms of weights: marks on the way, and from a mark on to any output.
#pragma once

#include "document/evaluate/gradients.h"

namespace convlens {

class Evaluator;

/// Marks of all weights; few terms need none. The same sums as one after the other of the Relation's terms
/// gives, in every bit.
/// Cost  a multiplication and an addition for each product
RunningSums running_sums(const Results& results, const Tensor<double>& dy, const Evaluator& evaluator);

/// A sum of terms, and how many of them are products.
struct WeightSum {
    double sum = 0;
    int64_t products = 0;
};

/// `so_far` and after it the terms of a weight from its term `from` on whose outputs come before `output`, in
/// their order.
/// Cost  a multiplication and an addition for each product
WeightSum sum_of_weight(const Results& results, const Tensor<double>& dy, int64_t weight, int64_t from,
                        int64_t output, const WeightSum& so_far);

} // namespace convlens
