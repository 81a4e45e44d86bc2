// How long evaluate would take, counted from the sizes alone in operations of the engine's fast ways.
#pragma once

#include "document/document.h"
#include "document/evaluate/evaluate_options.h"

#include <cstdint>
#include <string>

namespace convlens {

/// Multiply-adds of evaluate(document) with these outputs and of its rasters, what is slower than one of
/// those counted several times; saturated. Some 2e10 take a second on two cores. 0 of an impossible
/// operation.
/// Cost  O(D): nothing is made
int64_t operations_of(const Document& document, const OutputRange& outputs = {});

/// Throws Error (request, error.picture_work) where they are over limits::picture_operations. `where`: what
/// makes it so large.
void require_few_operations(int64_t operations, const std::string& where);

} // namespace convlens
