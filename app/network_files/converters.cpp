// The one table of operators.
#include "network_files/converters.h"

#include <algorithm>
#include <array>
#include <utility>

namespace convlens {
namespace {

constexpr std::array<std::pair<std::string_view, Converter>, 45> table{{
    {"Add", convert_arithmetic},
    {"AveragePool", convert_average_pool},
    {"BatchNormalization", convert_batch_norm},
    {"Cast", convert_cast},
    {"Clip", convert_clip},
    {"Concat", convert_concat},
    {"Constant", convert_constant},
    {"ConstantOfShape", convert_constant_of_shape},
    {"Conv", convert_conv},
    {"ConvTranspose", convert_conv_transpose},
    {"Div", convert_arithmetic},
    {"Dropout", convert_dropout},
    {"Expand", convert_expand},
    {"Flatten", convert_flatten},
    {"Gather", convert_gather},
    {"Gemm", convert_gemm},
    {"GlobalAveragePool", convert_global_average_pool},
    {"HardSigmoid", convert_hard_sigmoid},
    {"HardSwish", convert_hard_swish},
    {"Identity", convert_identity},
    {"LeakyRelu", convert_leaky_relu},
    {"LogSoftmax", convert_softmax},
    {"LpPool", convert_lp_pool},
    {"MatMul", convert_mat_mul},
    {"MaxPool", convert_max_pool},
    {"MaxUnpool", convert_max_unpool},
    {"Mul", convert_arithmetic},
    {"PRelu", convert_prelu},
    {"Pad", convert_pad},
    {"Reciprocal", convert_reciprocal},
    {"ReduceMean", convert_reduce_mean},
    {"Relu", convert_relu},
    {"Reshape", convert_reshape},
    {"Resize", convert_resize},
    {"Shape", convert_shape},
    {"Sigmoid", convert_sigmoid},
    {"Slice", convert_slice},
    {"Softmax", convert_softmax},
    {"Squeeze", convert_squeeze},
    {"Sub", convert_arithmetic},
    {"Sum", convert_sum},
    {"Tanh", convert_tanh},
    {"Transpose", convert_transpose},
    {"Unsqueeze", convert_unsqueeze},
    {"Upsample", convert_resize},
}};

} // namespace

Converter converter_of(std::string_view op) {
    const auto* const row =
        std::find_if(table.begin(), table.end(), [op](const auto& one) { return one.first == op; });
    return row == table.end() ? nullptr : row->second;
}

int64_t axis_within(const NodeReader& node, int64_t axis, std::size_t axes) {
    const auto count = static_cast<int64_t>(axes);
    if (axis < -count || axis >= count)
        node.refuse_attribute("axis", std::to_string(axis));
    return axis < 0 ? axis + count : axis;
}

int add_reshape(NodeReader& node, int from, const Sizes& shape) {
    if (node.shape(from) == shape)
        return from;
    Layer layer;
    layer.kind = LayerKind::reshape;
    layer.target = shape;
    return node.add(std::move(layer), from, "shape");
}

} // namespace convlens
