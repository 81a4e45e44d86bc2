// Padding and crops beside a layer: read per framework, then added to the layer's own.
#include "codegen/pasted/padding.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

namespace convlens {

using python::Value;

namespace {

/// One number, or a begin and an end.
std::pair<int64_t, int64_t> side_pair(const Value& value, std::string_view argument,
                                      const PastedArguments& arguments) {
    if (value.kind != Value::Kind::list) {
        const int64_t both = arguments.sizes(argument, value, 1)[0];
        return {both, both};
    }
    if (value.items.size() != 2)
        arguments.refuse_sizes(argument, value, 2);
    const Sizes pair = arguments.sizes(argument, value, 2);
    return {pair[0], pair[1]};
}

/// Keras: 1, (1, 2) or ((0, 1), (0, 1)); in one dimension (begin, end).
Sides sides_in_keras(const PastedLayerKind& layer, const PastedArguments& arguments) {
    const Value* const value = arguments.find("padding");
    Sides sides;
    sides.begin = Sizes::filled(layer.dims, 1); // Keras' default
    sides.end = sides.begin;
    if (value == nullptr)
        return sides;
    const bool is_list = value->kind == Value::Kind::list;
    if (is_list && layer.dims > 1 && value->items.size() != layer.dims)
        arguments.refuse_sizes("padding", *value, layer.dims);
    for (std::size_t axis = 0; axis < layer.dims; ++axis) {
        const Value& own = is_list && layer.dims > 1 ? value->items[axis] : *value;
        std::tie(sides.begin[axis], sides.end[axis]) = side_pair(own, "padding", arguments);
    }
    return sides;
}

/// PyTorch: begin and end of the last axis first; a negative number crops.
Sides torch_sides(const PastedLayerKind& layer, const PastedArguments& arguments) {
    const Value& value = arguments.need("padding");
    Sides sides;
    sides.mode = layer.mode;
    const Value* const fill = arguments.find("value");
    sides.minus_infinity = fill != nullptr && fill->number < 0 && std::isinf(fill->number);
    sides.with_value = fill != nullptr && (fill->kind != Value::Kind::number || fill->number != 0);
    if (arguments.has("mode"))
        sides.mode = arguments.mode_or_zeros("mode", "constant");
    if (value.kind != Value::Kind::list) {
        const Sizes same = arguments.sizes("padding", value, std::max<std::size_t>(layer.dims, 1));
        sides.begin = same;
        sides.end = same;
        return sides;
    }
    const std::size_t axes = value.items.size() / 2;
    if (value.items.size() % 2 != 0 || axes < 1 || axes > 3)
        arguments.refuse_sizes("padding", value, 2 * std::max<std::size_t>(layer.dims, 1));
    for (std::size_t axis = axes; axis-- > 0;) {
        for (std::size_t side = 0; side < 2; ++side) {
            const Value& item = value.items[2 * axis + side];
            if (!item.whole)
                arguments.refuse_value("code.error.not_literal", "padding", item);
            (side == 0 ? sides.begin : sides.end).push_back(*item.whole);
        }
    }
    return sides;
}

/// numpy: a pair for every axis, items and channels too; those have none.
Sides numpy_sides(const PastedArguments& arguments) {
    const Value& value = arguments.need("padding");
    const std::size_t axes = value.items.size();
    if (value.kind != Value::Kind::list || axes < 3 || axes > 5)
        arguments.refuse_value("code.error.not_literal", "padding", value);
    Sides sides;
    sides.mode = arguments.numpy_mode("mode");
    const Value* const fill = arguments.find("value");
    sides.minus_infinity = fill != nullptr && fill->number < 0 && std::isinf(fill->number);
    sides.with_value = fill != nullptr && (fill->kind != Value::Kind::number || fill->number != 0);
    std::vector<std::pair<int64_t, int64_t>> pairs;
    for (const Value& item : value.items)
        pairs.push_back(side_pair(item, "padding", arguments));
    const bool is_last =
        pairs[1] != std::pair<int64_t, int64_t>{0, 0} && pairs.back() == std::pair<int64_t, int64_t>{0, 0};
    for (std::size_t axis = 0; axis + 2 < axes; ++axis) {
        const auto& [begin, end] = pairs[axis + (is_last ? 1 : 2)];
        sides.begin.push_back(begin);
        sides.end.push_back(end);
    }
    return sides;
}

/// A Pad node of the old form, with its numbers as an attribute; those of the new one are a tensor.
Sides onnx_sides(const PastedArguments& arguments) {
    const Value& value = arguments.need("padding");
    const std::size_t axes = value.items.size() / 2;
    if (value.items.size() % 2 != 0 || axes < 3 || axes > 5)
        arguments.refuse_sizes("padding", value, 8);
    Sides sides;
    sides.mode = arguments.numpy_mode("mode");
    for (std::size_t axis = 2; axis < axes; ++axis) {
        sides.begin.push_back(arguments.sizes("padding", value.items[axis], 1)[0]);
        sides.end.push_back(arguments.sizes("padding", value.items[axes + axis], 1)[0]);
    }
    return sides;
}

} // namespace

Sides sides_of(const python::CallText& call, const PastedLayerKind& layer) {
    const PastedArguments arguments(call, layer);
    if (layer.family == Family::jax)
        return numpy_sides(arguments);
    if (layer.family == Family::onnx)
        return onnx_sides(arguments);
    return layer.family == Family::keras ? sides_in_keras(layer, arguments) : torch_sides(layer, arguments);
}

void add_sides(Operation& operation, const Sides& sides) {
    const std::size_t axes = sides.begin.size();
    if (axes > operation.dims())
        refuse_pasted("code.error.pad_axes", {{"dims", std::to_string(operation.dims())}});
    const bool is_conv = operation.kind == Kind::conv;
    const bool fits = operation.kind == Kind::max_pool ? sides.minus_infinity : !sides.with_value;
    if (!fits || is_swapped(operation.kind) || (sides.mode != PaddingMode::zeros && !is_conv))
        refuse_pasted("code.error.pad_before");
    for (std::size_t a = 0; a < axes; ++a) {
        const std::size_t axis = operation.dims() - axes + a;
        if (sides.begin[a] < 0 || sides.end[a] < 0)
            refuse_pasted("code.error.pad_before");
        operation.padding_begin[axis] = clamped_sum(operation.padding_begin[axis], sides.begin[a]);
        operation.padding_end[axis] = clamped_sum(operation.padding_end[axis], sides.end[a]);
    }
    if (sides.mode != PaddingMode::zeros)
        operation.padding_mode = sides.mode;
}

void add_crop(Operation& operation, const Sides& sides, bool is_cropping) {
    const std::size_t axes = sides.begin.size();
    for (std::size_t a = 0; a < axes && axes <= operation.dims(); ++a) {
        const std::size_t axis = operation.dims() - axes + a;
        const int64_t begin = is_cropping ? sides.begin[a] : -sides.begin[a];
        const int64_t end = is_cropping ? sides.end[a] : -sides.end[a];
        operation.padding_begin[axis] = clamped_sum(operation.padding_begin[axis], begin);
        if (end < 0)
            operation.output_padding[axis] = clamped_sum(operation.output_padding[axis], -end);
        else
            operation.padding_end[axis] = clamped_sum(operation.padding_end[axis], end);
    }
}

int64_t clamped_sum(int64_t a, int64_t b) {
    constexpr int64_t most = int64_t{1} << 40;
    return std::clamp(std::clamp(a, -most, most) + std::clamp(b, -most, most), -most, most);
}

} // namespace convlens
