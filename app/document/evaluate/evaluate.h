// A Document to all that follows from it. Run once per change, never per frame.
#pragma once

#include "document/evaluate/evaluate_options.h"
#include "document/evaluate/results.h"

namespace convlens {

/// Small figures by the engine's plain evaluators, others by its fast ones.
/// Errors  Cancelled, where it was. Of an impossible operation, or one that does not fit the budget of memory,
///         the issues alone are there
/// Cost    the operation's multiply-adds in float64; with the gradients lens their gradients and their check,
///         with the transposed lens the three ways, too
Results evaluate(const Document& document, const EvaluateOptions& options = {});

/// True where evaluate must run again: something that changes numbers differs (not the view, the texts, the
/// name).
bool numbers_differ(const Document& a, const Document& b);

} // namespace convlens
