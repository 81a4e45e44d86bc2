// The one place that says which elements of Y a still picture needs.
#pragma once

#include "document/document.h"
#include "document/evaluate/evaluate_options.h"

namespace convlens {

/// Those up to the step, of the channels that are drawn. All, where a lens shows more or where all can be
/// had.
/// Cost  O(D)
OutputRange shown_outputs(const Document& document, int64_t step);

} // namespace convlens
