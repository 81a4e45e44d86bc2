// Work on several threads. Threads are made on first use and wait for the next work. Private to the engine.
#pragma once

#include <cstdint>
#include <functional>

namespace convlens::detail {

/// How many threads work, and whether they still should. Asked at least every 20 ms by whoever works long;
/// once it says yes all that is left is left out.
struct Crew {
    int threads = 1;
    const std::function<bool()>* cancel = nullptr; // null or empty: nobody cancels

    bool is_cancelled() const { return cancel && *cancel && (*cancel)(); }
    Crew of(int fewer) const { return {fewer, cancel}; }
};

/// Calls task(number, worker) once for every number in [0, count), on the crew's threads, of which the
/// caller's is one; worker is in [0, threads) and no two threads that work at a time have the same. Which
/// thread does which task is open, so tasks that must not depend on it write to places of their own. Returns
/// when all are done. Tasks throw nothing. A second caller at the same time works alone. Asks
/// before each task, and leaves those out that come after a yes.
void parallel_for(const Crew& crew, int64_t count, const std::function<void(int64_t, int)>& task);

/// Threads for `count` tasks that each need `bytes` of scratch memory: at most `threads`, and so many that
/// their scratch stays within `within` bytes and 24 MiB; at least 1.
int workers_within(int threads, int64_t count, int64_t bytes, int64_t within);

} // namespace convlens::detail
