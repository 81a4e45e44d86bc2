// How much memory what follows from a Document takes, and how much it may take: one budget for the whole
// program, asked before anything is allocated.
#pragma once

#include "convlens/operation.h"
#include "document/document.h"
#include "document/evaluate/evaluate_options.h"

#include <cstdint>
#include <vector>

namespace convlens {

/// Bytes that results, rasters, traces and pictures together may take. `--max-memory`; else
/// limits::result_memory.
int64_t memory_budget();
void set_memory_budget(int64_t bytes);

/// Bytes of evaluate(document) with these outputs and of its rasters, what is needed on the way included;
/// saturated. 0 of an impossible operation.
/// Cost  O(D): nothing is made
int64_t results_bytes(const Document& document, const OutputRange& outputs = {});

/// Whether the results fit the budget. True of an impossible operation: its issues take no room.
bool fits_memory(const Document& document);

/// What makes the document impossible: check() of its operation, and where that finds nothing
/// IssueCode::too_much_memory. A `nearest` is one that fits the budget too, or there is none.
std::vector<Issue> issues_of(const Document& document, const OutputRange& outputs = {});

/// "16.5 GiB"
std::string bytes_text(int64_t bytes);

/// Throws Error (request, error.memory) where `bytes` are over the budget. `where`: what wants them.
void require_memory(int64_t bytes, const std::string& where);

} // namespace convlens
