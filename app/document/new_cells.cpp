// Within their shape values need no rule for what lies outside, so a gesture that comes back leaves nothing.
#include "document/new_cells.h"

#include "document/element.h"
#include "document/evaluate/results.h"
#include "document/numbers.h"

#include <algorithm>

namespace convlens {
namespace {

/// A tensor before and after the edit.
struct Resized {
    TensorRole role{};
    Sizes before, after; // shapes
};

/// Whether a tensor of `shape` has cells outside the values; both are aligned at their last axes.
bool reaches_beyond(const Sizes& shape, const Sizes& values) {
    for (std::size_t from_last = 1; from_last <= shape.size(); ++from_last)
        if (shape[shape.size() - from_last] >
            (from_last <= values.size() ? values[values.size() - from_last] : 1))
            return true;
    return false;
}

/// The values with all that was seen outside them.
void write_down(Source& source, TensorRole role, const Sizes& shape) {
    Sizes larger = source.values_shape;
    for (std::size_t axis = 0; axis < larger.size(); ++axis)
        larger[axis] = std::max(larger[axis], shape[axis]);
    Source seen = source;
    seen.edits.clear();
    const Source written = values_source(larger, numbers(seen, role, larger).data);
    source.values_shape = written.values_shape;
    source.values = written.values;
}

void fill(const Source& before, Source& after, const Resized& tensor) {
    if (after.kind != SourceKind::values || !after.values || after.values != before.values)
        return;
    if (tensor.before == tensor.after && before.kind == after.kind)
        return; // the edit is about something else
    if (!reaches_beyond(tensor.after, after.values_shape)) {
        after.beyond = Beyond::zeros;
        return;
    }
    const bool were_seen = before.kind == SourceKind::values && after.beyond == Beyond::zeros &&
                           tensor.before.size() == after.values_shape.size() &&
                           reaches_beyond(tensor.before, after.values_shape);
    if (were_seen)
        write_down(after, tensor.role, tensor.before);
    after.beyond = Beyond::small;
}

} // namespace

void fill_new_cells(const Document& before, Document& after) {
    const Operation from = operation_of(before), to = operation_of(after);
    if (!check(from).empty() || !check(to).empty())
        return;
    const auto resized = [&](TensorRole shape, TensorRole role) {
        return Resized{role, tensor_shape(from, shape), tensor_shape(to, shape)};
    };
    fill(before.input, after.input, resized(TensorRole::x, TensorRole::x));
    fill(before.weight, after.weight, resized(TensorRole::w, TensorRole::w));
    fill(before.grad_output, after.grad_output, resized(TensorRole::dy, TensorRole::dy));
    fill(before.unpool_plane, after.unpool_plane, resized(TensorRole::dy, TensorRole::x));
}

} // namespace convlens
