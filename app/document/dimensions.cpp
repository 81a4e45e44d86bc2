// Tensors are [N, C, spatial...] and [O, C, kernel...]: spatial axes begin with the third.
#include "document/dimensions.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr std::size_t before_axes = 2;

Sizes with_dimensions(const Sizes& list, std::size_t dims) {
    Sizes result;
    for (std::size_t axis = 0; axis < dims; ++axis) {
        const std::size_t from_last = dims - axis;
        result.push_back(from_last <= list.size() ? list[list.size() - from_last] : list[0]);
    }
    return result;
}

/// Coordinates, or false: they lie beside what stays.
bool move_to(std::vector<int64_t>& at, std::size_t dims) {
    const auto first = at.begin() + before_axes;
    const std::size_t had = at.size() - before_axes;
    if (had < dims) {
        at.insert(first, dims - had, 0);
        return true;
    }
    const auto last = first + static_cast<std::ptrdiff_t>(had - dims);
    const bool stays = std::all_of(first, last, [](int64_t coordinate) { return coordinate == 0; });
    at.erase(first, last);
    return stays;
}

/// The numbers at 0 on the axes that go.
Source sliced(const Source& source, std::size_t dims) {
    const Sizes& had = source.values_shape;
    Sizes shape;
    for (std::size_t axis = 0; axis < had.size(); ++axis)
        if (axis < before_axes || had.size() - axis <= dims)
            shape.push_back(had[axis]);
    int64_t planes = 1, kept = 1, in_all = 1;
    for (std::size_t axis = 0; axis < had.size(); ++axis)
        (axis < before_axes ? planes : in_all) *= had[axis];
    for (std::size_t axis = before_axes; axis < shape.size(); ++axis)
        kept *= shape[axis];
    std::vector<double> values;
    for (int64_t plane = 0; plane < planes; ++plane) {
        const auto begin = source.values->begin() + plane * in_all;
        values.insert(values.end(), begin, begin + kept);
    }
    Source result = values_source(shape, std::move(values));
    result.seed = source.seed;
    result.beyond = source.beyond;
    return result;
}

void set_dimensions(Source& source, std::size_t dims) {
    ElementEdits edits;
    for (const auto& [at, value] : source.edits)
        if (std::vector<int64_t> moved = at; move_to(moved, dims))
            edits.put_last(moved, value);
    const bool has_plane = source.kind == SourceKind::image || source.kind == SourceKind::kernel;
    if (has_plane && dims != 2)
        source = {};
    if (source.kind == SourceKind::values && source.values) {
        const std::size_t rank = source.values_shape.size();
        if (rank < before_axes + 1)
            source = {};
        else if (rank > dims + before_axes)
            source = sliced(source, dims);
        else if (rank < dims + before_axes) {
            Sizes shape{source.values_shape[0], source.values_shape[1]};
            for (std::size_t axis = rank; axis < dims + before_axes; ++axis)
                shape.push_back(1);
            for (std::size_t axis = before_axes; axis < rank; ++axis)
                shape.push_back(source.values_shape[axis]);
            source.values_shape = shape;
        }
    }
    source.edits = std::move(edits);
}

} // namespace

void set_dimensions(Document& document, std::size_t dims) {
    if (document.operation.dims() == dims)
        return;
    Operation operation = document.operation;
    for (Sizes* list :
         {&operation.input_size, &operation.kernel_size, &operation.stride, &operation.padding_begin,
          &operation.padding_end, &operation.dilation, &operation.output_padding, &operation.input_dilation})
        *list = with_dimensions(*list, dims);
    for (Source* source : {&document.input, &document.weight, &document.grad_output, &document.unpool_plane})
        set_dimensions(*source, dims);
    document.pins.clear();
    set_operation(document, operation);
    document.view = has_volumes(operation) ? opening_view(operation) : View::flat;
}

} // namespace convlens
