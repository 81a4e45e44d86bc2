// Names are looked up in what earlier nodes gave; what is not there is a circle or a wrong order.
#include "network_files/node_reader.h"

#include "convlens/operation.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {

NodeReader::NodeReader(const OnnxNode& node, int64_t opset, NetworkBuilder& builder, GraphValues& values)
    : node_(node), opset_(opset), builder_(builder), values_(values) {
    for (const OnnxAttribute& attribute : attributes_of(node))
        attributes_.emplace(attribute.name, attribute);
}

void NodeReader::refuse(std::string key, Error::Values values) const {
    const std::string_view called = !node_.name.empty()      ? node_.name
                                    : !node_.outputs.empty() ? node_.outputs.front()
                                                             : std::string_view();
    std::string op(node_.op);
    if (!node_.domain.empty())
        op = std::string(node_.domain) + "." + op;
    values.emplace_back("node", printable_name(called));
    values.emplace_back("op", printable_name(op));
    throw Error(Error::Fault::request, std::move(key), std::move(values), "");
}

void NodeReader::refuse_attribute(std::string_view name, const std::string& value) const {
    refuse("error.onnx_op_attribute", {{"name", std::string(name)}, {"value", value}});
}

const GraphValue& NodeReader::value(std::size_t input) const {
    if (!has(input))
        refuse("error.onnx_op_inputs", {{"value", std::to_string(node_.inputs.size())}});
    const auto found = values_.find(node_.inputs[input]);
    if (found == values_.end())
        refuse("error.onnx_reads", {{"value", std::string(node_.inputs[input])}});
    return found->second;
}

int NodeReader::layer(std::size_t input) const {
    const GraphValue& given = value(input);
    if (given.kind != GraphValue::Kind::layer)
        refuse("error.onnx_op_input", {{"value", std::string(node_.inputs[input])}});
    return given.layer;
}

const Constant& NodeReader::constant(std::size_t input) const {
    const GraphValue& given = value(input);
    if (given.kind != GraphValue::Kind::constant)
        refuse("error.onnx_op_constant", {{"value", std::string(node_.inputs[input])}});
    return given.constant;
}

void require_finite(const std::vector<float>& numbers, std::string_view array) {
    if (!std::all_of(numbers.begin(), numbers.end(), [](float number) { return std::isfinite(number); }))
        throw Error(Error::Fault::request, "error.network_not_finite", {{"array", std::string(array)}}, "");
}

Tensor<float> NodeReader::weights(std::size_t input) const {
    const Constant& from = constant(input);
    if (from.count() == 0)
        refuse("error.onnx_op_shapes");
    // As many as the file has; charged afterwards, so that a shape that lies is told from one that is large.
    Tensor<float> tensor(from.shape, floats_of(from));
    builder_.charge_weights(tensor.count());
    require_finite(tensor.data, node_.inputs[input]);
    return tensor;
}

double NodeReader::scalar(std::size_t input) const {
    const Constant& from = constant(input);
    const std::vector<double> numbers = from.count() == 1 ? doubles_of(from) : std::vector<double>();
    if (numbers.empty() || std::isnan(numbers.front()))
        refuse("error.onnx_op_inputs", {{"value", std::to_string(node_.inputs.size())}});
    return numbers.front();
}

std::vector<int64_t> NodeReader::integers(std::size_t input, std::size_t limit) const {
    const Constant& from = constant(input);
    if (from.count() > static_cast<int64_t>(limit))
        refuse("error.onnx_op_constant", {{"value", std::string(node_.inputs[input])}});
    return integers_of(from);
}

int64_t NodeReader::integer(std::string_view name, int64_t usual) const {
    const auto found = attributes_.find(name);
    if (found == attributes_.end())
        return usual;
    if (!found->second.integer)
        refuse_attribute(name, "");
    return *found->second.integer;
}

double NodeReader::number(std::string_view name, double usual) const {
    const auto found = attributes_.find(name);
    if (found == attributes_.end())
        return usual;
    if (found->second.integer)
        return static_cast<double>(*found->second.integer);
    if (!found->second.number || std::isnan(*found->second.number))
        refuse_attribute(name, "");
    return *found->second.number;
}

std::string_view NodeReader::text(std::string_view name, std::string_view usual) const {
    const auto found = attributes_.find(name);
    if (found == attributes_.end())
        return usual;
    if (!found->second.text)
        refuse_attribute(name, "");
    return *found->second.text;
}

std::optional<std::vector<int64_t>> NodeReader::integers(std::string_view name, std::size_t limit) const {
    const auto found = attributes_.find(name);
    if (found == attributes_.end())
        return {};
    return attribute_integers(found->second, limit);
}

std::optional<OnnxTensor> NodeReader::tensor(std::string_view name) const {
    const auto found = attributes_.find(name);
    if (found == attributes_.end())
        return {};
    if (!found->second.tensor)
        refuse_attribute(name, "");
    return onnx_tensor(*found->second.tensor);
}

Sizes NodeReader::sizes(std::string_view name, std::size_t count, int64_t usual) const {
    const auto list = integers(name, Sizes::capacity);
    if (!list)
        return Sizes::filled(count, usual);
    Sizes sizes;
    for (const int64_t size : *list) {
        if (size > max_number || size < -max_number)
            refuse_attribute(name, std::to_string(size));
        sizes.push_back(size);
    }
    if (sizes.size() != count)
        refuse_attribute(name, std::to_string(sizes.size()));
    return sizes;
}

bool NodeReader::is_wanted(std::size_t output) const {
    return output < node_.outputs.size() && !node_.outputs[output].empty();
}

void NodeReader::give(std::size_t output, GraphValue value) {
    if (!is_wanted(output))
        return;
    if (!values_.emplace(node_.outputs[output], std::move(value)).second)
        refuse("error.onnx_twice", {{"value", std::string(node_.outputs[output])}});
}

int NodeReader::add(Layer layer, int from, std::string_view part) {
    layer.reads.insert(layer.reads.begin(), from);
    std::string name(node_.name);
    if (!name.empty() && !part.empty())
        name.append(".").append(part);
    return builder_.add(std::move(layer), name);
}

OnnxType NodeReader::layer_type() const {
    for (std::size_t input = 0; input < input_count(); ++input)
        if (has(input) && value(input).kind == GraphValue::Kind::layer)
            return value(input).type;
    return OnnxType::float32;
}

void NodeReader::give_layer(int layer) {
    give(0, {GraphValue::Kind::layer, layer, layer_type(), {}});
}

void NodeReader::give_constant(const Constant& constant) {
    give(0, {GraphValue::Kind::constant, 0, constant.type, constant});
}

} // namespace convlens
