// An ONNX file as views into its bytes: nodes with their attributes, arrays, inputs and outputs. Knows what
// the format is, nothing of what operators mean.
#pragma once

#include "network_files/onnx_tensor.h"

#include <optional>
#include <string_view>
#include <vector>

namespace convlens {

/// An attribute of a node. Which of its fields counts, who asks for it knows.
struct OnnxAttribute {
    std::string_view name;
    std::string_view message;               // the whole of it
    std::optional<float> number;            // f
    std::optional<int64_t> integer;         // i
    std::optional<std::string_view> text;   // s
    std::optional<std::string_view> tensor; // t, a TensorProto
};

/// Lists of an attribute, read on demand: at most `limit` numbers, else Error error.onnx_damaged.
std::vector<int64_t> attribute_integers(const OnnxAttribute& attribute, std::size_t limit);
std::vector<float> attribute_numbers(const OnnxAttribute& attribute, std::size_t limit);

struct OnnxNode {
    std::string_view name, op, domain;
    std::vector<std::string_view> inputs, outputs; // an empty name: left out
    std::vector<std::string_view> attributes;      // messages
};

/// Throws Error error.onnx_damaged.
std::vector<OnnxAttribute> attributes_of(const OnnxNode& node);

/// An input or output of the graph.
struct OnnxPort {
    std::string_view name;
    OnnxType type = OnnxType::undefined; // undefined: no tensor
    bool has_shape = false;
    Sizes shape; // 0: any size
};

struct OnnxModel {
    int64_t opset = 1; // of the standard's operators
    std::vector<OnnxNode> nodes;
    std::vector<OnnxTensor> arrays; // initializers
    std::vector<OnnxPort> inputs, outputs;
};

/// Views into `bytes`, which outlive it.
/// Errors  throws Error without a place: error.onnx_damaged; error.onnx_nodes and the like, over limits
/// Cost    one pass; memory by limits::network_nodes, network_arrays and network_links
/// Source  onnx.proto, IR version 3 to 10
OnnxModel onnx_model(std::string_view bytes);

} // namespace convlens
