// Sizes, counts and goals: what needs no tensor.
#include "lesson/quantities.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace convlens {
namespace {

/// What the idea's formula has for one axis.
double axis_size_as(Misconception idea, const Operation& operation, std::size_t axis, int64_t size) {
    const int64_t stride = operation.stride[axis];
    const int64_t dilation = operation.dilation[axis];
    const bool is_back = is_swapped(operation.kind);
    switch (idea) {
    case Misconception::ceil:
        return static_cast<double>(!is_back && !operation.ceil_mode && unused(operation)[axis] > 0 ? size + 1
                                                                                                   : size);
    case Misconception::no_floor:
        if (is_back)
            break;
        return static_cast<double>(padded_size(operation)[axis] - dilated_kernel(operation)[axis]) /
                   static_cast<double>(stride) +
               1;
    case Misconception::no_plus_one:
        return static_cast<double>(is_back ? size + stride : size - 1);
    case Misconception::kernel_not_effective: { // d k in place of d (k - 1) + 1
        if (dilation == 1)
            break;
        if (is_back)
            return static_cast<double>(size + dilation - 1);
        const int64_t window = dilation * operation.kernel_size[axis];
        const int64_t room = padded_size(operation)[axis] - window;
        const int64_t windows = room < 0 ? 0 : room / stride + 1;
        return static_cast<double>(windows);
    }
    case Misconception::leftover_costs_window:
        return static_cast<double>(!is_back && unused(operation)[axis] > 0 ? size - 1 : size);
    case Misconception::stride_times_input:
        return static_cast<double>(is_back ? stride * operation.input_size[axis] : size);
    case Misconception::padding_keeps_size:
        return static_cast<double>(operation.input_size[axis]);
    case Misconception::output_padding_adds_zeros:
        return static_cast<double>(is_back ? size + operation.output_padding[axis] : size);
    default:
        break;
    }
    return static_cast<double>(size);
}

double product(const Sizes& sizes) {
    return std::accumulate(sizes.begin(), sizes.end(), 1.0,
                           [](double so_far, int64_t size) { return so_far * static_cast<double>(size); });
}

double receptive_cells_as(Idea idea, const Operation& operation) {
    if (idea == Misconception::fully_connected)
        return product(operation.input_size);
    Sizes field = receptive_field(operation);
    for (std::size_t axis = 0; axis < field.size(); ++axis)
        if (idea == Misconception::kernel_not_effective && operation.dilation[axis] > 1)
            field[axis] = operation.dilation[axis] * operation.kernel_size[axis];
    return product(field);
}

double weights_as(Idea idea, const Operation& operation) {
    if (idea == Misconception::fully_connected)
        return product(input_shape(operation)) * product(output_shape(operation));
    const auto weights = static_cast<double>(counts(operation).parameters);
    if (idea == Misconception::per_cell)
        return weights / product(operation.input_size);
    if (idea == Misconception::one_channel && operation.groups == 1)
        return weights / static_cast<double>(operation.in_channels);
    if (idea == Misconception::one_kernel && operation.groups == 1)
        return weights / static_cast<double>(operation.out_channels);
    return weights;
}

/// Whether the elements of a transposed convolution's output, far from the border, are covered unequally
/// often: how many taps fall on each rest of the stride.
bool covers_unequally(const Operation& operation) {
    if (!is_swapped(operation.kind))
        return false;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        std::vector<int64_t> taps(static_cast<std::size_t>(operation.stride[axis]));
        for (int64_t k = 0; k < operation.kernel_size[axis]; ++k)
            ++taps[static_cast<std::size_t>(k * operation.dilation[axis] % operation.stride[axis])];
        if (std::adjacent_find(taps.begin(), taps.end(), std::not_equal_to<>()) != taps.end())
            return true;
    }
    return false;
}

bool equals(const std::vector<double>& sizes, const Sizes& goal) {
    return std::equal(sizes.begin(), sizes.end(), goal.begin(), goal.end(),
                      [](double size, int64_t wanted) { return size == static_cast<double>(wanted); });
}

} // namespace

std::vector<double> size_as(Idea idea, const Operation& operation) {
    const Sizes sizes = output_size(operation);
    std::vector<double> axes(sizes.begin(), sizes.end());
    if (idea == Misconception::row_column_swapped)
        std::reverse(axes.begin(), axes.end());
    else if (idea)
        for (std::size_t axis = 0; axis < axes.size(); ++axis)
            axes[axis] = axis_size_as(*idea, operation, axis, sizes[axis]);
    return axes;
}

std::optional<double> quantity_as(Idea idea, const Document& scene, const Question& question) {
    const Operation operation = operation_of(scene);
    switch (question.quantity) {
    case Quantity::size: {
        const std::vector<double> axes = size_as(idea, operation);
        return std::accumulate(axes.begin(), axes.end(),
                               static_cast<double>(operation.batch * operation.out_channels),
                               std::multiplies<>());
    }
    case Quantity::value:
        return value_as(idea, scene, question.of, question.at);
    case Quantity::weights:
        return weights_as(idea, operation);
    case Quantity::multiplications:
        return static_cast<double>(counts(operation).multiply_adds);
    case Quantity::receptive_field:
        return receptive_cells_as(idea, operation);
    }
    return std::nullopt;
}

bool reaches_as(Idea idea, const Document& scene, const Question& question) {
    const Operation operation = operation_of(scene);
    switch (question.goal) {
    case Goal::size:
        return equals(size_as(idea, operation), question.goal_size);
    case Goal::same_size:
        return equals(size_as(idea, operation), operation.input_size);
    case Goal::reads_all: {
        const auto unread = cells_as(idea, scene, CellRule::unread, {});
        return unread && unread->empty();
    }
    case Goal::checkerboard:
        return covers_unequally(operation);
    case Goal::receptive_field: {
        double wanted = 1;
        for (std::size_t axis = 0; axis < operation.dims(); ++axis)
            wanted *= static_cast<double>(question.goal_number);
        return receptive_cells_as(idea, operation) == wanted;
    }
    }
    return false;
}

} // namespace convlens
