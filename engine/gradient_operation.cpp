// Sizes by asking what makes the result come out as large as X or W; tensors by moving whole planes.
#include "convlens/gradient_operation.h"

#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/source.h"
#include "engine/detail/taps.h"

#include <algorithm>
#include <array>
#include <vector>

namespace convlens {

using namespace detail;

namespace {

bool folds(const Operation& operation) {
    return operation.padding_mode != PaddingMode::zeros;
}

/// Padding, stride and input dilation of one axis with which the gradient has the length of the stretched
/// input.
void set_input_axis(const Operation& operation, std::size_t axis, int64_t unreached, Operation& gradient) {
    const int64_t span = operation.dilation[axis] * (operation.kernel_size[axis] - 1);
    const bool keeps_padding = folds(operation);
    gradient.padding_begin[axis] = span - (keeps_padding ? 0 : operation.padding_begin[axis]);
    gradient.padding_end[axis] = span - (keeps_padding ? 0 : operation.padding_end[axis]) + unreached;
    gradient.stride[axis] = operation.input_dilation[axis];
    gradient.input_dilation[axis] = operation.stride[axis];
}

/// [N, C, ...] to [C/G, G*N, ...]: each channel of a group becomes a batch item, whose channels are the
/// groups with their batch items. With G = 1, N and C swap.
template <class T> Tensor<T> items_from_channels(const Tensor<T>& maps, int64_t groups) {
    const int64_t batch = maps.shape[0];
    const int64_t per_group = maps.shape[1] / groups;
    Tensor<T> result(maps.shape);
    result.shape[0] = per_group;
    result.shape[1] = groups * batch;
    const int64_t plane = maps.count() / (maps.shape[0] * maps.shape[1]);
    for (int64_t n = 0; n < batch; ++n)
        for (int64_t c = 0; c < maps.shape[1]; ++c)
            std::copy_n(maps.data.begin() + (n * maps.shape[1] + c) * plane, plane,
                        result.data.begin() +
                            (c % per_group * groups * batch + c / per_group * batch + n) * plane);
    return result;
}

/// [A, B, ...] to [B, A, ...].
template <class T> Tensor<T> swapped(const Tensor<T>& maps) {
    return items_from_channels(maps, 1);
}

} // namespace

Operation grad_input_operation(const Operation& operation) {
    CONVLENS_ASSERT(has_weight(operation.kind) && check(operation).empty());
    Operation gradient = operation;
    gradient.kind = Kind::conv;
    gradient.padding_mode = PaddingMode::zeros;
    gradient.input_size = output_size(operation);
    std::swap(gradient.in_channels, gradient.out_channels);
    const bool is_conv = operation.kind == Kind::conv;
    const Sizes unreached = is_conv ? unused(operation) : Sizes();
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        const int64_t stride = operation.stride[axis];
        gradient.output_padding[axis] = 0;
        if (is_conv)
            set_input_axis(operation, axis, unreached[axis], gradient);
        else // an output_padding of a stride or more would bring further windows
            gradient.padding_end[axis] -= operation.output_padding[axis] / stride * stride;
    }
    return gradient;
}

template <class T> Tensor<T> grad_input_kernel(const Operation& operation, const Tensor<T>& w) {
    CONVLENS_ASSERT(has_weight(operation.kind) && w.shape == weight_shape(operation));
    if (operation.kind == Kind::conv_transpose)
        return w;
    Tensor<T> kernel(weight_shape(grad_input_operation(operation)));
    const int64_t taps = operation.kernel_size.product();
    const int64_t group_in = operation.in_channels / operation.groups;
    const int64_t group_out = operation.out_channels / operation.groups;
    for (int64_t o = 0; o < operation.out_channels; ++o)
        for (int64_t c = 0; c < group_in; ++c) {
            const auto from = w.data.begin() + (o * group_in + c) * taps;
            const int64_t in = o / group_out * group_in + c;
            std::reverse_copy(from, from + taps,
                              kernel.data.begin() + (in * group_out + o % group_out) * taps);
        }
    return kernel;
}

template <class T> Tensor<T> fold_padding(const Operation& operation, const Tensor<T>& padded) {
    if (!folds(operation)) {
        CONVLENS_ASSERT(padded.shape == input_shape(operation));
        return padded;
    }
    // Where each position of an axis lies in dX; axes that are missing have one in front.
    std::array<std::vector<int64_t>, 3> places{{{0}, {0}, {0}}};
    int64_t plane = 1;
    for (std::size_t axis = operation.dims(); axis-- > 0; plane *= operation.input_size[axis]) {
        std::vector<int64_t>& of_axis = places[3 - operation.dims() + axis];
        of_axis.clear();
        for (int64_t at = 0; at < padded.shape[axis + 2]; ++at)
            of_axis.push_back(source_index(operation, axis, at - operation.padding_begin[axis]) * plane);
    }
    Tensor<T> dx(input_shape(operation));
    T* map = dx.data.data();
    for (const T *from = padded.data.data(), *end = from + padded.count(); from != end; map += plane)
        for (const int64_t z : places[0])
            for (const int64_t y : places[1])
                for (const int64_t x : places[2])
                    map[z + y + x] += *from++;
    return dx;
}

Operation grad_weight_operation(const Operation& operation) {
    CONVLENS_ASSERT(has_weight(operation.kind) && check(operation).empty());
    const bool is_conv = operation.kind == Kind::conv;
    const Sizes output = output_size(operation);
    const Sizes cut = is_conv ? unused(operation) : operation.output_padding;
    Operation gradient = operation; // padding mode and input_dilation belong to what is slid over
    gradient.kind = Kind::conv;
    gradient.input_size = is_conv ? operation.input_size : output;
    gradient.kernel_size = is_conv ? output : operation.input_size;
    gradient.stride = operation.dilation;
    gradient.dilation = operation.stride;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        gradient.padding_end[axis] -= cut[axis];
        gradient.output_padding[axis] = 0;
    }
    gradient.batch = (is_conv ? operation.in_channels : operation.out_channels) / operation.groups;
    gradient.in_channels = operation.groups * operation.batch;
    gradient.out_channels = is_conv ? operation.out_channels : operation.in_channels;
    return gradient;
}

template <class T>
GradWeightTensors<T> grad_weight_tensors(const Operation& operation, const Tensor<T>& x,
                                         const Tensor<T>& dy) {
    CONVLENS_ASSERT(x.shape == input_shape(operation) && dy.shape == output_shape(operation));
    const bool is_conv = operation.kind == Kind::conv;
    return {items_from_channels(is_conv ? x : dy, operation.groups), swapped(is_conv ? dy : x)};
}

template <class T> Tensor<T> grad_weight_result(const Operation& operation, const Tensor<T>& result) {
    CONVLENS_ASSERT(result.shape == output_shape(grad_weight_operation(operation)));
    return swapped(result);
}

template Tensor<float> grad_input_kernel(const Operation&, const Tensor<float>&);
template Tensor<double> grad_input_kernel(const Operation&, const Tensor<double>&);
template Tensor<float> fold_padding(const Operation&, const Tensor<float>&);
template Tensor<double> fold_padding(const Operation&, const Tensor<double>&);
template GradWeightTensors<float> grad_weight_tensors(const Operation&, const Tensor<float>&,
                                                      const Tensor<float>&);
template GradWeightTensors<double> grad_weight_tensors(const Operation&, const Tensor<double>&,
                                                       const Tensor<double>&);
template Tensor<float> grad_weight_result(const Operation&, const Tensor<float>&);
template Tensor<double> grad_weight_result(const Operation&, const Tensor<double>&);

} // namespace convlens
