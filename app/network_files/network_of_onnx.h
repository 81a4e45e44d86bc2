// An own network: an ONNX model with its weights, or with others in their place.
#pragma once

#include "network_files/read_onnx.h"

#include <string>
#include <string_view>

namespace convlens {

/// The network of an ONNX model. `weights`, where given, are by the model's own names for its arrays
/// (conv1.weight), or where it has none of those by the layers' names. Throws Error naming `where`: as
/// read_onnx and set_weights do, and where the model gives the same whatever is put in.
OnnxNetwork network_of_onnx(std::string_view bytes, const std::string& where, const Sizes& input_shape = {},
                            const WeightsFile* weights = nullptr);

} // namespace convlens
