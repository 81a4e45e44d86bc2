// Operators that change each number on its own, with constants folded into weights.
#include "network_files/converters.h"

#include <cmath>
#include <limits>
#include <utility>

namespace convlens {
namespace {

int add_plain(NodeReader& node, LayerKind kind, int from) {
    Layer layer;
    layer.kind = kind;
    return node.add(std::move(layer), from);
}

void convert_plain(NodeReader& node, LayerKind kind) {
    node.give_layer(add_plain(node, kind, node.layer(0)));
}

/// A bound that float32 does not reach is none.
double bound(double value) {
    return std::abs(value) >= static_cast<double>(std::numeric_limits<float>::max())
               ? std::copysign(std::numeric_limits<double>::infinity(), value)
               : value;
}

struct Bounds {
    double low, high;
};

int add_clip(NodeReader& node, int from, const Bounds& bounds, std::string_view part) {
    Layer clip;
    clip.kind = LayerKind::clip;
    clip.low = bounds.low;
    clip.high = bounds.high;
    return node.add(std::move(clip), from, part);
}

/// max(0, min(1, alpha x + beta))
int add_hard_sigmoid(NodeReader& node, double alpha, double beta, std::string_view part) {
    const auto scalar = [](double number) { return Tensor<float>(Sizes{1}, {static_cast<float>(number)}); };
    require_finite({static_cast<float>(alpha), static_cast<float>(beta)}, node.node().op);
    const int line = add_affine(node, node.layer(0), scalar(alpha), scalar(beta), "line");
    return add_clip(node, line, {0, 1}, part);
}

/// Where softmax goes over several axes as one, a reshape before and behind it.
int add_flat_softmax(NodeReader& node, Layer layer, int from, std::size_t axis) {
    const Sizes shape = node.shape(from);
    Sizes flat{1, 1};
    for (std::size_t i = 0; i < shape.size(); ++i)
        flat[i < axis ? 0 : 1] *= shape[i];
    layer.axis = 1;
    const int rows = add_reshape(node, from, flat);
    return add_reshape(node, node.add(std::move(layer), rows), shape);
}

struct Statistics {
    std::vector<double> scale, bias, mean, variance;
};

Statistics statistics_of(NodeReader& node) {
    Statistics given;
    std::vector<double>* const lists[] = {&given.scale, &given.bias, &given.mean, &given.variance};
    for (std::size_t i = 0; i < 4; ++i) {
        const Constant& from = node.constant(i + 1);
        *lists[i] = doubles_of(from);
        node.builder().charge_weights(from.count());
        if (lists[i]->size() != given.scale.size())
            node.refuse("error.onnx_op_inputs", {{"value", std::to_string(node.input_count())}});
    }
    return given;
}

/// Whether the statistics would be the batch's own.
bool is_in_training(const NodeReader& node) {
    if (node.opset() >= 14)
        return node.integer("training_mode", 0) != 0;
    for (std::size_t output = 1; output < node.node().outputs.size(); ++output)
        if (node.is_wanted(output))
            return node.integer("is_test", 0) == 0;
    return false;
}

} // namespace

void require_float(const NodeReader& node) {
    if (!is_float(node.layer_type()))
        node.refuse("error.onnx_op_type", {{"value", onnx_type_name(node.layer_type())}});
}

void convert_relu(NodeReader& node) {
    convert_plain(node, LayerKind::relu);
}

void convert_sigmoid(NodeReader& node) {
    require_float(node);
    convert_plain(node, LayerKind::sigmoid);
}

void convert_hard_sigmoid(NodeReader& node) {
    require_float(node);
    node.give_layer(add_hard_sigmoid(node, node.number("alpha", 0.2), node.number("beta", 0.5), {}));
}

void convert_hard_swish(NodeReader& node) {
    require_float(node);
    Layer layer;
    layer.kind = LayerKind::mul;
    layer.reads = {add_hard_sigmoid(node, 1.0 / 6, 0.5, "gate")};
    node.give_layer(node.add(std::move(layer), node.layer(0)));
}

void convert_tanh(NodeReader& node) {
    require_float(node);
    convert_plain(node, LayerKind::tanh);
}

void convert_leaky_relu(NodeReader& node) {
    Layer layer;
    layer.kind = LayerKind::leaky_relu;
    layer.alpha = node.number("alpha", 0.01);
    node.give_layer(node.add(std::move(layer), node.layer(0)));
}

/// One slope for all is a leaky ReLU; others scale what is below 0, which what is above is added to.
void convert_prelu(NodeReader& node) {
    require_float(node);
    const int from = node.layer(0);
    Tensor<float> slope = node.weights(1);
    if (slope.count() == 1) {
        Layer layer;
        layer.kind = LayerKind::leaky_relu;
        layer.alpha = static_cast<double>(slope.data.front());
        return node.give_layer(node.add(std::move(layer), from));
    }
    if (node.opset() < 7 && slope.shape.size() == 1) // a slope a channel
        for (std::size_t axis = 2; axis < node.shape(from).size(); ++axis)
            slope.shape.push_back(1);
    constexpr double none = std::numeric_limits<double>::infinity();
    Layer sum;
    sum.kind = LayerKind::add;
    const int below = add_clip(node, from, {-none, 0}, "below");
    sum.reads = {add_affine(node, below, std::move(slope), {}, "slopes")};
    node.give_layer(node.add(std::move(sum), add_clip(node, from, {0, none}, "above")));
}

void convert_clip(NodeReader& node) {
    constexpr double none = std::numeric_limits<double>::infinity();
    Layer layer;
    layer.kind = LayerKind::clip;
    if (node.opset() < 11) {
        layer.low = bound(node.number("min", -none));
        layer.high = bound(node.number("max", none));
    } else {
        layer.low = node.has(1) ? bound(node.scalar(1)) : -none;
        layer.high = node.has(2) ? bound(node.scalar(2)) : none;
    }
    node.give_layer(node.add(std::move(layer), node.layer(0)));
}

void convert_softmax(NodeReader& node) {
    const int from = node.layer(0);
    const Sizes& shape = node.shape(from);
    const bool is_flat = node.opset() < 13;
    const auto axis =
        static_cast<std::size_t>(axis_within(node, node.integer("axis", is_flat ? 1 : -1), shape.size()));
    Layer layer;
    layer.kind = node.node().op == "Softmax" ? LayerKind::softmax : LayerKind::log_softmax;
    layer.axis = static_cast<int>(axis);
    int64_t behind = 1;
    for (std::size_t i = axis + 1; i < shape.size(); ++i)
        behind *= shape[i];
    node.give_layer(is_flat && behind != 1 ? add_flat_softmax(node, std::move(layer), from, axis)
                                           // cppcheck-suppress accessMoved
                                           : node.add(std::move(layer), from));
}

void convert_batch_norm(NodeReader& node) {
    if (is_in_training(node))
        node.refuse("error.onnx_op_training");
    const int from = node.layer(0);
    const Statistics given = statistics_of(node);
    const double epsilon = node.number("epsilon", 1e-5);
    const bool is_by_channel = node.opset() >= 9 || node.integer("spatial", 1) != 0;
    Sizes shape = node.constant(1).shape;
    Layer layer;
    layer.kind = is_by_channel ? LayerKind::batch_norm : LayerKind::affine;
    layer.weight = layer.bias = Tensor<float>(shape);
    for (std::size_t i = 0; i < given.scale.size(); ++i) {
        const double weight = given.scale[i] / std::sqrt(given.variance[i] + epsilon);
        layer.weight.data[i] = static_cast<float>(weight);
        layer.bias.data[i] = static_cast<float>(given.bias[i] - given.mean[i] * weight);
    }
    require_finite(layer.weight.data, node.node().inputs[1]);
    require_finite(layer.bias.data, node.node().inputs[2]);
    node.give_layer(node.add(std::move(layer), from));
}

void convert_identity(NodeReader& node) {
    if (node.is_constant(0))
        node.give_constant(node.constant(0));
    else
        convert_plain(node, LayerKind::identity);
}

void convert_dropout(NodeReader& node) {
    const bool trains = node.opset() >= 12 && node.has(2) && node.scalar(2) != 0;
    const bool drops = !node.has(1) || node.scalar(1) != 0;
    if (trains && drops)
        node.refuse("error.onnx_op_training");
    convert_plain(node, LayerKind::identity);
    node.give(1, {});
}

void convert_cast(NodeReader& node) {
    const auto type = static_cast<OnnxType>(node.integer("to", 0));
    const bool is_number = is_float(type) || is_whole_number(type);
    if (!is_number)
        node.refuse_attribute("to", onnx_type_name(type));
    if (!node.is_constant(0)) {
        if (!is_float(type))
            node.refuse_attribute("to", onnx_type_name(type));
        const auto narrow = type == node.layer_type() ? std::nullopt : narrow_type(type);
        const int layer = narrow ? add_cast(node, node.layer(0), *narrow)
                                 : add_plain(node, LayerKind::identity, node.layer(0));
        node.give(0, {GraphValue::Kind::layer, layer, type, {}});
        return;
    }
    Constant constant = node.constant(0);
    if (is_float(constant.type) && is_whole_number(type)) {
        node.builder().charge_folded(constant.count());
        std::vector<double> whole = doubles_of(constant);
        for (double& number : whole)
            number = type == OnnxType::boolean ? static_cast<double>(number != 0) : std::trunc(number);
        constant = constant_of(type, constant.shape, std::move(whole));
    }
    if (const auto narrow = narrow_type(type); narrow && constant.type != type) {
        node.builder().charge_folded(constant.count());
        std::vector<double> numbers = doubles_of(constant);
        for (double& number : numbers)
            number = static_cast<double>(narrowed(number, *narrow));
        constant = constant_of(type, constant.shape, std::move(numbers));
    }
    constant.type = type;
    node.give_constant(constant);
}

} // namespace convlens
