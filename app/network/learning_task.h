// The pairs that a kernel learns from: a photograph before and after a named kernel.
#pragma once

#include "document/source.h"
#include "network/kernel_learning.h"

namespace convlens {

/// Of the grey photograph `camera`; made once for each kernel.
KernelTask photograph_task(KernelName target);

} // namespace convlens
