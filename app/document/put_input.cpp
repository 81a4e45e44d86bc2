// Only what the input decides changes: stride, padding and kernel stay.
#include "document/put_input.h"

#include "i18n/refuse.h"

#include <string>
#include <utility>

namespace convlens {
namespace {

/// Pools keep their channels.
void set_channels(Operation& operation, int64_t batch, int64_t channels) {
    operation.batch = batch;
    operation.in_channels = channels;
    operation.groups = 1;
    if (!has_weight(operation.kind))
        operation.out_channels = channels;
}

} // namespace

void put_input(Document& document, Tensor<double> array) {
    const std::size_t axes = array.shape.size();
    const std::size_t dims = document.operation.dims();
    if (axes < dims || axes > dims + 2)
        refuse("ui.array_axes", {{"value", std::to_string(axes)},
                                 {"low", std::to_string(dims)},
                                 {"high", std::to_string(dims + 2)}});
    Sizes shape = Sizes::filled(dims + 2 - axes, 1);
    for (const int64_t size : array.shape)
        shape.push_back(size);
    Operation operation = document.operation;
    for (std::size_t axis = 0; axis < dims; ++axis)
        operation.input_size[axis] = shape[axis + 2];
    set_channels(operation, shape[0], shape[1]);
    set_operation(document, operation);
    document.input = values_source(shape, std::move(array.data));
}

void put_input(Document& document, std::shared_ptr<const Image> image) {
    Operation operation = document.operation;
    set_channels(operation, 1, 1);
    document.input = image_source(std::move(image));
    document.color = false;
    set_operation(document, operation);
    document.name.clear(); // the operation may be as it was
    document.title = document.caption = {};
}

} // namespace convlens
