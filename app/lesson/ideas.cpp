// Each change is checked for being one: an idea that changes nothing says nothing.
#include "lesson/ideas.h"

#include "convlens/arithmetic.h"
#include "document/element.h"
#include "document/evaluate/results.h"
#include "document/numbers.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

Sizes zeros(std::size_t count) {
    return Sizes::filled(count, 0);
}

/// p' = d(k-1) - p in place of p, at both ends.
void take_padding_of_the_other(Operation& operation) {
    const Sizes window = dilated_kernel(operation);
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        operation.padding_begin[axis] = window[axis] - 1 - operation.padding_begin[axis];
        operation.padding_end[axis] = window[axis] - 1 - operation.padding_end[axis];
    }
}

/// As much padding at both ends as lays a window of odd size around its cell.
void center_window(Operation& operation) {
    const Sizes window = dilated_kernel(operation);
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        operation.padding_begin[axis] = operation.padding_end[axis] = (window[axis] - 1) / 2;
}

void change_operation(Misconception idea, Operation& operation) {
    const std::size_t dims = operation.dims();
    switch (idea) {
    case Misconception::no_padding:
        operation.padding_begin = operation.padding_end = zeros(dims);
        break;
    case Misconception::one_side_padding:
        operation.padding_end = zeros(dims);
        break;
    case Misconception::centred_window:
        if (!is_swapped(operation.kind))
            center_window(operation);
        break;
    case Misconception::stride_ignored:
        operation.stride = Sizes::filled(dims, 1);
        if (is_swapped(operation.kind))
            operation.output_padding = zeros(dims);
        break;
    case Misconception::dilation_ignored:
        operation.dilation = Sizes::filled(dims, 1);
        break;
    case Misconception::padding_of_the_other:
        if (has_weight(operation.kind))
            take_padding_of_the_other(operation);
        break;
    case Misconception::both_sides_padding:
        for (std::size_t axis = 0; axis < dims; ++axis)
            operation.padding_begin[axis] = operation.padding_end[axis] =
                std::max(operation.padding_begin[axis], operation.padding_end[axis]);
        break;
    case Misconception::stride_is_kernel:
        operation.stride = operation.kernel_size;
        break;
    case Misconception::dilation_from_zero:
        for (std::size_t axis = 0; axis < dims; ++axis)
            ++operation.dilation[axis];
        break;
    case Misconception::pool_of_the_other:
        if (operation.kind == Kind::max_pool)
            operation.kind = Kind::avg_pool;
        else if (operation.kind == Kind::avg_pool)
            operation.kind = Kind::max_pool;
        break;
    case Misconception::mean_with_padding:
        if (operation.kind == Kind::avg_pool && operation.padding_begin != zeros(dims))
            operation.count_include_pad = !operation.count_include_pad;
        break;
    default:
        break;
    }
}

/// Values of W with each kernel's elements in the place that `place` gives.
template <class Place> Source moved_weight(const Document& scene, const Place& place) {
    const Operation operation = operation_of(scene);
    const Sizes shape = weight_shape(operation);
    const Tensor<double> w = numbers(scene.weight, TensorRole::w, shape);
    std::vector<double> moved(w.data.size());
    for (std::size_t i = 0; i < moved.size(); ++i)
        moved[place(static_cast<int64_t>(i))] = w.data[i];
    return values_source(shape, std::move(moved));
}

/// W of a convolution without the elements of later maps of X, or with the first map's kernel for all of Y;
/// none where there is one map.
std::optional<Source> weight_of_one_map(Misconception idea, const Document& scene) {
    const Operation operation = operation_of(scene);
    const bool of_input = idea == Misconception::one_channel;
    const Sizes shape = weight_shape(operation);
    if (operation.kind != Kind::conv || operation.groups != 1 || shape[of_input ? 1 : 0] == 1)
        return std::nullopt;
    std::vector<double> w = numbers(scene.weight, TensorRole::w, shape).data;
    const std::size_t kernels = w.size() / static_cast<std::size_t>(shape[0]); // of one map of Y
    const std::size_t kernel = kernels / static_cast<std::size_t>(shape[1]);
    for (std::size_t i = 0; i < w.size(); ++i)
        if (!of_input)
            w[i] = w[i % kernels];
        else if (i % kernels >= kernel)
            w[i] = 0;
    return values_source(shape, std::move(w));
}

/// The gradient of Y with its last two axes swapped; none where they differ in size.
std::optional<Source> transposed_gradient(const Document& scene) {
    const Sizes shape = output_shape(operation_of(scene));
    const std::size_t axes = shape.size();
    if (axes < 4 || shape[axes - 1] != shape[axes - 2])
        return std::nullopt;
    const Tensor<double> dy = numbers(scene.grad_output, TensorRole::dy, shape);
    const auto side = static_cast<std::size_t>(shape[axes - 1]);
    std::vector<double> moved(dy.data.size());
    for (std::size_t i = 0; i < moved.size(); ++i)
        moved[i] = dy.data[(i / (side * side) * side + i % side) * side + i / side % side];
    return values_source(shape, std::move(moved));
}

bool has_square_kernel(const Operation& operation) {
    const Sizes& kernel = operation.kernel_size;
    return kernel.size() >= 2 && kernel[kernel.size() - 1] == kernel[kernel.size() - 2];
}

} // namespace

Source turned_weight(const Document& scene) {
    const Operation operation = operation_of(scene);
    return moved_weight(scene, [&](int64_t at) { return static_cast<std::size_t>(turned(operation, at)); });
}

Source swapped_weight(const Document& scene) {
    const int64_t side = operation_of(scene).kernel_size.back();
    return moved_weight(scene, [&](int64_t at) {
        const int64_t kernel = at / (side * side), row = at / side % side, column = at % side;
        return static_cast<std::size_t>((kernel * side + column) * side + row);
    });
}

std::optional<Document> as_if(Misconception idea, const Document& scene) {
    const Operation operation = operation_of(scene);
    Document changed = scene;
    const bool is_turn = idea == Misconception::flipped_kernel || idea == Misconception::unflipped_kernel;
    if (is_turn && has_weight(operation.kind)) {
        changed.weight = turned_weight(scene);
    } else if (idea == Misconception::transposed_kernel && has_weight(operation.kind) &&
               has_square_kernel(operation)) {
        changed.weight = swapped_weight(scene);
    } else if (idea == Misconception::one_channel || idea == Misconception::one_kernel) {
        const auto weight = weight_of_one_map(idea, scene);
        if (!weight)
            return std::nullopt;
        changed.weight = *weight;
    } else if (idea == Misconception::sum_without_bias) {
        if (bias_of(scene, operation).empty())
            return std::nullopt;
        changed.bias.clear();
    } else if (idea == Misconception::turn_ignored) {
        if (!scene.flip_kernel)
            return std::nullopt;
        changed.flip_kernel = false;
    } else if (idea == Misconception::transposed_gradient) {
        const auto gradient = transposed_gradient(scene);
        if (!gradient)
            return std::nullopt;
        changed.grad_output = *gradient;
    } else {
        Operation other = operation;
        change_operation(idea, other);
        if (other == operation)
            return std::nullopt;
        set_operation(changed, other);
    }
    return changed;
}

} // namespace convlens
