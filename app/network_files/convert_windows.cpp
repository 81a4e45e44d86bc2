// Operators that slide a window: their parameters become an Operation's. What an Operation's padding cannot
// be becomes a layer before it.
#include "network_files/converters.h"

#include "convlens/arithmetic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace convlens {
namespace {

/// What windows have in common.
struct Window {
    Sizes kernel, stride, dilation, begin, end;
    AutoPadding automatic = AutoPadding::none;

    std::size_t dims() const { return kernel.size(); }
};

Sizes spatial(const Sizes& shape) {
    Sizes sizes;
    for (std::size_t axis = leading_axes; axis < shape.size(); ++axis)
        sizes.push_back(shape[axis]);
    return sizes;
}

AutoPadding automatic_of(const NodeReader& node) {
    const std::string_view name = node.text("auto_pad", "NOTSET");
    if (name == "SAME_UPPER")
        return AutoPadding::same_upper;
    if (name == "SAME_LOWER")
        return AutoPadding::same_lower;
    if (name != "NOTSET" && name != "VALID")
        node.refuse_attribute("auto_pad", std::string(name));
    return AutoPadding::none;
}

void require_dims(const NodeReader& node, std::size_t dims) {
    if (dims < 1 || dims > 3)
        node.refuse_attribute("kernel_shape", std::to_string(dims));
}

Window window_of(const NodeReader& node, const Sizes& kernel) {
    require_dims(node, kernel.size());
    Window window;
    window.kernel = kernel;
    window.stride = node.sizes("strides", kernel.size(), 1);
    window.dilation = node.sizes("dilations", kernel.size(), 1);
    window.begin = window.end = Sizes::filled(kernel.size(), 0);
    window.automatic = automatic_of(node);
    if (node.text("auto_pad", "NOTSET") != "NOTSET")
        return window;
    const Sizes pads = node.sizes("pads", 2 * kernel.size(), 0);
    for (std::size_t axis = 0; axis < kernel.size(); ++axis) {
        window.begin[axis] = pads[axis];
        window.end[axis] = pads[kernel.size() + axis];
    }
    return window;
}

/// The kernel as the weights have it; an attribute that disagrees is refused.
Sizes kernel_of(const NodeReader& node, const Constant& weight) {
    if (weight.shape.size() <= leading_axes)
        node.refuse_attribute("kernel_shape", "");
    const Sizes kernel = spatial(weight.shape);
    require_dims(node, kernel.size());
    if (node.has_attribute("kernel_shape") && node.sizes("kernel_shape", kernel.size(), 0) != kernel)
        node.refuse_attribute("kernel_shape", "");
    return kernel;
}

Sizes pool_kernel(const NodeReader& node) {
    const auto list = node.integers("kernel_shape", 3);
    if (!list)
        node.refuse_attribute("kernel_shape", "");
    return node.sizes("kernel_shape", list->size(), 1);
}

bool are_none(const Sizes& sides) {
    return std::all_of(sides.begin(), sides.end(), [](int64_t side) { return side == 0; });
}

/// A layer that pads or crops the spatial axes; none where there is nothing to do.
int add_pad(NodeReader& node, int from, const Sizes& begin, const Sizes& end, double value) {
    if (are_none(begin) && are_none(end))
        return from;
    Layer layer;
    layer.kind = LayerKind::pad;
    layer.pad_begin = layer.pad_end = Sizes::filled(leading_axes, 0);
    for (std::size_t axis = 0; axis < begin.size(); ++axis) {
        layer.pad_begin.push_back(begin[axis]);
        layer.pad_end.push_back(end[axis]);
    }
    layer.pad_value = value;
    return node.add(std::move(layer), from, "pad");
}

/// Takes what a side has below 0, or over `max_side`, out of the window's padding into a layer before it.
int add_excess(NodeReader& node, int from, Window& window, const Sizes& max_side, double value) {
    Sizes begin = window.begin, end = window.end;
    for (std::size_t axis = 0; axis < window.dims(); ++axis) {
        for (const auto& [excess, side] : {std::pair{&begin, &window.begin}, std::pair{&end, &window.end}}) {
            const int64_t kept = std::clamp<int64_t>((*side)[axis], 0, std::max<int64_t>(max_side[axis], 0));
            (*excess)[axis] = (*side)[axis] - kept;
            (*side)[axis] = kept;
        }
    }
    return add_pad(node, from, begin, end, value);
}

/// Whether a layer is padding of the spatial axes alone that a window without any may have as its own.
bool is_window_padding(const Layer& layer) {
    if (layer.kind != LayerKind::pad || layer.pad_value != 0)
        return false;
    for (std::size_t axis = 0; axis < layer.pad_begin.size(); ++axis)
        for (const int64_t side : {layer.pad_begin[axis], layer.pad_end[axis]})
            if (side < 0 || (axis < leading_axes && side != 0))
                return false;
    return true;
}

/// Where a Pad lies before a window without padding, as exporters write what ONNX's window cannot: takes its
/// sides and its mode over, and returns what it reads.
int absorb_padding(NodeReader& node, int from, Window& window, PaddingMode& mode) {
    const Layer& pad = node.builder().layer(from);
    if (!is_window_padding(pad) || !are_none(window.begin) || !are_none(window.end) ||
        window.automatic != AutoPadding::none)
        return from;
    window.begin = spatial(pad.pad_begin);
    window.end = spatial(pad.pad_end);
    mode = pad.padding_mode;
    return pad.reads[0];
}

Operation operation_of(Kind kind, const Window& window) {
    Operation operation = make_operation(kind, Sizes::filled(window.dims(), 1), window.kernel);
    operation.stride = window.stride;
    operation.dilation = window.dilation;
    operation.padding_begin = window.begin;
    operation.padding_end = window.end;
    return operation;
}

/// Channels of a weight's axis times the groups.
int64_t grouped_channels(const NodeReader& node, int64_t size, int64_t groups) {
    if (groups < 1 || groups > max_number || size > max_number / groups)
        node.refuse_attribute("group", std::to_string(groups));
    return size * groups;
}

void require_axes(const NodeReader& node, int from, std::size_t dims) {
    if (node.shape(from).size() != dims + leading_axes)
        node.refuse("error.onnx_op_axes", {{"value", std::to_string(node.shape(from).size())},
                                           {"needed", std::to_string(dims + leading_axes)}});
}

int64_t dilated(const Window& window, std::size_t axis) {
    return (window.kernel[axis] - 1) * window.dilation[axis] + 1;
}

/// Sizes that the output shall have, from `output_shape` or auto_pad; empty: padding says it.
Sizes wanted_output(const NodeReader& node, const Window& window, const Sizes& input) {
    if (node.has_attribute("output_shape")) {
        const auto list = node.integers("output_shape", Sizes::capacity);
        const Sizes all = node.sizes("output_shape", list->size(), 1);
        if (all.size() == window.dims())
            return all;
        if (all.size() == window.dims() + leading_axes)
            return spatial(all);
        node.refuse_attribute("output_shape", std::to_string(all.size()));
    }
    Sizes wanted;
    if (window.automatic != AutoPadding::none)
        for (std::size_t axis = 0; axis < window.dims(); ++axis)
            wanted.push_back(input[axis] * window.stride[axis]);
    return wanted;
}

/// Padding of a transposed convolution so that its output has the wanted size: what is too much is cut off at
/// both sides, what is missing is output padding.
void pad_to_output(const NodeReader& node, const Sizes& input, Window& window, Sizes& output_padding) {
    const Sizes wanted = wanted_output(node, window, input);
    if (wanted.empty())
        return;
    const bool is_upper = window.automatic == AutoPadding::same_upper;
    for (std::size_t axis = 0; axis < window.dims(); ++axis) {
        const int64_t total = window.stride[axis] * (input[axis] - 1) + output_padding[axis] +
                              dilated(window, axis) - wanted[axis];
        if (total < 0)
            output_padding[axis] -= total;
        const int64_t less = std::max<int64_t>(total, 0) / 2, more = std::max<int64_t>(total, 0) - less;
        // The two versions of the standard differ in which side has the odd one.
        const bool begins_with_less = node.opset() >= 11 ? is_upper : !is_upper;
        window.begin[axis] = begins_with_less ? less : more;
        window.end[axis] = begins_with_less ? more : less;
    }
}

/// A side within which a pool's windows meet an element.
Sizes max_pool_side(const Window& window) {
    Sizes sides;
    for (std::size_t axis = 0; axis < window.dims(); ++axis)
        sides.push_back(dilated(window, axis) - 1);
    return sides;
}

/// `empty`: what lies in padding that no window of an Operation reaches alone.
int add_pool(NodeReader& node, int input, LayerKind layer_kind, Operation operation, Window window,
             std::optional<double> empty) {
    require_axes(node, input, window.dims());
    const int from = empty ? add_excess(node, input, window, max_pool_side(window), *empty) : input;
    operation.padding_begin = window.begin;
    operation.padding_end = window.end;
    operation.ceil_mode = node.integer("ceil_mode", 0) != 0;
    Layer layer;
    layer.kind = layer_kind;
    layer.auto_padding = window.automatic;
    layer.operation = operation;
    return node.add(std::move(layer), from);
}

} // namespace

namespace {

/// A convolution with its weights; `first` is what the weight's first axis counts, `second` the other, which
/// lie in groups.
Layer convolution(NodeReader& node, LayerKind layer_kind, Operation operation, int64_t Operation::*first,
                  int64_t Operation::*second) {
    const Sizes& weight = node.constant(1).shape;
    operation.groups = node.integer("group", 1);
    operation.*first = weight[0];
    operation.*second = grouped_channels(node, weight[1], operation.groups);
    Layer layer;
    layer.kind = layer_kind;
    layer.operation = operation;
    layer.weight = node.weights(1);
    if (node.has(2))
        layer.bias = node.weights(2);
    return layer;
}

} // namespace

void convert_conv(NodeReader& node) {
    Window window = window_of(node, kernel_of(node, node.constant(1)));
    const int input = node.layer(0);
    require_axes(node, input, window.dims());
    PaddingMode mode = PaddingMode::zeros;
    const int cropped = add_excess(node, input, window, Sizes::filled(window.dims(), max_number), 0);
    const int from = absorb_padding(node, cropped, window, mode);
    Operation operation = operation_of(Kind::conv, window);
    operation.padding_mode = mode;
    Layer layer =
        convolution(node, LayerKind::conv, operation, &Operation::out_channels, &Operation::in_channels);
    layer.auto_padding = window.automatic;
    node.give_layer(node.add(std::move(layer), from));
}

void convert_conv_transpose(NodeReader& node) {
    Window window = window_of(node, kernel_of(node, node.constant(1)));
    const int from = node.layer(0);
    require_axes(node, from, window.dims());
    Sizes output_padding = node.sizes("output_padding", window.dims(), 0);
    pad_to_output(node, spatial(node.shape(from)), window, output_padding);
    Operation operation = operation_of(Kind::conv_transpose, window);
    operation.output_padding = output_padding;
    node.give_layer(node.add(convolution(node, LayerKind::conv_transpose, operation, &Operation::in_channels,
                                         &Operation::out_channels),
                             from));
}

void convert_max_pool(NodeReader& node) {
    const Window window = window_of(node, pool_kernel(node));
    const int layer = add_pool(node, node.layer(0), LayerKind::max_pool, operation_of(Kind::max_pool, window),
                               window, -std::numeric_limits<double>::infinity());
    node.give_layer(layer);
    // Indices of a padded or a column-major tensor are not the pool's own.
    const bool are_own =
        node.integer("storage_order", 0) == 0 && node.builder().layer(layer).reads[0] == node.layer(0);
    node.give(1,
              {are_own ? GraphValue::Kind::switches : GraphValue::Kind::nothing, layer, OnnxType::int64, {}});
}

void convert_average_pool(NodeReader& node) {
    Window window = window_of(node, pool_kernel(node));
    const bool counts = node.integer("count_include_pad", 0) != 0;
    const int input = node.layer(0);
    require_axes(node, input, window.dims());
    Window padded = window;
    PaddingMode mode = PaddingMode::zeros;
    const int from = absorb_padding(node, input, padded, mode);
    const Sizes sides = max_pool_side(window);
    bool absorbs = from != input && mode == PaddingMode::zeros && node.integer("ceil_mode", 0) == 0;
    for (std::size_t axis = 0; axis < window.dims(); ++axis)
        absorbs = absorbs && padded.begin[axis] <= sides[axis] && padded.end[axis] <= sides[axis];
    Operation operation = operation_of(Kind::avg_pool, window);
    operation.count_include_pad = counts || absorbs;
    const auto empty = counts ? std::optional(0.0) : std::nullopt;
    node.give_layer(absorbs ? add_pool(node, from, LayerKind::avg_pool, operation, padded, {})
                            : add_pool(node, input, LayerKind::avg_pool, operation, window, empty));
}

void convert_lp_pool(NodeReader& node) {
    const Window window = window_of(node, pool_kernel(node));
    Operation operation = operation_of(Kind::lp_pool, window);
    operation.norm_p = node.number("p", 2);
    node.give_layer(add_pool(node, node.layer(0), LayerKind::lp_pool, operation, window, 0.0));
}

namespace {

/// An unpooling whose places are constants: a matrix of ones. Places count through the whole tensor that the
/// window alone would give; where it shall be larger, it is so behind the end.
int add_placed(NodeReader& node, int from, const Operation& operation) {
    const Sizes& input = node.shape(from);
    Sizes whole{input[0], input[1]};
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        whole.push_back((input[axis + leading_axes] - 1) * operation.stride[axis] +
                        operation.kernel_size[axis] - operation.padding_begin[axis] -
                        operation.padding_end[axis]);
    Sizes wanted = whole;
    if (node.has(2)) {
        const std::vector<int64_t> given = node.integers(2, Sizes::capacity);
        if (given.size() != whole.size())
            node.refuse_attribute("output_shape", std::to_string(given.size()));
        std::copy(given.begin(), given.end(), &wanted[0]);
    }
    for (std::size_t axis = 0; axis < whole.size(); ++axis)
        if (whole[axis] < 1 || whole[axis] > max_number || wanted[axis] < whole[axis] ||
            wanted[axis] > max_number)
            node.refuse("error.onnx_op_shapes");
    if (node.constant(1).count() != input.product())
        node.refuse("error.onnx_op_shapes");
    const std::vector<int64_t> places = node.integers(1, max_listed);
    const int64_t count = input.product();
    return add_matrix(node, from, wanted, [&](std::vector<float>& matrix) {
        std::vector<int64_t> source(static_cast<std::size_t>(wanted.product()), -1); // the last one stays
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (places[i] < 0 || places[i] >= whole.product())
                node.refuse("error.onnx_op_shapes");
            source[static_cast<std::size_t>(ravel_index(unravel_index(places[i], whole), wanted))] =
                static_cast<int64_t>(i);
        }
        for (std::size_t to = 0; to < source.size(); ++to)
            if (source[to] >= 0)
                matrix[to * static_cast<std::size_t>(count) + static_cast<std::size_t>(source[to])] = 1;
    });
}

} // namespace

void convert_max_unpool(NodeReader& node) {
    const Window window = window_of(node, pool_kernel(node));
    const int from = node.layer(0);
    require_axes(node, from, window.dims());
    Layer layer;
    layer.kind = LayerKind::max_unpool;
    layer.operation = operation_of(Kind::max_unpool, window);
    const GraphValue& switches = node.value(1);
    if (switches.kind == GraphValue::Kind::constant)
        return node.give_layer(add_placed(node, from, layer.operation));
    if (switches.kind != GraphValue::Kind::switches)
        node.refuse("error.onnx_op_switches", {{"value", std::string(node.node().inputs[1])}});
    layer.reads = {switches.layer};
    const int unpool = node.add(std::move(layer), from);
    if (node.has(2)) {
        const Sizes& given = node.shape(unpool);
        const std::vector<int64_t> wanted = node.integers(2, Sizes::capacity);
        if (!std::equal(given.begin(), given.end(), wanted.begin(), wanted.end()))
            node.refuse_attribute("output_shape", "");
    }
    node.give_layer(unpool);
}

} // namespace convlens
