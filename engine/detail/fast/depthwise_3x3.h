// Gathers of one channel with 3x3 taps, one beside the other, zeros beyond the source: the depthwise
// convolution of most networks, its adjoint and the gradient of its weights. There are so few products that
// moving the numbers takes most of the time, so nothing is copied: rows are read where they lie, once, and
// serve three rows of targets. Private to the engine.
#pragma once

#include "engine/detail/fast/gemm.h"
#include "engine/detail/fast/threads.h"

namespace convlens::detail {

/// Whether `gather` is of this form.
template <class T> bool is_depthwise_3x3(const Gather& gather);

template <class T>
void gather_depthwise_3x3(const Gather& gather, const GatherTensors<T>& tensors, const Crew& crew);

/// The gradient of the weights of such a gather: dy is like its target.
template <class T>
void weight_depthwise_3x3(const Gather& gather, int64_t batch, int64_t groups, const T* x, const T* dy, T* dw,
                          const Crew& crew);

} // namespace convlens::detail
