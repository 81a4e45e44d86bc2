// NodeProto and AttributeProto, field by field.
#include "network_files/node_writer.h"

#include "network_files/onnx_fields.h"

namespace convlens {
namespace {

using namespace onnx_field;

// Of AttributeProto.AttributeType.
constexpr int64_t is_f = 1, is_i = 2, is_s = 3, is_ints = 7;

WireWriter named_attribute(std::string_view name, int64_t type) {
    WireWriter attribute;
    attribute.text(attribute_name, name);
    attribute.integer(attribute_type, type);
    return attribute;
}

} // namespace

NodeWriter::NodeWriter(std::string_view op, const std::string& name, const std::vector<std::string>& inputs,
                       const std::vector<std::string>& outputs) {
    for (const std::string& input : inputs)
        node_.text(node_input, input);
    for (const std::string& output : outputs)
        node_.text(node_output, output);
    node_.text(node_name, name);
    node_.text(node_op, op);
}

NodeWriter& NodeWriter::integer(std::string_view name, int64_t value) {
    WireWriter attribute = named_attribute(name, is_i);
    attribute.integer(attribute_i, value);
    return add(attribute);
}

NodeWriter& NodeWriter::number(std::string_view name, double value) {
    WireWriter attribute = named_attribute(name, is_f);
    attribute.float32(attribute_f, static_cast<float>(value));
    return add(attribute);
}

NodeWriter& NodeWriter::text(std::string_view name, std::string_view value) {
    WireWriter attribute = named_attribute(name, is_s);
    attribute.text(attribute_s, value);
    return add(attribute);
}

NodeWriter& NodeWriter::integers(std::string_view name, const std::vector<int64_t>& values) {
    WireWriter attribute = named_attribute(name, is_ints);
    for (const int64_t value : values)
        attribute.integer(attribute_ints, value);
    return add(attribute);
}

NodeWriter& NodeWriter::add(const WireWriter& attribute) {
    node_.message(node_attribute, attribute);
    return *this;
}

} // namespace convlens
