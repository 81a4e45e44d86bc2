// A range of Y alone, of tensors of which none is kept: what a picture does not show of a large operation
// costs nothing.
#pragma once

#include "document/document.h"
#include "document/evaluate/evaluate_options.h"
#include "document/evaluate/results.h"

#include <cstdint>

namespace convlens {

class Evaluator; // document/evaluator.h

/// Whether results can be had in part: not where something needs all of Y.
bool has_parts(const Document& document);

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

/// Numbers of X, W and Y that computing the part takes, and multiply-adds.
struct PartCost {
    double numbers = 0, terms = 0;
};
/// Of the part as a whole, where that is little: its elements are then computed before any is read; else 0,
/// and each one is computed where it is read.
PartCost cost_at_once(const Operation& operation, const OutputRange& range);

/// X, W and Y of `results` (max_pool: and its switches) as they are read, 0 outside of `range`;
/// has_parts(document). Results  have operation, output and power_mean
void put_part(const Document& document, const OutputRange& range, const Evaluator& evaluator,
              Results& results);

} // namespace convlens
