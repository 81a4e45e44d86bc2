// The gradients of a Document's results, and how far finite differences are from them.
#pragma once

#include "document/evaluate/gradients.h"

#include <memory>

namespace convlens {

class Evaluator;

/// The results have no issues.
std::shared_ptr<const Gradients> evaluate_gradients(const Document& document, const Results& results,
                                                    const Evaluator& evaluator);

} // namespace convlens
