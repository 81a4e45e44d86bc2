// The direct convolution as a product of matrices with the out-channels side by side in a vector: the numbers
// of the band are spread one by one, where they lie, so that no matrix of windows is packed; in exchange the
// weights are turned before and the result after. Quicker than panels where the weights are few beside the
// products and the out-channels fill their vectors. Private to the engine.
#pragma once

#include "engine/detail/fast/gemm.h"
#include "engine/detail/fast/threads.h"

namespace convlens::detail {

/// Whether this way is the quicker one for the direct convolution `gather`.
template <class T> bool prefers_lanes(const Gather& gather, int64_t taps, int64_t images);

template <class T>
void gather_by_lanes(const Gather& gather, const GatherTensors<T>& tensors, const Crew& crew);

} // namespace convlens::detail
