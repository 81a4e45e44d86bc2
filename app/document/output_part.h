// A range of Y computed alone: what a picture does not show of a large operation costs nothing.
#pragma once

#include "document/document.h"
#include "document/evaluate_options.h"
#include "document/results.h"

namespace convlens {

class Evaluator; // document/evaluator.h

/// What has to be computed for a range of Y: maps of channels (items and channels counted through), and of
/// each its first rows (slices in 3-D, elements in 1-D).
struct OutputPart {
    int64_t first_map = 0, maps = 0;
    int64_t rows = 0;
    bool operator==(const OutputPart&) const = default;
};
/// check(operation) is empty. Cost  O(D)
OutputPart part_of(const Operation& operation, const OutputRange& range);
/// Elements of Y in it.
int64_t outputs_in(const Operation& operation, const OutputPart& part);

/// Y of `results` (max_pool: and its switches), computed in `range` and 0 elsewhere; not of max_unpool.
/// Results  have operation, output, x, w
void compute_part(Results& results, const OutputRange& range, const Evaluator& evaluator);

} // namespace convlens
