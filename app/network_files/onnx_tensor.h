// Tensors of an ONNX file: type, shape and where the numbers lie, as views into the file; the numbers on
// demand.
#pragma once

#include "convlens/tensor.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// Numbered as in TensorProto.DataType.
enum class OnnxType : int32_t {
    undefined = 0,
    float32 = 1,
    uint8 = 2,
    int8 = 3,
    uint16 = 4,
    int16 = 5,
    int32 = 6,
    int64 = 7,
    text = 8,
    boolean = 9,
    float16 = 10,
    float64 = 11,
    uint32 = 12,
    uint64 = 13,
    complex64 = 14,
    complex128 = 15,
    bfloat16 = 16
};

/// numpy's word; "type 99" of one that has none.
std::string onnx_type_name(OnnxType type);
bool is_float(OnnxType type);        // of any width
bool is_whole_number(OnnxType type); // integers and bool

/// A TensorProto.
struct OnnxTensor {
    std::string_view name;
    OnnxType type = OnnxType::undefined;
    Sizes shape;              // sizes may be 0
    std::string_view message; // the whole of it
    std::string_view raw;     // raw_data
    bool has_raw = false;
    bool is_external = false; // the numbers lie in another file

    int64_t count() const { return shape.product(); } // at most npy_max_elements
};

/// The header, and that nothing of it lies. Throws Error: error.onnx_damaged, error.onnx_array (sizes that
/// are negative, or together over npy_max_elements, or too many axes).
OnnxTensor onnx_tensor(std::string_view message);

/// The numbers, as many as the shape has. T: float or double. Throws Error naming the array: they lie in
/// another file, are of a type that is none of numbers, or are not as many as the shape has; asked before
/// anything is allocated.
template <class T> std::vector<T> onnx_numbers(const OnnxTensor& tensor);

} // namespace convlens
