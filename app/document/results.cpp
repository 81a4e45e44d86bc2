// Y from other numbers, and where an element of W lies in the document.
#include "document/results.h"

#include "convlens/forward.h"
#include "document/image_values.h"

#include <cmath>

namespace convlens {
namespace {

/// How many elements of one axis the window of `output` meets.
int64_t elements_met(const Operation& operation, std::size_t axis, int64_t output) {
    int64_t count = 0;
    for (int64_t k = 0; k < operation.kernel_size[axis]; ++k) {
        const int64_t at =
            output * operation.stride[axis] + k * operation.dilation[axis] - operation.padding_begin[axis];
        count += at >= 0 && at < operation.input_size[axis] ? 1 : 0;
    }
    return count;
}

/// Sums of powers to means of powers.
void divide_by_elements(const Operation& operation, const Sizes& output, Tensor<double>& y) {
    if (std::isinf(operation.norm_p))
        return; // the largest stays the largest
    const int64_t plane = output.product();
    for (int64_t i = 0; i < y.count(); ++i) {
        const Sizes at = unravel_index(i % plane, output);
        double elements = 1;
        for (std::size_t axis = 0; axis < operation.dims(); ++axis)
            elements *= static_cast<double>(elements_met(operation, axis, at[axis]));
        y[i] *= std::pow(elements, -1 / operation.norm_p);
    }
}

} // namespace

Tensor<double> result_of(const Results& results, const Tensor<double>& x, const Tensor<double>* w) {
    const Operation& operation = results.operation;
    if (operation.kind == Kind::max_unpool)
        return unpool(operation, x, *results.switches);
    if (has_weight(operation.kind))
        return forward(operation, x, *w);
    Tensor<double> y = pool(operation, x);
    if (results.power_mean)
        divide_by_elements(operation, results.output, y);
    return y;
}

int64_t turned(const Operation& operation, int64_t weight) {
    const int64_t kernel = operation.kernel_size.product();
    return weight / kernel * kernel + (kernel - 1 - weight % kernel);
}

int64_t weight_in_document(const Results& results, int64_t flat) {
    return results.flipped ? turned(results.operation, flat) : flat;
}

Operation operation_of(const Document& document) {
    Operation operation = document.operation;
    if (document.input.kind != SourceKind::image || !document.input.image || operation.dims() != 2)
        return operation;
    const Image& image = *document.input.image;
    operation.input_size = scaled_size(image, document.max_cells);
    operation.in_channels = document.color && image.channels == 3 ? 3 : 1;
    if (!has_weight(operation.kind)) {
        operation.out_channels = operation.in_channels;
    } else if (document.weight.kind == SourceKind::kernel) {
        // The named kernel acts on each channel for itself.
        operation.groups = operation.in_channels;
        operation.out_channels = operation.in_channels;
    }
    return operation;
}

} // namespace convlens
