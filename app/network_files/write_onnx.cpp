// Each layer becomes a node, or a few where ONNX has none alone. Arrays are called LAYER.weight and
// LAYER.bias.
#include "network_files/write_onnx.h"

#include "document/network.h"
#include "i18n/error.h"
#include "network_files/node_writer.h"
#include "network_files/onnx_fields.h"
#include "network_files/onnx_tensor.h"
#include "network_files/wire_writer.h"

#include <bit>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

namespace convlens {
namespace {

using namespace onnx_field;

constexpr int64_t format_version = 8;
constexpr int64_t usual_opset = 17, later_opset = 19;

std::vector<int64_t> list(const Sizes& sizes) {
    return {sizes.begin(), sizes.end()};
}
std::vector<int64_t> list(const Sizes& begin, const Sizes& end) {
    std::vector<int64_t> all = list(begin);
    all.insert(all.end(), end.begin(), end.end());
    return all;
}

bool is_dilated(const Operation& operation) {
    return operation.dilation != Sizes::filled(operation.dims(), 1);
}

/// Pad's wrapping, and parameters of pools, are younger than opset 17.
bool needs_later_opset(const Layer& layer) {
    const Operation& operation = layer.operation;
    switch (layer.kind) {
    case LayerKind::conv:
        return operation.padding_mode == PaddingMode::circular;
    case LayerKind::pad:
        return layer.padding_mode == PaddingMode::circular;
    case LayerKind::avg_pool:
        return is_dilated(operation);
    case LayerKind::lp_pool:
        return is_dilated(operation) || operation.ceil_mode;
    default:
        return false;
    }
}

/// What a layer gives goes by its name; the first layer's is the model's input.
class Writer {
public:
    explicit Writer(const Network& network) : network_(network) {
        for (const Layer& layer : network.layers) {
            names_.insert(layer.name);
            if (needs_later_opset(layer))
                opset_ = later_opset;
        }
    }

    std::string run() {
        for (std::size_t i = 1; i < network_.layers.size(); ++i)
            write(network_.layers[i]);
        const Layer& last = network_.layers.back();
        const std::string result = network_.layers.size() == 1 ? unique("output") : last.name;
        if (result != last.name)
            add(NodeWriter("Identity", result, {last.name}, {result}));
        graph_.text(graph_name, "convlens");
        graph_.message(graph_input, port(network_.layers.front().name, network_.layers.front().shape));
        graph_.message(graph_output, port(result, last.shape));
        WireWriter opset, model;
        opset.text(opset_domain, "");
        opset.integer(opset_version, opset_);
        model.integer(model_version, format_version);
        model.text(model_producer, "convlens");
        model.message(model_graph, graph_);
        model.message(model_opset, opset);
        return model.take();
    }

private:
    static WireWriter port(const std::string& name, const Sizes& shape) {
        WireWriter axes, tensor, type, port;
        for (const int64_t size : shape) {
            WireWriter axis;
            axis.integer(axis_size, size);
            axes.message(shape_axis, axis);
        }
        tensor.integer(element_type, static_cast<int64_t>(OnnxType::float32));
        tensor.message(element_shape, axes);
        type.message(type_tensor, tensor);
        port.text(port_name, name);
        port.message(port_type, type);
        return port;
    }

    void add(const NodeWriter& node) { graph_.message(graph_node, node.message()); }

    /// A name that is not taken yet, like the wanted one.
    std::string unique(std::string name) {
        while (!names_.insert(name).second)
            name += "_";
        return name;
    }

    std::string array(const std::string& wanted, OnnxType type, const Sizes& shape, std::string_view raw) {
        std::string name = unique(wanted);
        WireWriter tensor;
        for (const int64_t size : shape)
            tensor.integer(tensor_dims, size);
        tensor.integer(tensor_type, static_cast<int64_t>(type));
        tensor.text(tensor_name, name);
        tensor.text(tensor_raw, raw);
        graph_.message(graph_array, tensor);
        return name;
    }
    std::string floats(const std::string& name, const Sizes& shape, const std::vector<float>& numbers) {
        static_assert(std::endian::native == std::endian::little);
        return array(name, OnnxType::float32, shape,
                     {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(float)});
    }
    std::string integers(const std::string& name, const std::vector<int64_t>& numbers) {
        return array(name, OnnxType::int64, {static_cast<int64_t>(numbers.size())},
                     {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(int64_t)});
    }
    std::string scalar(const std::string& name, double number) {
        return floats(name, {}, {static_cast<float>(number)});
    }
    std::string tensor(const std::string& name, const Tensor<float>& numbers) {
        return floats(name, numbers.shape, numbers.data);
    }

    const Layer& read(const Layer& layer, std::size_t i) const {
        return network_.layers[static_cast<std::size_t>(layer.reads[i])];
    }
    std::vector<std::string> reads(const Layer& layer) const {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < layer.reads.size(); ++i)
            names.push_back(read(layer, i).name);
        return names;
    }
    /// A node with the layer's name that reads what the layer reads, and more.
    NodeWriter node(std::string_view op, const Layer& layer,
                    const std::vector<std::string>& more = {}) const {
        std::vector<std::string> inputs = reads(layer);
        inputs.insert(inputs.end(), more.begin(), more.end());
        return {op, layer.name, inputs, {layer.name}};
    }
    [[noreturn]] static void refuse(const Layer& layer) {
        throw Error(Error::Fault::request, "error.onnx_write",
                    {{"layer", layer.name}, {"kind", std::string(name_of(layer_kind_names(), layer.kind))}},
                    "");
    }

    // Layers.

    std::vector<std::string> weights(const Layer& layer) {
        std::vector<std::string> names{tensor(layer.name + ".weight", layer.weight)};
        if (!layer.bias.data.empty())
            names.push_back(tensor(layer.name + ".bias", layer.bias));
        return names;
    }

    static std::string_view onnx_mode(PaddingMode mode) {
        switch (mode) {
        case PaddingMode::zeros:
            return "constant";
        case PaddingMode::reflect:
            return "reflect";
        case PaddingMode::replicate:
            return "edge";
        case PaddingMode::circular:
            break;
        }
        return "wrap";
    }

    struct Padding {
        Sizes begin, end; // of all axes
        PaddingMode mode = PaddingMode::zeros;
        double value = 0;
    };
    /// A Pad node; returns the name of what it gives.
    std::string pad(const std::string& from, const std::string& name, const Padding& padding) {
        std::vector<std::string> inputs{from, integers(name + ".pads", list(padding.begin, padding.end))};
        if (padding.mode == PaddingMode::zeros)
            inputs.push_back(scalar(name + ".value", padding.value));
        add(NodeWriter("Pad", name, inputs, {name}).text("mode", onnx_mode(padding.mode)));
        return name;
    }
    /// An Operation's padding as a node of its own before it.
    std::string pad_before(const Layer& layer) {
        Padding padding{{0, 0}, {0, 0}, layer.operation.padding_mode, 0};
        for (std::size_t axis = 0; axis < layer.operation.dims(); ++axis) {
            padding.begin.push_back(layer.operation.padding_begin[axis]);
            padding.end.push_back(layer.operation.padding_end[axis]);
        }
        return pad(read(layer, 0).name, unique(layer.name + ".pad"), padding);
    }

    void window_attributes(NodeWriter& node, const Operation& operation, bool has_padding = true) {
        node.integers("kernel_shape", list(operation.kernel_size));
        node.integers("strides", list(operation.stride));
        if (has_padding)
            node.integers("pads", list(operation.padding_begin, operation.padding_end));
    }

    void write_conv(const Layer& layer) {
        const bool pads_before = layer.operation.padding_mode != PaddingMode::zeros;
        std::vector<std::string> inputs{pads_before ? pad_before(layer) : read(layer, 0).name};
        for (const std::string& name : weights(layer))
            inputs.push_back(name);
        const bool is_transposed = layer.kind == LayerKind::conv_transpose;
        NodeWriter node(is_transposed ? "ConvTranspose" : "Conv", layer.name, inputs, {layer.name});
        window_attributes(node, layer.operation, !pads_before);
        node.integers("dilations", list(layer.operation.dilation)).integer("group", layer.operation.groups);
        if (is_transposed)
            node.integers("output_padding", list(layer.operation.output_padding));
        add(node);
    }

    bool has_unpool(const Layer& pool) const {
        for (const Layer& layer : network_.layers)
            if (layer.kind == LayerKind::max_unpool && &read(layer, 1) == &pool)
                return true;
        return false;
    }

    void write_pool(const Layer& layer) {
        const Operation& operation = layer.operation;
        const bool is_max = layer.kind == LayerKind::max_pool, is_average = layer.kind == LayerKind::avg_pool;
        if (!is_max && !is_average &&
            (operation.norm_p != std::floor(operation.norm_p) || operation.norm_p < 1))
            refuse(layer);
        std::vector<std::string> outputs{layer.name};
        if (is_max && has_unpool(layer))
            outputs.push_back(layer.name + ".indices");
        NodeWriter node(is_max       ? "MaxPool"
                        : is_average ? "AveragePool"
                                     : "LpPool",
                        layer.name, reads(layer), outputs);
        window_attributes(node, operation);
        if (is_max || is_dilated(operation))
            node.integers("dilations", list(operation.dilation));
        if (operation.ceil_mode)
            node.integer("ceil_mode", 1);
        if (is_average)
            node.integer("count_include_pad", operation.count_include_pad ? 1 : 0);
        if (!is_max && !is_average)
            node.integer("p", static_cast<int64_t>(operation.norm_p));
        add(node);
    }

    void write_unpool(const Layer& layer) {
        const std::string shape = integers(layer.name + ".shape", list(layer.shape));
        NodeWriter node("MaxUnpool", layer.name,
                        {read(layer, 0).name, read(layer, 1).name + ".indices", shape}, {layer.name});
        window_attributes(node, layer.operation);
        add(node);
    }

    void write_dense(const Layer& layer) {
        if (read(layer, 0).shape.size() == 2)
            return add(node("Gemm", layer, weights(layer)).integer("transB", 1));
        const int64_t outputs = layer.weight.shape[0], inputs = layer.weight.shape[1];
        std::vector<float> turned(layer.weight.data.size());
        for (int64_t o = 0; o < outputs; ++o)
            for (int64_t i = 0; i < inputs; ++i)
                turned[static_cast<std::size_t>(i * outputs + o)] = layer.weight[o * inputs + i];
        const std::string weight = floats(layer.name + ".weight", {inputs, outputs}, turned);
        if (layer.bias.data.empty())
            return add(node("MatMul", layer, {weight}));
        const std::string product = unique(layer.name + ".product");
        add(NodeWriter("MatMul", product, {read(layer, 0).name, weight}, {product}));
        add(NodeWriter("Add", layer.name, {product, tensor(layer.name + ".bias", layer.bias)}, {layer.name}));
    }

    void write_batch_norm(const Layer& layer) {
        const Sizes shape{layer.shape[1]};
        const auto count = static_cast<std::size_t>(shape[0]);
        const auto or_all = [&](const Tensor<float>& numbers, float value) {
            return numbers.data.empty() ? std::vector<float>(count, value) : numbers.data;
        };
        add(node("BatchNormalization", layer,
                 {floats(layer.name + ".weight", shape, or_all(layer.weight, 1)),
                  floats(layer.name + ".bias", shape, or_all(layer.bias, 0)),
                  floats(layer.name + ".mean", shape, std::vector<float>(count, 0)),
                  floats(layer.name + ".variance", shape, std::vector<float>(count, 1))})
                .number("epsilon", 0));
    }

    void write_affine(const Layer& layer) {
        const bool scales = !layer.weight.data.empty(), adds = !layer.bias.data.empty();
        std::string from = read(layer, 0).name;
        if (!scales && !adds)
            return add(node("Identity", layer));
        if (scales) {
            const std::string product = adds ? unique(layer.name + ".product") : layer.name;
            add(NodeWriter("Mul", product, {from, tensor(layer.name + ".weight", layer.weight)}, {product}));
            from = product;
        }
        if (adds)
            add(NodeWriter("Add", layer.name, {from, tensor(layer.name + ".bias", layer.bias)},
                           {layer.name}));
    }

    /// Of two at a time.
    void write_product(const Layer& layer) {
        if (layer.reads.size() == 1)
            return add(node("Identity", layer));
        std::string from = read(layer, 0).name;
        for (std::size_t i = 1; i < layer.reads.size(); ++i) {
            const bool is_last = i + 1 == layer.reads.size();
            const std::string product = is_last ? layer.name : unique(layer.name + ".product");
            add(NodeWriter("Mul", product, {from, read(layer, i).name}, {product}));
            from = product;
        }
    }

    /// To few bits and back. Integers wrap around, which Cast leaves open.
    void write_cast(const Layer& layer) {
        const bool is_half = layer.cast_to == NarrowType::float16;
        if (!is_half && layer.cast_to != NarrowType::bfloat16)
            refuse(layer);
        const auto type = [](OnnxType to) { return static_cast<int64_t>(to); };
        const std::string narrow = unique(layer.name + ".narrow");
        add(NodeWriter("Cast", narrow, reads(layer), {narrow})
                .integer("to", type(is_half ? OnnxType::float16 : OnnxType::bfloat16)));
        add(NodeWriter("Cast", layer.name, {narrow}, {layer.name}).integer("to", type(OnnxType::float32)));
    }

    void write_clip(const Layer& layer) {
        const std::string low = std::isinf(layer.low) ? "" : scalar(layer.name + ".min", layer.low);
        const std::string high = std::isinf(layer.high) ? "" : scalar(layer.name + ".max", layer.high);
        add(node("Clip", layer, high.empty() ? std::vector{low} : std::vector{low, high}));
    }

    void write_global_pool(const Layer& layer) {
        if (layer.keep_axes)
            return add(node("GlobalAveragePool", layer));
        std::vector<int64_t> axes;
        for (std::size_t axis = 2; axis < read(layer, 0).shape.size(); ++axis)
            axes.push_back(static_cast<int64_t>(axis));
        if (opset_ == later_opset)
            return add(
                node("ReduceMean", layer, {integers(layer.name + ".axes", axes)}).integer("keepdims", 0));
        add(node("ReduceMean", layer).integers("axes", axes).integer("keepdims", 0));
    }

    void write(const Layer& layer) {
        switch (layer.kind) {
        case LayerKind::input:
            refuse(layer);
        case LayerKind::conv:
        case LayerKind::conv_transpose:
            return write_conv(layer);
        case LayerKind::max_pool:
        case LayerKind::avg_pool:
        case LayerKind::lp_pool:
            return write_pool(layer);
        case LayerKind::max_unpool:
            return write_unpool(layer);
        case LayerKind::dense:
            return write_dense(layer);
        case LayerKind::relu:
            return add(node("Relu", layer));
        case LayerKind::leaky_relu:
            return add(node("LeakyRelu", layer).number("alpha", layer.alpha));
        case LayerKind::clip:
            return write_clip(layer);
        case LayerKind::sigmoid:
            return add(node("Sigmoid", layer));
        case LayerKind::tanh:
            return add(node("Tanh", layer));
        case LayerKind::batch_norm:
            return write_batch_norm(layer);
        case LayerKind::affine:
            return write_affine(layer);
        case LayerKind::global_avg_pool:
            return write_global_pool(layer);
        case LayerKind::flatten:
            return add(node("Flatten", layer).integer("axis", layer.axis));
        case LayerKind::reshape:
            return add(node("Reshape", layer, {integers(layer.name + ".shape", list(layer.target))}));
        case LayerKind::softmax:
            return add(node("Softmax", layer).integer("axis", layer.axis));
        case LayerKind::log_softmax:
            return add(node("LogSoftmax", layer).integer("axis", layer.axis));
        case LayerKind::add:
            return add(node(layer.reads.size() == 2 ? "Add" : "Sum", layer));
        case LayerKind::mul:
            return write_product(layer);
        case LayerKind::div:
            return add(node("Div", layer));
        case LayerKind::cast:
            return write_cast(layer);
        case LayerKind::concat:
            return add(node("Concat", layer).integer("axis", layer.axis));
        case LayerKind::pad:
            pad(read(layer, 0).name, layer.name,
                {layer.pad_begin, layer.pad_end, layer.padding_mode, layer.pad_value});
            return;
        case LayerKind::identity:
            return add(node("Identity", layer));
        }
    }

    const Network& network_;
    WireWriter graph_;
    std::set<std::string> names_; // of values
    int64_t opset_ = usual_opset;
};

} // namespace

std::string write_onnx(const Network& network) {
    return Writer(network).run();
}

} // namespace convlens
