// A Document to all that follows from it. Run once per change, never per frame.
#pragma once

#include "document/results.h"

namespace convlens {

/// Errors  none: of an impossible operation the issues alone are there
/// Cost    the operation's multiply-adds in float64; with the gradients lens their gradients and their check,
/// with the
///         transposed lens the three ways, too
Results evaluate(const Document& document);

/// True where evaluate must run again: something that changes numbers differs (not the view, the texts, the
/// name).
bool numbers_differ(const Document& a, const Document& b);

} // namespace convlens
