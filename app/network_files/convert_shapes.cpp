// Operators that move numbers without changing them: of layers they are reshapes, pads and concatenations.
#include "network_files/converters.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace convlens {
namespace {

/// The list that was an attribute before `opset` and is an input from then on; none: it is left out.
std::optional<std::vector<int64_t>> listed(const NodeReader& node, std::string_view attribute,
                                           std::size_t input, int64_t opset, std::size_t limit) {
    if (node.opset() < opset)
        return node.integers(attribute, limit);
    if (!node.has(input))
        return {};
    return node.integers(input, limit);
}

/// Gives the first input with another shape of the same number of elements: a constant stays one.
void give_shaped(NodeReader& node, const Sizes& shape) {
    if (node.is_constant(0)) {
        Constant constant = node.constant(0);
        constant.shape = shape;
        return node.give_constant(constant);
    }
    Layer layer;
    layer.kind = LayerKind::reshape;
    layer.target = shape;
    if (shape.empty())
        node.refuse("error.onnx_op_axes", {{"value", "0"}, {"needed", "1"}});
    node.give_layer(node.add(std::move(layer), node.layer(0)));
}

Sizes shape_of(const NodeReader& node, std::size_t input) {
    return node.is_constant(input) ? node.constant(input).shape : node.shape(node.layer(input));
}

void push(const NodeReader& node, Sizes& shape, int64_t size) {
    if (shape.size() == Sizes::capacity || size < 0 || size > max_number)
        node.refuse("error.onnx_op_shapes");
    shape.push_back(size);
}

/// `wanted` with -1 and 0 resolved; throws where the count is another.
Sizes resolved(const NodeReader& node, const std::vector<int64_t>& wanted, const Sizes& from,
               bool keeps_zero) {
    Sizes shape;
    int64_t known = 1;
    std::optional<std::size_t> open;
    for (std::size_t axis = 0; axis < wanted.size(); ++axis) {
        int64_t size = wanted[axis];
        if (size == 0 && !keeps_zero && axis < from.size())
            size = from[axis];
        if (size == -1 && !open)
            open = axis;
        push(node, shape, size == -1 && open == axis ? 1 : size);
        known *= shape[axis];
        if (known > max_number)
            node.refuse("error.onnx_op_shapes");
    }
    const int64_t count = from.product();
    if (open && known > 0 && count % known == 0)
        shape[*open] = count / known;
    if (shape.product() != count)
        node.refuse("error.onnx_op_shapes");
    return shape;
}

/// Where some of what is put together are constants: pads with room for them, and adds them.
int add_constants(NodeReader& node, std::size_t axis) {
    std::optional<int> layer;
    int64_t before = 0, behind = 0;
    for (std::size_t input = 0; input < node.input_count(); ++input) {
        const Sizes shape = shape_of(node, input);
        if (shape.size() <= axis || (layer && !node.is_constant(input)))
            node.refuse_op();
        if (!node.is_constant(input))
            layer = node.layer(input);
        else
            (layer ? behind : before) += shape[axis];
    }
    Sizes whole = node.shape(*layer);
    Layer pad;
    pad.kind = LayerKind::pad;
    pad.pad_begin = pad.pad_end = Sizes::filled(whole.size(), 0);
    pad.pad_begin[axis] = before;
    pad.pad_end[axis] = behind;
    const int padded = node.add(std::move(pad), *layer, "room");
    whole = node.shape(padded);
    node.builder().charge_weights(whole.product());
    Layer added;
    added.kind = LayerKind::affine;
    added.bias = Tensor<float>(whole);
    int64_t outer = 1, inner = 1, at = 0;
    for (std::size_t i = 0; i < whole.size(); ++i)
        (i < axis ? outer : inner) *= i == axis ? 1 : whole[i];
    for (std::size_t input = 0; input < node.input_count(); ++input) {
        const int64_t run = shape_of(node, input)[axis] * inner;
        if (node.is_constant(input)) {
            const Tensor<float> numbers = node.weights(input);
            if (numbers.count() != outer * run)
                node.refuse("error.onnx_op_shapes");
            for (int64_t row = 0; row < outer; ++row)
                std::copy_n(numbers.data.begin() + row * run, run,
                            added.bias.data.begin() + row * whole[axis] * inner + at);
        }
        at += run;
    }
    return node.add(std::move(added), padded);
}

PaddingMode padding_mode_of(const NodeReader& node) {
    const std::string_view mode = node.text("mode", "constant");
    if (mode == "constant")
        return PaddingMode::zeros;
    if (mode == "reflect")
        return PaddingMode::reflect;
    if (mode == "edge")
        return PaddingMode::replicate;
    if (mode != "wrap")
        node.refuse_attribute("mode", std::string(mode));
    return PaddingMode::circular;
}

/// Axes that a Pad is about, from opset 18 on; else all.
std::vector<int64_t> padded_axes(const NodeReader& node, std::size_t count) {
    std::vector<int64_t> axes;
    if (node.opset() >= 18 && node.has(3))
        axes = node.integers(3, Sizes::capacity);
    else
        for (std::size_t axis = 0; axis < count; ++axis)
            axes.push_back(static_cast<int64_t>(axis));
    for (int64_t& axis : axes)
        axis = axis_within(node, axis, count);
    return axes;
}

} // namespace

void convert_shape(NodeReader& node) {
    const Sizes shape = shape_of(node, 0);
    const auto count = static_cast<int64_t>(shape.size());
    const auto place = [&](std::string_view name, int64_t usual) {
        const int64_t at = std::clamp<int64_t>(node.integer(name, usual), -count, count);
        return at < 0 ? at + count : at;
    };
    std::vector<double> sizes;
    for (int64_t axis = place("start", 0); axis < place("end", count); ++axis)
        sizes.push_back(static_cast<double>(shape[static_cast<std::size_t>(axis)]));
    const auto length = static_cast<int64_t>(sizes.size());
    node.give_constant(constant_of(OnnxType::int64, {length}, std::move(sizes)));
}

void convert_squeeze(NodeReader& node) {
    const Sizes shape = shape_of(node, 0);
    std::vector<int64_t> axes = listed(node, "axes", 1, 13, Sizes::capacity).value_or(std::vector<int64_t>());
    for (int64_t& axis : axes)
        axis = axis_within(node, axis, shape.size());
    Sizes left;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        const bool is_named = std::find(axes.begin(), axes.end(), static_cast<int64_t>(axis)) != axes.end();
        if (is_named && shape[axis] != 1)
            node.refuse_attribute("axes", std::to_string(axis));
        if (axes.empty() ? shape[axis] != 1 : !is_named)
            left.push_back(shape[axis]);
    }
    give_shaped(node, left);
}

void convert_unsqueeze(NodeReader& node) {
    const Sizes shape = shape_of(node, 0);
    std::vector<int64_t> axes = listed(node, "axes", 1, 13, Sizes::capacity).value_or(std::vector<int64_t>());
    const std::size_t count = shape.size() + axes.size();
    if (count > Sizes::capacity)
        node.refuse("error.onnx_op_shapes");
    for (int64_t& axis : axes)
        axis = axis_within(node, axis, count);
    Sizes wide;
    std::size_t next = 0;
    for (std::size_t axis = 0; axis < count; ++axis) {
        const bool is_new = std::find(axes.begin(), axes.end(), static_cast<int64_t>(axis)) != axes.end();
        if (!is_new && next == shape.size())
            node.refuse_attribute("axes", "");
        wide.push_back(is_new ? 1 : shape[next++]);
    }
    give_shaped(node, wide);
}

void convert_flatten(NodeReader& node) {
    const Sizes shape = shape_of(node, 0);
    const int64_t written = node.integer("axis", 1);
    const auto axis =
        written == static_cast<int64_t>(shape.size()) ? written : axis_within(node, written, shape.size());
    if (node.is_constant(0)) {
        Sizes flat{1, 1};
        for (std::size_t i = 0; i < shape.size(); ++i)
            flat[static_cast<int64_t>(i) < axis ? 0 : 1] *= shape[i];
        return give_shaped(node, flat);
    }
    Layer layer;
    layer.kind = LayerKind::flatten;
    layer.axis = static_cast<int>(axis);
    node.give_layer(node.add(std::move(layer), node.layer(0)));
}

void convert_reshape(NodeReader& node) {
    const auto wanted = listed(node, "shape", 1, 5, Sizes::capacity);
    if (!wanted)
        node.refuse("error.onnx_op_inputs", {{"value", std::to_string(node.input_count())}});
    const bool keeps_zero = node.integer("allowzero", 0) != 0;
    const Sizes from = shape_of(node, 0);
    const Sizes shape = resolved(node, *wanted, from, keeps_zero);
    if (node.is_constant(0) || keeps_zero || shape.empty())
        return give_shaped(node, shape);
    Layer layer;
    layer.kind = LayerKind::reshape;
    for (const int64_t size : *wanted)
        layer.target.push_back(size);
    node.give_layer(node.add(std::move(layer), node.layer(0)));
}

void convert_concat(NodeReader& node) {
    if (node.input_count() == 0)
        node.refuse("error.onnx_op_inputs", {{"value", "0"}});
    std::size_t constants = 0;
    for (std::size_t input = 0; input < node.input_count(); ++input)
        constants += node.is_constant(input) ? 1 : 0;
    const auto axis =
        static_cast<std::size_t>(axis_within(node, node.integer("axis", 1), shape_of(node, 0).size()));
    if (constants == node.input_count())
        return fold_concat(node, axis);
    if (constants > 0)
        return node.give_layer(add_constants(node, axis));
    Layer layer;
    layer.kind = LayerKind::concat;
    layer.axis = static_cast<int>(axis);
    for (std::size_t input = 1; input < node.input_count(); ++input)
        layer.reads.push_back(node.layer(input));
    node.give_layer(node.add(std::move(layer), node.layer(0)));
}

void convert_pad(NodeReader& node) {
    const int from = node.layer(0);
    const std::size_t count = node.shape(from).size();
    const auto pads = node.opset() < 11
                          ? node.integers(node.opset() < 2 ? "paddings" : "pads", 2 * Sizes::capacity)
                          : listed(node, "pads", 1, 11, 2 * Sizes::capacity);
    const std::vector<int64_t> axes = padded_axes(node, count);
    if (!pads || pads->size() != 2 * axes.size())
        node.refuse_attribute("pads", pads ? std::to_string(pads->size()) : "");
    Layer layer;
    layer.kind = LayerKind::pad;
    layer.padding_mode = padding_mode_of(node);
    if (layer.padding_mode == PaddingMode::zeros)
        layer.pad_value = node.opset() < 11 ? node.number("value", 0) : node.has(2) ? node.scalar(2) : 0;
    layer.pad_begin = layer.pad_end = Sizes::filled(count, 0);
    for (std::size_t i = 0; i < axes.size(); ++i) {
        layer.pad_begin[static_cast<std::size_t>(axes[i])] = (*pads)[i];
        layer.pad_end[static_cast<std::size_t>(axes[i])] = (*pads)[axes.size() + i];
    }
    node.give_layer(node.add(std::move(layer), from));
}

} // namespace convlens
