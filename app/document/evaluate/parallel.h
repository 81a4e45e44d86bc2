// Independent pieces of work on some threads, for what the engine has no function for.
#pragma once

#include "document/evaluate/cancelled.h"

#include <cstdint>
#include <functional>

namespace convlens {

/// How many threads run at once on this machine, at least 1. Asked once, for the answer is read from files.
int processors();

/// Calls work(number) once for every number in [0, count), on at most `threads` threads; those that come
/// after a cancel are left out. Throws Cancelled then. `work` throws nothing.
void on_threads(int threads, int64_t count, const IsCancelled& is_cancelled,
                const std::function<void(int64_t)>& work);

} // namespace convlens
