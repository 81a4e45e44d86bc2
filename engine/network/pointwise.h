// Layers that give each number from one number: activations and what they do to what comes back. Private to
// the engine.
#pragma once

#include "convlens/network.h"
#include "engine/detail/fast/threads.h"

#include <algorithm>

namespace convlens::detail {

/// Whether the layer's kind is one of these: relu, leaky_relu, clip, sigmoid, tanh,
/// cast.
bool is_pointwise(LayerKind kind);

/// y of the layer for x; NaNs stay.
void pointwise(const Layer& layer, const Tensor<float>& x, const Crew& crew, Tensor<float>& y);

/// What arrives before the layer where `arriving` arrives behind it, by the rule if the layer is a (leaky)
/// ReLU, else times the derivative. PyTorch's derivatives where there are none: clip passes at its bounds,
/// rounding to another float passes everything, to an integer nothing.
/// Shapes  all the same, dx's too
void pointwise_back(const Layer& layer, const Tensor<float>& x, const Tensor<float>& y,
                    const Tensor<float>& arriving, BackRule rule, const Crew& crew, Tensor<float>& dx);

/// Calls run(begin, end) for pieces of [0, count), on the crew's threads.
template <class Run> void for_each_piece(int64_t count, const Crew& crew, Run run) {
    constexpr int64_t piece = int64_t{1} << 15;
    parallel_for(crew, (count + piece - 1) / piece,
                 [&](int64_t number, int) { run(number * piece, std::min(count, (number + 1) * piece)); });
}

} // namespace convlens::detail
