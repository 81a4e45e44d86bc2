// What the first terms of a step fold to.
#pragma once

#include "document/evaluate/results.h"

#include <cstdint>

namespace convlens {

/// Whether a term takes part: not a zero of the padding or an inserted one.
bool counts(const StepTerm& term);

/// Max pooling, and Lp pooling of an infinite p: the largest is taken, nothing is added up.
bool takes_largest(const Operation& operation);

/// The first largest of the first `done` terms, as the engine chooses it; -1: none counts.
int64_t largest_term(const Step& step, int64_t done);

/// What the first `done` terms fold to, before the last operation (division, root).
double folded(const Operation& operation, const Step& step, int64_t done);

} // namespace convlens
