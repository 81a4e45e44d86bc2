// The pairs that a kernel learns from: a sheet of digits before and after a named kernel.
#pragma once

#include "document/network.h"
#include "network/kernel_walk.h"

namespace convlens {

/// Of 64 built-in digits, brought to mean 0 and variance 1 so that a learning rate means the
/// same for every kernel; at the beginning that the view's seed gives.
KernelWalk digits_walk(const LearningView& view);

} // namespace convlens
