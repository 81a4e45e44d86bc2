// A model with known inputs and outputs through our reader: folders as libonnx-testdata has them (model.onnx,
// test_data_set_0/input_0.pb, output_0.pb), and our own models of PyTorch.
#pragma once

#include <string>

namespace convlens {

/// "" where the first output is the known one: |difference| <= `relative` * the largest |number| of it; what
/// a MaxPool gives as indices is compared too. Else the refusal in words, or by how much it differs.
std::string oracle_difference(const std::string& folder, double relative);

/// The same of NAME.onnx with x and y in NAME.safetensors; `name` is without its ending.
std::string pytorch_difference(const std::string& name, double relative);

} // namespace convlens
