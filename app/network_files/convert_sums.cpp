// Sums and products: with constants they are affine or dense layers, of layers layers of their own; of
// constants alone, which are sizes mostly, they are worked out.
#include "network_files/converters.h"

#include "network_files/broadcast.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

enum class Arithmetic { add, subtract, multiply, divide };

Arithmetic arithmetic_of(std::string_view op) {
    return op == "Add"   ? Arithmetic::add
           : op == "Sub" ? Arithmetic::subtract
           : op == "Mul" ? Arithmetic::multiply
                         : Arithmetic::divide;
}

double result_of(Arithmetic arithmetic, double a, double b, bool is_whole) {
    switch (arithmetic) {
    case Arithmetic::add:
        return a + b;
    case Arithmetic::subtract:
        return a - b;
    case Arithmetic::multiply:
        return a * b;
    case Arithmetic::divide:
        break;
    }
    return is_whole ? std::trunc(a / b) : a / b;
}

/// The shape of the second operand before opset 7: its axes begin at `axis` of the first one's.
Sizes aligned(const NodeReader& node, const Sizes& shape, std::size_t axes) {
    if (node.opset() >= 7 || !node.has_attribute("axis") || shape.size() >= axes)
        return shape;
    const auto begin = static_cast<std::size_t>(axis_within(node, node.integer("axis", 0), axes));
    Sizes wide = shape;
    while (wide.size() + begin < axes)
        wide.push_back(1);
    return wide;
}

/// Of 8 bits: what is computed with it wraps around.
std::optional<NarrowType> narrow_integer(OnnxType type) {
    return is_whole_number(type) ? narrow_type(type) : std::nullopt;
}

void fold(NodeReader& node, Arithmetic arithmetic) {
    const Constant &a = node.constant(0), &b = node.constant(1);
    const std::optional<Sizes> shape = broadcast_shape(a.shape, b.shape);
    if (!shape)
        node.refuse("error.onnx_op_shapes");
    node.builder().charge_folded(shape->product());
    const std::vector<double> left = doubles_of(a), right = doubles_of(b);
    std::vector<double> numbers;
    const auto narrow = narrow_integer(a.type);
    for (int64_t i = 0; i < shape->product(); ++i) {
        const double number = result_of(arithmetic, left[broadcast_index(i, *shape, a.shape)],
                                        right[broadcast_index(i, *shape, b.shape)], is_whole_number(a.type));
        numbers.push_back(narrow ? static_cast<double>(narrowed(number, *narrow)) : number);
    }
    node.give_constant(constant_of(a.type, *shape, std::move(numbers)));
}

/// Divisions of integers are cut, and those of 16 bits wrap around where float32 does not: of 8 bits, a cast
/// behind does both.
void require_same_in_float(const NodeReader& node, Arithmetic arithmetic) {
    const OnnxType type = node.layer_type();
    const bool is_wide = type == OnnxType::int32 || type == OnnxType::int64;
    if (!is_float(type) && !narrow_integer(type) && (!is_wide || arithmetic == Arithmetic::divide))
        node.refuse("error.onnx_op_type", {{"value", onnx_type_name(type)}});
}

Tensor<float> scalar(float value) {
    return {Sizes{1}, {value}};
}

/// A layer of two: their sum, product or quotient.
int add_of_two(NodeReader& node, LayerKind kind, int from, int other) {
    Layer layer;
    layer.kind = kind;
    layer.reads = {other};
    return node.add(std::move(layer), from);
}

/// A layer that gives the numbers whatever `from` is.
int add_constant_layer(NodeReader& node, int from, Tensor<float> numbers) {
    return add_affine(node, from, scalar(0), std::move(numbers), "constant");
}

/// A layer and a constant, which is the input number `constant`.
int add_with_constant(NodeReader& node, Arithmetic arithmetic, std::size_t constant) {
    const int from = node.layer(1 - constant);
    const bool is_second = constant == 1;
    Tensor<float> numbers = node.weights(constant);
    numbers.shape = aligned(node, numbers.shape, node.shape(from).size());
    switch (arithmetic) {
    case Arithmetic::add:
        return add_affine(node, from, {}, std::move(numbers));
    case Arithmetic::subtract:
        if (!is_second)
            return add_affine(node, from, scalar(-1), std::move(numbers));
        for (float& number : numbers.data)
            number = -number;
        return add_affine(node, from, {}, std::move(numbers));
    case Arithmetic::multiply:
        return add_affine(node, from, std::move(numbers), {});
    case Arithmetic::divide:
        break;
    }
    if (!is_second)
        return add_of_two(node, LayerKind::div, add_constant_layer(node, from, std::move(numbers)), from);
    if (!is_float(node.layer_type())) // whose reciprocals are not exact
        return add_of_two(node, LayerKind::div, from, add_constant_layer(node, from, std::move(numbers)));
    for (float& number : numbers.data)
        number = 1 / number;
    require_finite(numbers.data, node.node().inputs[constant]);
    return add_affine(node, from, std::move(numbers), {});
}

int add_of_layers(NodeReader& node, Arithmetic arithmetic) {
    const int left = node.layer(0), right = node.layer(1);
    if (node.opset() < 7 && node.has_attribute("axis") && node.shape(left) != node.shape(right))
        node.refuse_attribute("axis", std::to_string(node.integer("axis", 0)));
    switch (arithmetic) {
    case Arithmetic::add:
        return add_of_two(node, LayerKind::add, left, right);
    case Arithmetic::multiply:
        return add_of_two(node, LayerKind::mul, left, right);
    case Arithmetic::divide:
        return add_of_two(node, LayerKind::div, left, right);
    case Arithmetic::subtract:
        break;
    }
    return add_of_two(node, LayerKind::add, left, add_affine(node, right, scalar(-1), {}, "minus"));
}

// Products with a matrix.

struct Matrix {
    int64_t rows = 0, columns = 0;
    std::vector<float> numbers;
};

/// [rows, columns] -> [columns, rows], times `factor`.
Matrix transposed(const Matrix& matrix) {
    Matrix other{matrix.columns, matrix.rows, std::vector<float>(matrix.numbers.size())};
    for (int64_t row = 0; row < matrix.rows; ++row)
        for (int64_t column = 0; column < matrix.columns; ++column)
            other.numbers[static_cast<std::size_t>(column * matrix.rows + row)] =
                matrix.numbers[static_cast<std::size_t>(row * matrix.columns + column)];
    return other;
}

Matrix matrix_of(NodeReader& node, std::size_t input) {
    Tensor<float> weights = node.weights(input);
    if (weights.shape.size() != 2)
        node.refuse("error.onnx_op_axes", {{"value", std::to_string(weights.shape.size())}, {"needed", "2"}});
    return {weights.shape[0], weights.shape[1], std::move(weights.data)};
}

/// A dense layer by a matrix of [outputs, inputs].
Layer dense_layer(Matrix matrix) {
    Layer layer;
    layer.kind = LayerKind::dense;
    layer.weight = {Sizes{matrix.rows, matrix.columns}, std::move(matrix.numbers)};
    return layer;
}

/// Gemm's C times beta, behind the product: into the bias where it is one number an output, else a layer
/// more.
int add_gemm_bias(NodeReader& node, Layer dense, int from, bool is_bias, Tensor<float> added) {
    if (is_bias) {
        dense.bias = std::move(added);
        return node.add(std::move(dense), from);
    }
    const int product = node.add(std::move(dense), from);
    return added.data.empty() ? product : add_affine(node, product, {}, std::move(added), "bias");
}

Tensor<float> times(Tensor<float> tensor, double factor) {
    for (float& number : tensor.data)
        number = static_cast<float>(number * factor);
    return tensor;
}

/// C as one number for each of the outputs; none where it has another for each row.
std::optional<Tensor<float>> as_bias(const Tensor<float>& added, int64_t outputs) {
    const bool is_row = added.shape.empty() || added.count() == added.shape.back();
    if (!is_row || (added.count() != outputs && added.count() != 1))
        return {};
    std::vector<float> numbers = added.data;
    numbers.resize(static_cast<std::size_t>(outputs), added.data.front());
    return Tensor<float>(Sizes{outputs}, std::move(numbers));
}

/// Gemm's product where A is turned, which no layer does: every element to every element.
int add_turned(NodeReader& node, int from, const Matrix& weight) {
    const Sizes shape = node.shape(from);
    const int64_t inputs = shape[0], rows = shape[1], outputs = weight.rows;
    return add_matrix(node, from, {rows, outputs}, [&](std::vector<float>& matrix) {
        for (int64_t row = 0; row < rows; ++row)
            for (int64_t output = 0; output < outputs; ++output)
                for (int64_t input = 0; input < inputs; ++input)
                    matrix[static_cast<std::size_t>((row * outputs + output) * inputs * rows + input * rows +
                                                    row)] =
                        weight.numbers[static_cast<std::size_t>(output * inputs + input)];
    });
}

int add_product(NodeReader& node, int from, Matrix weight, double beta) {
    if (node.integer("transA", 0) == 0) {
        const int64_t outputs = weight.rows;
        Tensor<float> added =
            node.has(2) && node.is_constant(2) ? times(node.weights(2), beta) : Tensor<float>();
        const auto bias = added.data.empty() ? std::nullopt : as_bias(added, outputs);
        return add_gemm_bias(node, dense_layer(std::move(weight)), from, bias.has_value(),
                             bias ? *bias : added);
    }
    if (weight.columns != node.shape(from)[0])
        node.refuse("error.onnx_op_shapes");
    const int product = add_turned(node, from, weight);
    return node.has(2) && node.is_constant(2)
               ? add_affine(node, product, {}, times(node.weights(2), beta), "bias")
               : product;
}

/// MatMul with a stack of matrices: every element to every element.
int add_stacked_product(NodeReader& node, int from, const Tensor<float>& stack) {
    const Sizes& shape = node.shape(from);
    if (shape.size() < 2)
        node.refuse_op();
    const auto matrices = [](const Sizes& whole) {
        Sizes leading;
        for (std::size_t axis = 0; axis + 2 < whole.size(); ++axis)
            leading.push_back(whole[axis]);
        return leading;
    };
    const Sizes ours = matrices(shape), theirs = matrices(stack.shape);
    const std::optional<Sizes> leading = broadcast_shape(ours, theirs);
    const int64_t rows = shape[shape.size() - 2], inner = shape.back(), columns = stack.shape.back();
    if (!leading || stack.shape[stack.shape.size() - 2] != inner || leading->size() + 2 > Sizes::capacity)
        node.refuse("error.onnx_op_shapes");
    Sizes result = *leading;
    result.push_back(rows);
    result.push_back(columns);
    const int64_t count = shape.product(), batches = leading->product();
    return add_matrix(node, from, result, [&](std::vector<float>& matrix) {
        for (int64_t batch = 0; batch < batches; ++batch) {
            const auto a = static_cast<int64_t>(broadcast_index(batch, *leading, ours)) * rows * inner;
            const auto b = static_cast<int64_t>(broadcast_index(batch, *leading, theirs)) * inner * columns;
            for (int64_t to = 0; to < rows * columns; ++to)
                for (int64_t k = 0; k < inner; ++k)
                    matrix[static_cast<std::size_t>((batch * rows * columns + to) * count + a +
                                                    to / columns * inner + k)] =
                        stack.data[static_cast<std::size_t>(b + k * columns + to % columns)];
        }
    });
}

} // namespace

int add_affine(NodeReader& node, int from, Tensor<float> weight, Tensor<float> bias, std::string_view part) {
    Layer layer;
    layer.kind = LayerKind::affine;
    layer.weight = std::move(weight);
    layer.bias = std::move(bias);
    return node.add(std::move(layer), from, part);
}

std::optional<NarrowType> narrow_type(OnnxType type) {
    switch (type) {
    case OnnxType::float16:
        return NarrowType::float16;
    case OnnxType::bfloat16:
        return NarrowType::bfloat16;
    case OnnxType::uint8:
        return NarrowType::uint8;
    case OnnxType::int8:
        return NarrowType::int8;
    default:
        return {};
    }
}

int add_cast(NodeReader& node, int from, NarrowType type, std::string_view part) {
    Layer layer;
    layer.kind = LayerKind::cast;
    layer.cast_to = type;
    return node.add(std::move(layer), from, part);
}

void convert_arithmetic(NodeReader& node) {
    const Arithmetic arithmetic = arithmetic_of(node.node().op);
    if (node.is_constant(0) && node.is_constant(1))
        return fold(node, arithmetic);
    require_same_in_float(node, arithmetic);
    const int layer = node.is_constant(1)   ? add_with_constant(node, arithmetic, 1)
                      : node.is_constant(0) ? add_with_constant(node, arithmetic, 0)
                                            : add_of_layers(node, arithmetic);
    const auto narrow = narrow_integer(node.layer_type());
    node.give_layer(narrow ? add_cast(node, layer, *narrow, "cast") : layer);
}

void convert_reciprocal(NodeReader& node) {
    require_float(node);
    const int from = node.layer(0);
    node.give_layer(add_of_two(node, LayerKind::div, add_constant_layer(node, from, scalar(1)), from));
}

/// Times ones along the axes that are repeated.
void convert_expand(NodeReader& node) {
    const int from = node.layer(0);
    Sizes wanted;
    for (const int64_t size : node.integers(1, Sizes::capacity))
        wanted.push_back(size);
    const Sizes& shape = node.shape(from);
    const std::optional<Sizes> together = broadcast_shape(shape, wanted);
    if (!together || together->product() < 1)
        node.refuse("error.onnx_op_shapes");
    Sizes ones = *together;
    for (std::size_t back = 1; back <= shape.size(); ++back)
        if (shape[shape.size() - back] == ones[ones.size() - back])
            ones[ones.size() - back] = 1;
    node.builder().charge_weights(ones.product());
    Tensor<float> weight(ones, std::vector<float>(static_cast<std::size_t>(ones.product()), 1.0F));
    node.give_layer(add_affine(node, from, std::move(weight), {}));
}

void convert_sum(NodeReader& node) {
    require_same_in_float(node, Arithmetic::add);
    Layer layer;
    layer.kind = LayerKind::add;
    for (std::size_t input = 0; input < node.input_count(); ++input)
        if (!node.is_constant(input))
            layer.reads.push_back(node.layer(input));
    if (layer.reads.empty())
        node.refuse_op();
    int sum = layer.reads.front();
    layer.reads.erase(layer.reads.begin());
    if (!layer.reads.empty())
        sum = node.add(std::move(layer), sum);
    for (std::size_t input = 0; input < node.input_count(); ++input)
        if (node.is_constant(input))
            sum = add_affine(node, sum, {}, node.weights(input), "constant");
    node.give_layer(sum);
}

void convert_gemm(NodeReader& node) {
    const int from = node.layer(0);
    if (node.shape(from).size() != 2)
        node.refuse("error.onnx_op_axes",
                    {{"value", std::to_string(node.shape(from).size())}, {"needed", "2"}});
    Matrix weight = matrix_of(node, 1);
    if (node.integer("transB", 0) == 0)
        weight = transposed(weight);
    const double alpha = node.number("alpha", 1), beta = node.number("beta", 1);
    for (float& number : weight.numbers)
        number = static_cast<float>(number * alpha);
    int product = add_product(node, from, std::move(weight), beta);
    if (node.has(2) && !node.is_constant(2)) {
        const int added = beta == 1
                              ? node.layer(2)
                              : add_affine(node, node.layer(2), scalar(static_cast<float>(beta)), {}, "beta");
        product = add_of_two(node, LayerKind::add, product, added);
    }
    node.give_layer(product);
}

void convert_mat_mul(NodeReader& node) {
    const int from = node.layer(0);
    Tensor<float> weight = node.weights(1);
    if (weight.shape.empty())
        node.refuse("error.onnx_op_axes", {{"value", "0"}, {"needed", "2"}});
    if (weight.shape.size() > 2)
        return node.give_layer(add_stacked_product(node, from, weight));
    const bool is_vector = weight.shape.size() == 1;
    Matrix matrix{weight.shape[0], is_vector ? 1 : weight.shape[1], std::move(weight.data)};
    int product = node.add(dense_layer(transposed(matrix)), from);
    if (is_vector) {
        Sizes shape;
        for (std::size_t axis = 0; axis + 1 < node.shape(product).size(); ++axis)
            shape.push_back(node.shape(product)[axis]);
        product = add_reshape(node, product, shape.empty() ? Sizes{1} : shape);
    }
    node.give_layer(product);
}

} // namespace convlens
