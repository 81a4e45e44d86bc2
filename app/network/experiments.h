// The paper's experiments with one picture: an activation while it is shifted, scaled or turned, and what a
// grey square takes from an output.
// Source  Zeiler & Fergus, arXiv:1311.2901, figures 5 and 6
#pragma once

#include "network/results.h"

namespace convlens {

/// x [1, C, height, width] as the network is fitted. Throws Cancelled.
/// Cost    a forward pass for each of 33 amounts
InvarianceCurve invariance_curve(const Network& network, const Tensor<float>& x, const Chosen& element,
                                 PictureChange change, const NetworkOptions& options);

/// `grey`: what the square is filled with. `wanted.output` -1: the largest of what the last layer gives.
/// Throws Cancelled.
/// Cost    a forward pass for each place of the square
HarmMap harm_map(const Network& network, const Tensor<float>& x, OcclusionView wanted, float grey,
                 const NetworkOptions& options);

} // namespace convlens
