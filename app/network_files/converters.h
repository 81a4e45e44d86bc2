// One function an operator, or a few that are alike: a node becomes layers, or a constant. Private to
// `network_files`.
#pragma once

#include "network_files/node_reader.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace convlens {

inline constexpr std::size_t leading_axes = 2;   // batch and channels
inline constexpr std::size_t max_listed = 65536; // numbers of a list in an attribute

/// Null: the operator is not supported.
using Converter = void (*)(NodeReader& node);
Converter converter_of(std::string_view op);

// Windows.
void convert_conv(NodeReader& node);
void convert_conv_transpose(NodeReader& node);
void convert_max_pool(NodeReader& node);
void convert_average_pool(NodeReader& node);
void convert_lp_pool(NodeReader& node);
void convert_max_unpool(NodeReader& node);
void convert_resize(NodeReader& node); // Upsample too
void convert_global_average_pool(NodeReader& node);
void convert_reduce_mean(NodeReader& node);

// Each number on its own, and sums of products.
void convert_relu(NodeReader& node);
void convert_leaky_relu(NodeReader& node);
void convert_prelu(NodeReader& node);
void convert_clip(NodeReader& node);
void convert_sigmoid(NodeReader& node);
void convert_hard_sigmoid(NodeReader& node);
void convert_hard_swish(NodeReader& node);
void convert_tanh(NodeReader& node);
void convert_softmax(NodeReader& node); // LogSoftmax too
void convert_batch_norm(NodeReader& node);
void convert_identity(NodeReader& node);
void convert_dropout(NodeReader& node);
void convert_arithmetic(NodeReader& node); // Add, Sub, Mul, Div
void convert_reciprocal(NodeReader& node);
void convert_sum(NodeReader& node);
void convert_expand(NodeReader& node);
void convert_gemm(NodeReader& node);
void convert_mat_mul(NodeReader& node);

// Where numbers lie.
void convert_constant(NodeReader& node);
void convert_constant_of_shape(NodeReader& node);
void convert_shape(NodeReader& node);
void convert_gather(NodeReader& node);
void convert_slice(NodeReader& node);
void convert_transpose(NodeReader& node);
void convert_cast(NodeReader& node);
void convert_squeeze(NodeReader& node);
void convert_unsqueeze(NodeReader& node);
void convert_flatten(NodeReader& node);
void convert_reshape(NodeReader& node);
void convert_concat(NodeReader& node);
void fold_concat(NodeReader& node, std::size_t axis); // of constants alone
void convert_pad(NodeReader& node);

/// An axis as written, from -axes to axes - 1, counted from 0. Throws Error naming the node.
int64_t axis_within(const NodeReader& node, int64_t axis, std::size_t axes);

/// Throws Error where integers of the layer's type would not give what float32 gives.
void require_float(const NodeReader& node);

/// Adds weight * x + bias; empty tensors are left out.
int add_affine(NodeReader& node, int from, Tensor<float> weight, Tensor<float> bias,
               std::string_view part = {});

/// The type as one of few bits; none: it is another, or text.
std::optional<NarrowType> narrow_type(OnnxType type);
/// Adds a layer that rounds to it.
int add_cast(NodeReader& node, int from, NarrowType type, std::string_view part = {});

/// Adds a layer `shape` behind `from`; none where it has that shape.
int add_reshape(NodeReader& node, int from, const Sizes& shape);

/// Adds layers that take every element of `from` to every element of `shape` by a matrix: a map that has no
/// layer of its own. `fill(weight)` sets the weights that are not 0: weight[to * count of from + from].
/// Throws Error naming the node where the matrix is over 2^20 numbers.
template <class Fill> int add_matrix(NodeReader& node, int from, const Sizes& shape, const Fill& fill) {
    constexpr int64_t max_matrix = 1 << 20;
    const int64_t count = node.shape(from).product();
    int64_t to = 1;
    for (const int64_t size : shape) {
        if (size < 1)
            node.refuse("error.onnx_op_shapes");
        to *= std::min(size, max_matrix + 1);
        if (to > max_matrix || count * to > max_matrix)
            node.refuse("error.onnx_op_matrix", {{"limit", std::to_string(max_matrix)}});
    }
    node.builder().charge_weights(count * to);
    Layer dense;
    dense.kind = LayerKind::dense;
    dense.weight = Tensor<float>(Sizes{to, count});
    fill(dense.weight.data);
    require_finite(dense.weight.data, node.node().op);
    const int flat = add_reshape(node, from, {1, count});
    return add_reshape(node, node.add(std::move(dense), flat), shape);
}

/// The same where each element of `shape` is one of `from`: `source(to)` counts in row-major order.
template <class Source> int add_moved(NodeReader& node, int from, const Sizes& shape, const Source& source) {
    return add_matrix(node, from, shape, [&](std::vector<float>& matrix) {
        const int64_t count = node.shape(from).product(), moved = shape.product();
        for (int64_t to = 0; to < moved; ++to)
            matrix[static_cast<std::size_t>(to * count + source(to))] = 1;
    });
}

} // namespace convlens
