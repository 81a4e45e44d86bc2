// How a Document is evaluated: by how many threads, and whether anybody still wants the results.
#pragma once

#include "document/cancelled.h"

namespace convlens {

/// Range   threads >= 0
struct EvaluateOptions {
    int threads = 0;               // at most so many; 0: what the machine has. Results do not depend on it
    IsCancelled is_cancelled = {}; // asked at least every 20 ms
};

} // namespace convlens
