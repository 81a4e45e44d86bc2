// Dense layers over the last axis: dots of rows forwards, sums of rows of weights back; the weights are read
// where they lie. Private to the engine.
#pragma once

#include "convlens/tensor.h"
#include "engine/detail/fast/threads.h"

namespace convlens::detail {

/// y[.., o] = sum over i of x[.., i] * weight[o, i] + bias[o]; an empty bias is left out.
/// Shapes  weight [O, I], x [.., I], y [.., O]
void dense(const Tensor<float>& x, const Tensor<float>& weight, const Tensor<float>& bias, const Crew& crew,
           Tensor<float>& y);

/// dx[.., i] = sum over o of dy[.., o] * weight[o, i]
void dense_back(const Tensor<float>& dy, const Tensor<float>& weight, const Crew& crew, Tensor<float>& dx);

} // namespace convlens::detail
