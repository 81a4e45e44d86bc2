// Enlarging by whole factors where each number is repeated: a transposed convolution with ones of each map
// alone.
#include "network_files/converters.h"

#include <cmath>
#include <utility>

namespace convlens {
namespace {

/// Whether every number becomes a block of itself. Other ways of rounding, or a mixture of neighbours, do
/// not.
void require_repeating(const NodeReader& node) {
    const std::string_view mode = node.text("mode", "nearest");
    if (mode != "nearest")
        node.refuse_attribute("mode", std::string(mode));
    if (node.opset() < 11 || node.node().op == "Upsample")
        return;
    const std::string_view places = node.text("coordinate_transformation_mode", "half_pixel");
    const std::string_view rounding = node.text("nearest_mode", "round_prefer_floor");
    const bool by_floor = places == "asymmetric" && rounding == "floor";
    const bool by_middles = (places == "half_pixel" || places == "pytorch_half_pixel") &&
                            (rounding == "round_prefer_floor" || rounding == "round_prefer_ceil");
    if (!by_floor && !by_middles)
        node.refuse_attribute("coordinate_transformation_mode",
                              std::string(places) + ", nearest_mode " + std::string(rounding));
}

/// How many times each axis is as large; by its factors, or by sizes.
std::vector<double> factors_of(const NodeReader& node, const Sizes& shape) {
    const bool has_region = node.opset() >= 11 && node.node().op == "Resize";
    const std::size_t scales = has_region ? 2 : 1;
    std::vector<double> factors;
    if (node.has(scales) && node.constant(scales).count() > 0) {
        if (node.constant(scales).count() <= static_cast<int64_t>(Sizes::capacity))
            factors = doubles_of(node.constant(scales));
    } else if (has_region && node.has(3)) {
        const std::vector<int64_t> sizes = node.integers(3, Sizes::capacity);
        for (std::size_t axis = 0; axis < sizes.size() && axis < shape.size(); ++axis)
            factors.push_back(static_cast<double>(sizes[axis]) / static_cast<double>(shape[axis]));
    }
    return factors;
}

} // namespace

void convert_resize(NodeReader& node) {
    require_repeating(node);
    const int from = node.layer(0);
    const Sizes& shape = node.shape(from);
    const std::vector<double> factors = factors_of(node, shape);
    if (shape.size() <= leading_axes || shape.size() > leading_axes + 3 || factors.size() != shape.size())
        node.refuse("error.onnx_op_shapes");
    constexpr double max_factor = 64;
    Sizes kernel;
    int64_t count = shape[1];
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        const double factor = factors[axis];
        const bool is_whole = factor >= 1 && factor <= max_factor && factor == std::floor(factor);
        if (!is_whole || (axis < leading_axes && factor != 1))
            node.refuse("error.onnx_op_factor", {{"value", std::to_string(factor)}});
        if (axis >= leading_axes)
            kernel.push_back(static_cast<int64_t>(factor));
        count *= static_cast<int64_t>(factor);
    }
    node.builder().charge_weights(count);
    Layer layer;
    layer.kind = LayerKind::conv_transpose;
    layer.operation = make_operation(Kind::conv_transpose, Sizes::filled(kernel.size(), 1), kernel);
    layer.operation.stride = kernel;
    layer.operation.in_channels = layer.operation.out_channels = layer.operation.groups = shape[1];
    Sizes weight{shape[1], 1};
    for (const int64_t size : kernel)
        weight.push_back(size);
    layer.weight = Tensor<float>(weight, std::vector<float>(static_cast<std::size_t>(count), 1.0F));
    node.give_layer(node.add(std::move(layer), from));
}

} // namespace convlens
