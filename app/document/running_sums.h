// Sums of the terms of each weight up to some outputs. Private to `document`.
#pragma once

#include "document/gradients.h"

namespace convlens {

class Evaluator;

/// Marks of all weights; few terms need none. The same sums as one after the other of the Relation's terms
/// gives, in every bit.
/// Cost  a multiplication and an addition for each product
RunningSums running_sums(const Results& results, const Tensor<double>& dy, const Evaluator& evaluator);

} // namespace convlens
