// What an operation costs, beside a fully connected layer between the same two tensors: rows of numbers, each
// with how it comes about.
#pragma once

#include "convlens/operation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

enum class CostKind { operation, input, dense }; // dense: of the fully connected layer

struct CostRow {
    std::string key;     // of the catalogue: lens.cost_<...>
    int64_t value = 0;   //
    int64_t wasted = 0;  // of these, on zeros that were put in; structural zeros of a matrix
    std::string formula; // in the guide's letters, language-free: "k·k·C · o·o·O"
    CostKind kind = CostKind::operation;
};
/// Rows that are compared with each other.
struct CostGroup {
    std::string key; // of its heading
    std::vector<CostRow> rows;
};

/// Of one batch item. Numbers saturate at INT64_MAX. Cost O(log size) an axis.
std::vector<CostGroup> cost_of(const Operation& operation);

} // namespace convlens
