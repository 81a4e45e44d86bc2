// Gathers with few out-channels (depthwise, single maps, the way back to an image), for which packing the
// matrix of windows would cost more than the products. Rows of the source are copied with their padding into
// a band that stays in the cache, and read there at every tap's offset. With one out-channel, rows of the
// target are computed in fours, so that a loaded piece of the source serves up to four of them. Private to
// the engine.
#pragma once

#include "engine/detail/fast/gemm.h"
#include "engine/detail/fast/threads.h"

namespace convlens::detail {

/// Whether this way is the quicker one.
bool prefers_rows(const Gather& gather);

/// Computes all `gathers` (of one operation: they differ in their axes only).
template <class T>
void gather_by_rows(const std::vector<Gather>& gathers, const GatherTensors<T>& tensors, const Crew& crew);

} // namespace convlens::detail
