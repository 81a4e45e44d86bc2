// How many entries of the unrolled matrix are not structurally zero: on each axis the pairs (output, input)
// with a tap between them, multiplied. Without padding modes a tap lies between one pair only, so the pairs
// are the products.
#include "convlens/arithmetic.h"
#include "convlens/gradient_operation.h"
#include "convlens/matrix.h"

#include <algorithm>
#include <array>

namespace convlens {

namespace {

/// Inputs that a window meets in steps of the dilation, without misses.
struct Progression {
    int64_t residue = 0; // of its inputs modulo the dilation
    int64_t first = 0;
    int64_t count = 0;
};

/// Different inputs in progressions of one step: those with the same residue are laid end to end.
int64_t different(std::array<Progression, 3>& progressions, int64_t step) {
    for (Progression& p : progressions)
        p.residue = p.first % step;
    std::sort(progressions.begin(), progressions.end(), [](const Progression& a, const Progression& b) {
        return a.residue != b.residue ? a.residue < b.residue : a.first < b.first;
    });
    int64_t sum = 0;
    int64_t residue = -1;
    int64_t reached = -1; // largest input counted of this residue
    for (const Progression& p : progressions) {
        if (p.count == 0)
            continue;
        const int64_t last = p.first + (p.count - 1) * step;
        if (p.residue != residue || p.first > reached) {
            sum += p.count;
            reached = last;
        } else if (last > reached) {
            sum += (last - reached) / step;
            reached = last;
        }
        residue = p.residue;
    }
    return sum;
}

/// Different inputs that window `y` of an axis meets, the padding folded back.
int64_t inputs_met(const Operation& operation, std::size_t axis, int64_t y) {
    const int64_t size = operation.input_size[axis];
    const int64_t kernel = operation.kernel_size[axis];
    const int64_t step = operation.dilation[axis];
    const int64_t start = y * operation.stride[axis] - operation.padding_begin[axis];
    const auto taps_before = [&](int64_t position) {
        return position <= start ? 0 : std::min(kernel, (position - start + step - 1) / step);
    };
    const int64_t before = taps_before(0);
    const int64_t inside = taps_before(size) - before;
    const int64_t after = kernel - before - inside;
    std::array<Progression, 3> met{};
    met[0] = {0, inside > 0 ? start + before * step : 0, inside};
    const int64_t last_before = start + (before - 1) * step;
    const int64_t first_after = start + (before + inside) * step;
    switch (operation.padding_mode) {
    case PaddingMode::zeros:
        break;
    case PaddingMode::reflect:
        if (before > 0)
            met[1] = {0, -last_before, before};
        if (after > 0)
            met[2] = {0, 2 * (size - 1) - (start + (kernel - 1) * step), after};
        break;
    case PaddingMode::replicate:
        if (before > 0)
            met[1] = {0, 0, 1};
        if (after > 0)
            met[2] = {0, size - 1, 1};
        break;
    case PaddingMode::circular:
        if (before > 0)
            met[1] = {0, start + size, before};
        if (after > 0)
            met[2] = {0, first_after - size, after};
        break;
    }
    return different(met, step);
}

/// Pairs of one axis; windows that stay inside the input meet as many elements as they have taps.
int64_t connected_pairs(const Operation& operation, std::size_t axis, int64_t outputs) {
    const int64_t stride = operation.stride[axis];
    const int64_t begin = operation.padding_begin[axis];
    const int64_t span = operation.dilation[axis] * (operation.kernel_size[axis] - 1);
    const int64_t room = operation.input_size[axis] - 1 - span + begin; // last start inside
    const int64_t first = begin <= 0 ? 0 : std::min(outputs, (begin + stride - 1) / stride);
    const int64_t last = std::max(first, room < 0 ? 0 : std::min(outputs, room / stride + 1));
    int64_t sum = (last - first) * operation.kernel_size[axis];
    for (int64_t y = 0; y < first; ++y)
        sum += inputs_met(operation, axis, y);
    for (int64_t y = last; y < outputs; ++y)
        sum += inputs_met(operation, axis, y);
    return sum;
}

/// The pool as a convolution of each channel, padded to the end of its last window.
Operation conv_of_pool(const Operation& operation) {
    Operation conv = operation;
    conv.kind = Kind::conv;
    conv.groups = operation.in_channels;
    conv.ceil_mode = false;
    const Sizes output = output_size(operation);
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        conv.padding_end[axis] = (output[axis] - 1) * operation.stride[axis] +
                                 operation.dilation[axis] * (operation.kernel_size[axis] - 1) + 1 -
                                 operation.input_size[axis] - operation.padding_begin[axis];
    return conv;
}

int64_t products(Operation conv) {
    conv.batch = 1;
    const Counts all = counts(conv);
    return all.multiply_adds - all.multiply_adds_on_padding - all.multiply_adds_on_inserted_zeros;
}

} // namespace

int64_t Unrolled::non_zeros() const {
    if (operation_.kind == Kind::avg_pool)
        return products(conv_of_pool(operation_));
    if (operation_.kind == Kind::conv_transpose) // the transpose of the direct convolution's matrix
        return products(grad_input_operation(operation_));
    if (operation_.padding_mode == PaddingMode::zeros)
        return products(operation_);
    int64_t pairs = operation_.out_channels * (operation_.in_channels / operation_.groups);
    for (std::size_t axis = 0; axis < operation_.dims(); ++axis)
        pairs *= connected_pairs(operation_, axis, output_[axis]);
    return pairs;
}

} // namespace convlens
