// The gradients compared with central differences: every element of a small tensor, a sample of a large one.
#pragma once

#include "document/evaluate/gradients.h"

namespace convlens {

class Evaluator; // document/evaluator.h

/// (J(v + h) - J(v - h)) / 2h for elements v of X and W, J = sum of dY * Y, with the operation computed anew
/// at each.
/// Cost  about `max_products` of the operation, at least two evaluations each for X and W
GradientCheck finite_differences(const Results& results, const Gradients& gradients,
                                 const Evaluator& evaluator);
GradientCheck finite_differences(const Results& results, const Gradients& gradients);

} // namespace convlens
