// The messages ModelProto, GraphProto, NodeProto, AttributeProto and ValueInfoProto by their field numbers.
#include "network_files/onnx_model.h"

#include "convlens/npy.h"
#include "i18n/error.h"
#include "i18n/refuse.h"
#include "input/limits.h"
#include "network_files/onnx_fields.h"
#include "network_files/wire.h"

#include <bit>
#include <string>
#include <utility>

namespace convlens {
namespace {

using namespace onnx_field;

constexpr int64_t first_with_opset = 3; // version of the format

template <class Value> void require_room(const std::vector<Value>& list, int64_t limit, const char* key) {
    if (static_cast<int64_t>(list.size()) >= limit)
        refuse(key, {{"limit", std::to_string(limit)}});
}

/// Calls `use(field)` for every field of a message.
template <class Use> void each_field(std::string_view message, const Use& use) {
    WireReader reader(message);
    for (WireField field; reader.next(field);)
        use(field);
}

OnnxAttribute attribute_of(std::string_view message) {
    OnnxAttribute attribute;
    attribute.message = message;
    each_field(message, [&](const WireField& field) {
        switch (field.number) {
        case attribute_name:
            attribute.name = field.text();
            break;
        case attribute_f:
            attribute.number = field.float32();
            break;
        case attribute_i:
            attribute.integer = field.integer();
            break;
        case attribute_s:
            attribute.text = field.text();
            break;
        case attribute_t:
            attribute.tensor = field.text();
            break;
        default:
            break;
        }
    });
    return attribute;
}

OnnxNode node_of(std::string_view message, int64_t& links) {
    OnnxNode node;
    const auto add = [&](std::vector<std::string_view>& list, std::string_view text) {
        if (++links > limits::network_links)
            refuse("error.onnx_links", {{"limit", std::to_string(limits::network_links)}});
        list.push_back(text);
    };
    each_field(message, [&](const WireField& field) {
        switch (field.number) {
        case node_input:
            add(node.inputs, field.text());
            break;
        case node_output:
            add(node.outputs, field.text());
            break;
        case node_name:
            node.name = field.text();
            break;
        case node_op:
            node.op = field.text();
            break;
        case node_attribute:
            add(node.attributes, field.text());
            break;
        case node_domain:
            node.domain = field.text();
            break;
        default:
            break;
        }
    });
    return node;
}

void read_axis(std::string_view message, OnnxPort& port) {
    int64_t size = 0;
    each_field(message, [&](const WireField& field) {
        if (field.number == axis_size)
            size = field.integer();
    });
    if (size < 0)
        size = 0; // how some exporters write one that is not known
    if (port.shape.size() == Sizes::capacity || size > npy_max_elements)
        refuse("error.onnx_array", {{"array", std::string(port.name)}});
    port.shape.push_back(size);
}

void read_type(std::string_view message, OnnxPort& port) {
    each_field(message, [&](const WireField& kind) {
        if (kind.number != type_tensor)
            return;
        each_field(kind.text(), [&](const WireField& field) {
            if (field.number == element_type)
                port.type = static_cast<OnnxType>(field.integer32());
            if (field.number != element_shape)
                return;
            port.has_shape = true;
            each_field(field.text(), [&](const WireField& axis) {
                if (axis.number == shape_axis)
                    read_axis(axis.text(), port);
            });
        });
    });
}

OnnxPort port_of(std::string_view message) {
    OnnxPort port;
    std::string_view type;
    each_field(message, [&](const WireField& field) {
        if (field.number == port_name)
            port.name = field.text();
        if (field.number == port_type)
            type = field.text();
    });
    read_type(type, port);
    return port;
}

void read_graph(std::string_view message, OnnxModel& model) {
    int64_t links = 0;
    each_field(message, [&](const WireField& field) {
        switch (field.number) {
        case graph_node:
            require_room(model.nodes, limits::network_nodes, "error.onnx_nodes");
            model.nodes.push_back(node_of(field.text(), links));
            break;
        case graph_array:
            require_room(model.arrays, limits::network_arrays, "error.onnx_arrays");
            model.arrays.push_back(onnx_tensor(field.text()));
            break;
        case graph_input:
            require_room(model.inputs, limits::network_arrays, "error.onnx_arrays");
            model.inputs.push_back(port_of(field.text()));
            break;
        case graph_output:
            require_room(model.outputs, limits::network_arrays, "error.onnx_arrays");
            model.outputs.push_back(port_of(field.text()));
            break;
        case graph_sparse:
            refuse("error.onnx_sparse");
        default:
            break;
        }
    });
}

/// False: it is of other operators than the standard's.
bool read_opset(std::string_view message, OnnxModel& model) {
    std::string_view domain;
    int64_t version = 0;
    each_field(message, [&](const WireField& field) {
        if (field.number == opset_domain)
            domain = field.text();
        if (field.number == opset_version)
            version = field.integer();
    });
    const bool is_standard = domain.empty() || domain == "ai.onnx";
    if (is_standard)
        model.opset = version;
    return is_standard;
}

template <class Number, class Take>
std::vector<Number> list_of(const OnnxAttribute& attribute, uint32_t number, WireType type, std::size_t limit,
                            const Take& take) {
    std::vector<Number> list;
    each_field(attribute.message, [&](const WireField& field) {
        if (field.number == number)
            each_number(field, type, [&](uint64_t bits) {
                if (list.size() == limit)
                    refuse("error.onnx_damaged");
                list.push_back(take(bits));
            });
    });
    return list;
}

} // namespace

std::vector<int64_t> attribute_integers(const OnnxAttribute& attribute, std::size_t limit) {
    return list_of<int64_t>(attribute, attribute_ints, WireType::varint, limit,
                            [](uint64_t bits) { return static_cast<int64_t>(bits); });
}

std::vector<float> attribute_numbers(const OnnxAttribute& attribute, std::size_t limit) {
    return list_of<float>(attribute, attribute_floats, WireType::fixed32, limit,
                          [](uint64_t bits) { return std::bit_cast<float>(static_cast<uint32_t>(bits)); });
}

std::vector<OnnxAttribute> attributes_of(const OnnxNode& node) {
    std::vector<OnnxAttribute> attributes;
    attributes.reserve(node.attributes.size());
    for (const std::string_view message : node.attributes)
        attributes.push_back(attribute_of(message));
    return attributes;
}

OnnxModel onnx_model(std::string_view bytes) {
    OnnxModel model;
    bool has_graph = false, has_opset = false;
    int64_t version = 0;
    each_field(bytes, [&](const WireField& field) {
        if (field.number == model_version)
            version = field.integer();
        if (field.number == model_opset)
            has_opset = read_opset(field.text(), model) || has_opset;
        if (field.number != model_graph)
            return;
        if (has_graph)
            refuse("error.onnx_damaged");
        has_graph = true;
        read_graph(field.text(), model);
    });
    if (!has_graph || (version >= first_with_opset && !has_opset))
        refuse("error.onnx_damaged");
    return model;
}

} // namespace convlens
