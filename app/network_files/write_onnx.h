// Networks as ONNX models.
#pragma once

#include "convlens/network.h"

#include <string>

namespace convlens {

/// The bytes of a model of opset 17 (19 where an operator needs it) with the shapes that the network is
/// fitted to; layers keep their names. Throws Error naming the layer that no operator is.
/// Source  onnx.ai/onnx/operators
std::string write_onnx(const Network& network);

} // namespace convlens
