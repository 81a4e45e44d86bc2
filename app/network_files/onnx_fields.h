// Numbers of the fields of onnx.proto that are read or written.
#pragma once

#include <cstdint>

namespace convlens::onnx_field {

inline constexpr uint32_t model_version = 1, model_producer = 2, model_graph = 7, model_opset = 8;
inline constexpr uint32_t opset_domain = 1, opset_version = 2;
inline constexpr uint32_t graph_node = 1, graph_name = 2, graph_array = 5, graph_input = 11,
                          graph_output = 12, graph_sparse = 15;
inline constexpr uint32_t node_input = 1, node_output = 2, node_name = 3, node_op = 4, node_attribute = 5,
                          node_domain = 7;
inline constexpr uint32_t attribute_name = 1, attribute_f = 2, attribute_i = 3, attribute_s = 4,
                          attribute_t = 5, attribute_floats = 7, attribute_ints = 8, attribute_type = 20;
inline constexpr uint32_t port_name = 1, port_type = 2;
inline constexpr uint32_t type_tensor = 1;
inline constexpr uint32_t element_type = 1, element_shape = 2;
inline constexpr uint32_t shape_axis = 1, axis_size = 1;
inline constexpr uint32_t tensor_dims = 1, tensor_type = 2, tensor_segment = 3, tensor_float = 4,
                          tensor_int32 = 5, tensor_int64 = 7, tensor_name = 8, tensor_raw = 9,
                          tensor_double = 10, tensor_uint64 = 11, tensor_external = 13, tensor_location = 14;

} // namespace convlens::onnx_field
