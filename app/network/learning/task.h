// What learns as a view of learning says, at its beginning: a kernel from a sheet of digits before and after
// a named one, or the network of digits.
#pragma once

#include "convlens/training.h"
#include "document/network.h"
#include "network/learning/kernel_walk.h"

namespace convlens {

/// Of 64 built-in digits, brought to mean 0 and variance 1 so that a learning rate means the
/// same for every kernel; at the beginning that the view's seed gives.
KernelWalk digits_walk(const LearningView& view);

/// The network of digits with the weights that the view's seed gives, its rate falling over the usual epochs;
/// measures flow.
Trainer digits_trainer(const LearningView& view);

} // namespace convlens
