// How a Document is evaluated: by how many threads, how much of Y, and whether anybody still wants the
// results.
#pragma once

#include "document/evaluate/cancelled.h"

#include <cstdint>
#include <limits>

namespace convlens {

/// Elements of Y, by their flat indices.
struct OutputRange {
    int64_t first = 0;
    int64_t end = std::numeric_limits<int64_t>::max(); // behind the last one, or behind all
    bool is_whole() const { return *this == OutputRange{}; }
    bool operator==(const OutputRange&) const = default;
};

/// Range   threads >= 0
struct EvaluateOptions {
    int threads = 0;               // at most so many; 0: what the machine has. Results do not depend on it
    IsCancelled is_cancelled = {}; // asked at least every 20 ms
    OutputRange outputs = {};      // that are wanted, where there are parts (has_parts)
};

} // namespace convlens
