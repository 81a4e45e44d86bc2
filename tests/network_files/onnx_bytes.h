// ONNX files for tests, put together in a few words.
#pragma once

#include "network_files/onnx_fields.h"
#include "network_files/onnx_tensor.h"
#include "network_files/wire_writer.h"

#include <cstring>
#include <string>
#include <vector>

namespace convlens {

inline std::string raw_floats(const std::vector<float>& numbers) {
    std::string raw(numbers.size() * sizeof(float), '\0');
    std::memcpy(raw.data(), numbers.data(), raw.size());
    return raw;
}

/// A TensorProto with raw bytes.
inline WireWriter tensor_message(const std::string& name, OnnxType type, const std::vector<int64_t>& shape,
                                 const std::string& raw) {
    WireWriter tensor;
    for (const int64_t size : shape)
        tensor.integer(onnx_field::tensor_dims, size);
    tensor.integer(onnx_field::tensor_type, static_cast<int64_t>(type));
    tensor.text(onnx_field::tensor_name, name);
    tensor.text(onnx_field::tensor_raw, raw);
    return tensor;
}

/// A model while it is put together; its output is "y".
class OnnxBytes {
public:
    explicit OnnxBytes(const std::vector<int64_t>& input_shape = {1, 1, 4, 4}, const std::string& input = "x",
                       OnnxType type = OnnxType::float32) {
        add_input(input, input_shape, type);
    }

    OnnxBytes& add_input(const std::string& name, const std::vector<int64_t>& shape,
                         OnnxType type = OnnxType::float32) {
        WireWriter axes, tensor, kind, port;
        for (const int64_t size : shape) {
            WireWriter axis;
            if (size > 0)
                axis.integer(onnx_field::axis_size, size);
            axes.message(onnx_field::shape_axis, axis);
        }
        tensor.integer(onnx_field::element_type, static_cast<int64_t>(type));
        tensor.message(onnx_field::element_shape, axes);
        kind.message(onnx_field::type_tensor, tensor);
        port.text(onnx_field::port_name, name);
        port.message(onnx_field::port_type, kind);
        graph_.message(onnx_field::graph_input, port);
        return *this;
    }
    OnnxBytes& floats(const std::string& name, const std::vector<int64_t>& shape,
                      const std::vector<float>& numbers) {
        return array(tensor_message(name, OnnxType::float32, shape, raw_floats(numbers)));
    }
    OnnxBytes& integers(const std::string& name, const std::vector<int64_t>& numbers) {
        std::string raw(numbers.size() * sizeof(int64_t), '\0');
        std::memcpy(raw.data(), numbers.data(), raw.size());
        return array(tensor_message(name, OnnxType::int64, {static_cast<int64_t>(numbers.size())}, raw));
    }
    OnnxBytes& array(const WireWriter& tensor) {
        graph_.message(onnx_field::graph_array, tensor);
        return *this;
    }

    /// Attributes: name and integers, one or a list.
    struct Integers {
        std::string name;
        std::vector<int64_t> values;
        bool is_list = true;
    };
    OnnxBytes& node(const std::string& op, const std::vector<std::string>& inputs,
                    const std::vector<std::string>& outputs, const std::vector<Integers>& attributes = {},
                    const std::string& name = {}) {
        WireWriter node;
        for (const std::string& input : inputs)
            node.text(onnx_field::node_input, input);
        for (const std::string& output : outputs)
            node.text(onnx_field::node_output, output);
        if (!name.empty())
            node.text(onnx_field::node_name, name);
        node.text(onnx_field::node_op, op);
        for (const Integers& one : attributes) {
            WireWriter attribute;
            attribute.text(onnx_field::attribute_name, one.name);
            for (const int64_t value : one.values)
                attribute.integer(one.is_list ? onnx_field::attribute_ints : onnx_field::attribute_i, value);
            node.message(onnx_field::node_attribute, attribute);
        }
        graph_.message(onnx_field::graph_node, node);
        return *this;
    }
    OnnxBytes& field(uint32_t number, std::string_view bytes) {
        graph_.text(number, bytes);
        return *this;
    }

    std::string bytes(int64_t opset = 13, const std::string& output = "y") const {
        WireWriter graph = graph_, port, set, model;
        port.text(onnx_field::port_name, output);
        graph.message(onnx_field::graph_output, port);
        set.integer(onnx_field::opset_version, opset);
        model.integer(onnx_field::model_version, 8);
        model.message(onnx_field::model_graph, graph);
        model.message(onnx_field::model_opset, set);
        return model.take();
    }

private:
    WireWriter graph_;
};

} // namespace convlens
