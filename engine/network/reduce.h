// Layers that read many numbers for each one along an axis or of a plane: softmax, global average.
// Private to the engine.
#pragma once

#include "convlens/network.h"
#include "engine/detail/fast/threads.h"

namespace convlens::detail {

/// softmax or log_softmax over the layer's axis.
void softmax(const Layer& layer, const Tensor<float>& x, const Crew& crew, Tensor<float>& y);
Tensor<float> softmax_back(const Layer& layer, const Tensor<float>& y, const Tensor<float>& arriving,
                           const Crew& crew);

/// The mean of every plane, summed in double.
void global_average(const Tensor<float>& x, const Crew& crew, Tensor<float>& y);
Tensor<float> global_average_back(const Sizes& x, const Tensor<float>& arriving);

} // namespace convlens::detail
