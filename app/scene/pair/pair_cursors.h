// Where each figure of a pair stands: the one with more steps leads, the other one goes through its own steps
// at the same pace and begins again as often as it comes to its end before the leader does.
#pragma once

#include "document/evaluate/results.h"
#include "scene/base/timeline.h"

namespace convlens {

/// The results whose steps and terms the timeline has: those of the document's figure, or of the one beside
/// it where that one has more steps.
const Results& leading_results(const Results& results);

struct PairCursors {
    Cursor own, beside; // of the document's figure, and of the one beside it
};
/// `played` is of the timeline of leading_results. Without a pair both are `played`.
PairCursors pair_cursors(const Results& results, const Cursor& played);

/// Of a figure with so many steps and terms a step, where one of `lead_steps` and `lead_terms` leads:
/// lead_steps >= steps. Every phase at the same moment; terms by their share; both end complete.
Cursor following(const Cursor& lead, int64_t lead_steps, int64_t lead_terms, int64_t steps, int64_t terms);

} // namespace convlens
