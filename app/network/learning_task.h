// The pairs that a kernel learns from: a photograph before and after a named kernel.
#pragma once

#include "document/network.h"
#include "network/kernel_walk.h"

namespace convlens {

/// A part of the grey photograph `camera`, brought to mean 0 and variance 1 so that a learning rate means the
/// same for every kernel; at the beginning that the view's seed gives.
KernelWalk photograph_walk(const LearningView& view);

} // namespace convlens
