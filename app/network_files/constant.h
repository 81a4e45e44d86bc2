// Numbers that are known while an ONNX file is read: its arrays, given weights, and what follows from them.
#pragma once

#include "network_files/onnx_tensor.h"

#include <memory>
#include <vector>

namespace convlens {

/// Shares its numbers: a copy is cheap. They are views into the file, or numbers of their own.
struct Constant {
    OnnxType type = OnnxType::float32;
    Sizes shape;
    OnnxTensor tensor;                                  // of the file, where `numbers` is null
    std::shared_ptr<const std::vector<double>> numbers; // in row order

    int64_t count() const { return shape.product(); }
};

Constant constant_of(const OnnxTensor& tensor);
Constant constant_of(OnnxType type, const Sizes& shape, std::vector<double> numbers);

/// Throw as onnx_numbers.
std::vector<double> doubles_of(const Constant& constant);
std::vector<float> floats_of(const Constant& constant);
/// Rounded towards zero and brought into the range of int64; not a number is 0.
std::vector<int64_t> integers_of(const Constant& constant);

} // namespace convlens
