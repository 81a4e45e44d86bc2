// Gathers as products of matrices that are never made whole ("implicit GEMM"): the weights times the matrix
// of windows. A piece of work takes some hundred targets; block by block of the sum's terms it packs their
// columns of the matrix of windows into panels that stay in the second-level cache, and runs tiles of rows of
// weights over them. The weights are read where they lie, so that nothing is packed for them; an image of a
// few pixels with many channels would pay for that. Private to the engine.
#pragma once

#include "engine/detail/fast/plan.h"
#include "engine/detail/fast/threads.h"

#include <vector>

namespace convlens::detail {

/// Tensors of a batch of images and groups: image n, group g of the source starts at
/// source + (n * groups + g) * in_channels * source plane, the target's likewise, the weight's g-th part at
/// w + g * in_channels * out_channels * taps.
template <class T> struct GatherTensors {
    const T* source = nullptr;
    const T* w = nullptr;
    const T* bias = nullptr; // [groups * out_channels] or null
    T* target = nullptr;
    int64_t batch = 1;
    int64_t groups = 1;
    Triple kernel{1, 1, 1};

    /// Numbers of all source planes of a gather, in bytes.
    int64_t source_bytes(const Gather& gather) const {
        return batch * groups * gather.in_channels * product(gather.source()) *
               static_cast<int64_t>(sizeof(T));
    }
};

/// Computes all `gathers` (of one operation: they differ in their axes only).
template <class T>
void gather_by_panels(const std::vector<Gather>& gathers, const GatherTensors<T>& tensors, const Crew& crew);

} // namespace convlens::detail
