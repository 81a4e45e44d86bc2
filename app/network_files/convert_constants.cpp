// Operators on constants: what exporters write around sizes is worked out while the file is read. Of a layer,
// rows that are taken and axes that are turned are a pad, a reshape or a matrix.
#include "network_files/converters.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <string>
#include <utility>

namespace convlens {
namespace {

/// Numbers that are to be worked out with, charged.
std::vector<double> folded(NodeReader& node, std::size_t input) {
    const Constant& constant = node.constant(input);
    node.builder().charge_folded(constant.count());
    return doubles_of(constant);
}

/// Elements before, along and behind an axis.
struct Split {
    int64_t outer = 1, along = 1, inner = 1;
};
Split split_at(const Sizes& shape, std::size_t axis) {
    Split split;
    for (std::size_t i = 0; i < shape.size(); ++i)
        (i < axis ? split.outer : i == axis ? split.along : split.inner) *= shape[i];
    return split;
}

/// Rows along an axis, by number.
std::vector<double> taken(const std::vector<double>& from, const Split& split,
                          const std::vector<int64_t>& rows) {
    std::vector<double> numbers;
    if (from.empty())
        return numbers;
    for (int64_t outer = 0; outer < split.outer; ++outer)
        for (const int64_t row : rows)
            std::copy_n(from.begin() + (outer * split.along + row) * split.inner, split.inner,
                        std::back_inserter(numbers));
    return numbers;
}

std::vector<int64_t> list_of(const NodeReader& node, std::string_view attribute, std::size_t input) {
    if (node.opset() < 10)
        return node.integers(attribute, Sizes::capacity).value_or(std::vector<int64_t>());
    return node.has(input) ? node.integers(input, Sizes::capacity) : std::vector<int64_t>();
}

void give(NodeReader& node, OnnxType type, const Sizes& shape, std::vector<double> numbers) {
    node.give_constant(constant_of(type, shape, std::move(numbers)));
}

std::string text_of(double number) {
    char text[32];
    return {text, std::to_chars(text, std::end(text), number).ptr};
}

/// The sources of a Gather along the axis, from 0.
std::vector<int64_t> gathered_rows(NodeReader& node, int64_t along) {
    std::vector<int64_t> rows;
    for (const double number : folded(node, 1)) {
        if (!(number >= static_cast<double>(-along)) || !(number < static_cast<double>(along)))
            node.refuse_attribute("indices", text_of(number));
        const auto row = static_cast<int64_t>(number);
        rows.push_back(row < 0 ? row + along : row);
    }
    return rows;
}

Sizes gathered_shape(const NodeReader& node, const Sizes& from, const Sizes& indices, std::size_t axis) {
    Sizes shape;
    if (from.size() - 1 + indices.size() > Sizes::capacity)
        node.refuse("error.onnx_op_shapes");
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (i != axis)
            shape.push_back(from[i]);
        else
            for (const int64_t size : indices)
                shape.push_back(size);
    }
    return shape;
}

/// What a Slice leaves of an axis: rows first, first + step, ..
struct AxisRows {
    std::size_t axis = 0;
    int64_t first = 0, step = 1, count = 0;
    int64_t row(int64_t at) const { return first + at * step; }
};

/// Of an axis of `size`, as numpy takes them. The axis may be longer than any list of its rows could be.
AxisRows sliced_rows(std::size_t axis, int64_t size, int64_t start, int64_t end, int64_t step) {
    const int64_t low = step > 0 ? 0 : -1;
    const auto brought = [&](int64_t at) { return std::clamp(at < 0 ? at + size : at, low, low + size); };
    const int64_t longest = std::max<int64_t>(size, 1);
    const int64_t taken = std::clamp(step, -longest, longest);
    const int64_t first = brought(start), way = (brought(end) - first) * (taken > 0 ? 1 : -1);
    return {axis, first, taken, way > 0 ? (way - 1) / std::abs(taken) + 1 : 0};
}

std::vector<AxisRows> cuts_of(const NodeReader& node, const Sizes& shape) {
    const std::vector<int64_t> starts = list_of(node, "starts", 1), ends = list_of(node, "ends", 2),
                               axes = list_of(node, "axes", 3), steps = list_of(node, "steps", 4);
    if (starts.size() != ends.size() || starts.size() > shape.size() ||
        (!axes.empty() && axes.size() != starts.size()) || (!steps.empty() && steps.size() != starts.size()))
        node.refuse("error.onnx_op_shapes");
    std::vector<AxisRows> cuts;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const auto axis = static_cast<std::size_t>(
            axis_within(node, axes.empty() ? static_cast<int64_t>(i) : axes[i], shape.size()));
        const bool is_twice =
            std::any_of(cuts.begin(), cuts.end(), [axis](const AxisRows& cut) { return cut.axis == axis; });
        const int64_t step = steps.empty() ? 1 : steps[i];
        if (step == 0)
            node.refuse_attribute("steps", "0");
        if (is_twice)
            node.refuse_attribute("axes", std::to_string(axis));
        cuts.push_back(sliced_rows(axis, shape[axis], starts[i], ends[i], step));
    }
    return cuts;
}

/// A Slice of a layer: neighbouring rows are left by a pad that cuts away, others by a matrix.
int add_cuts(NodeReader& node, int from, const std::vector<AxisRows>& cuts) {
    Sizes shape = node.shape(from);
    Layer pad;
    pad.kind = LayerKind::pad;
    pad.pad_begin = pad.pad_end = Sizes::filled(shape.size(), 0);
    bool are_neighbours = true;
    for (const AxisRows& cut : cuts) {
        if (cut.count == 0)
            node.refuse("error.onnx_op_empty");
        are_neighbours = are_neighbours && (cut.count == 1 || cut.step == 1);
        pad.pad_begin[cut.axis] = -cut.first;
        pad.pad_end[cut.axis] = cut.row(cut.count - 1) + 1 - shape[cut.axis];
    }
    if (are_neighbours)
        return node.add(std::move(pad), from);
    const Sizes whole = shape;
    for (const AxisRows& cut : cuts)
        shape[cut.axis] = cut.count;
    return add_moved(node, from, shape, [&](int64_t to) {
        Sizes at = unravel_index(to, shape);
        for (const AxisRows& cut : cuts)
            at[cut.axis] = cut.row(at[cut.axis]);
        return ravel_index(at, whole);
    });
}

/// A Transpose's order of `axes` axes; without `perm` they are turned around.
std::vector<int64_t> order_of(const NodeReader& node, std::size_t axes) {
    std::vector<int64_t> order;
    if (node.has_attribute("perm"))
        order = *node.integers("perm", Sizes::capacity);
    else
        for (std::size_t axis = axes; axis-- > 0;)
            order.push_back(static_cast<int64_t>(axis));
    std::vector<int64_t> sorted = order;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t axis = 0; axis < axes; ++axis)
        if (sorted.size() != axes || sorted[axis] != static_cast<int64_t>(axis))
            node.refuse_attribute("perm", "");
    return order;
}

/// Whether the axes that are longer than 1 keep their order, so that no number moves.
bool moves_ones_only(const Sizes& shape, const std::vector<int64_t>& order) {
    int64_t last = -1;
    for (const int64_t axis : order) {
        if (shape[static_cast<std::size_t>(axis)] == 1)
            continue;
        if (axis < last)
            return false;
        last = axis;
    }
    return true;
}

} // namespace

void convert_constant(NodeReader& node) {
    if (const auto tensor = node.tensor("value"))
        return node.give_constant(constant_of(*tensor));
    if (node.has_attribute("value_float"))
        return give(node, OnnxType::float32, {}, {node.number("value_float", 0)});
    if (node.has_attribute("value_int"))
        return give(node, OnnxType::int64, {}, {static_cast<double>(node.integer("value_int", 0))});
    std::vector<double> numbers;
    const auto whole = node.integers("value_ints", max_listed);
    if (whole)
        numbers.assign(whole->begin(), whole->end());
    else if (node.has_attribute("value_floats"))
        for (const float number : attribute_numbers(node.attribute("value_floats"), max_listed))
            numbers.push_back(number);
    else
        node.refuse_op();
    node.builder().charge_folded(static_cast<int64_t>(numbers.size()));
    const auto count = static_cast<int64_t>(numbers.size());
    give(node, whole ? OnnxType::int64 : OnnxType::float32, {count}, std::move(numbers));
}

void convert_constant_of_shape(NodeReader& node) {
    Sizes shape;
    int64_t count = 1;
    for (const int64_t size : node.integers(0, Sizes::capacity)) {
        if (size < 0 || size > max_number || (count *= std::max<int64_t>(size, 1)) > max_number)
            node.refuse("error.onnx_op_shapes");
        shape.push_back(size);
    }
    node.builder().charge_folded(count);
    const auto given = node.tensor("value");
    const std::vector<double> value =
        given && given->count() == 1 ? onnx_numbers<double>(*given) : std::vector{0.0};
    give(node, given ? given->type : OnnxType::float32, shape,
         std::vector<double>(static_cast<std::size_t>(shape.product()), value.front()));
}

void convert_gather(NodeReader& node) {
    const bool is_layer = !node.is_constant(0);
    const Sizes from = is_layer ? node.shape(node.layer(0)) : node.constant(0).shape;
    const auto axis = static_cast<std::size_t>(axis_within(node, node.integer("axis", 0), from.size()));
    const Sizes indices = node.constant(1).shape;
    const Split split = split_at(from, axis);
    const std::vector<int64_t> rows = gathered_rows(node, split.along);
    Sizes shape = gathered_shape(node, from, indices, axis);
    if (!is_layer) {
        node.builder().charge_folded(split.outer * split.inner *
                                     std::max<int64_t>(1, static_cast<int64_t>(rows.size())));
        return give(node, node.constant(0).type, shape, taken(folded(node, 0), split, rows));
    }
    if (shape.empty())
        shape.push_back(1);
    const auto row_count = static_cast<int64_t>(rows.size());
    node.give_layer(add_moved(node, node.layer(0), shape, [&](int64_t to) {
        const int64_t run = to / split.inner;
        return (run / row_count * split.along + rows[static_cast<std::size_t>(run % row_count)]) *
                   split.inner +
               to % split.inner;
    }));
}

void convert_slice(NodeReader& node) {
    const bool is_layer = !node.is_constant(0);
    Sizes shape = is_layer ? node.shape(node.layer(0)) : node.constant(0).shape;
    const std::vector<AxisRows> cuts = cuts_of(node, shape);
    if (is_layer)
        return node.give_layer(add_cuts(node, node.layer(0), cuts));
    std::vector<double> numbers = folded(node, 0);
    for (const AxisRows& cut : cuts) {
        std::vector<int64_t> rows;
        for (int64_t i = 0; i < cut.count && !numbers.empty(); ++i)
            rows.push_back(cut.row(i));
        numbers = taken(numbers, split_at(shape, cut.axis), rows);
        shape[cut.axis] = cut.count;
    }
    give(node, node.constant(0).type, shape, std::move(numbers));
}

void convert_transpose(NodeReader& node) {
    const bool is_layer = !node.is_constant(0);
    const Sizes shape = is_layer ? node.shape(node.layer(0)) : node.constant(0).shape;
    const std::vector<int64_t> order = order_of(node, shape.size());
    Sizes turned;
    for (const int64_t axis : order)
        turned.push_back(shape[static_cast<std::size_t>(axis)]);
    const auto source = [&](int64_t to) {
        const Sizes at = unravel_index(to, turned);
        Sizes from = shape;
        for (std::size_t axis = 0; axis < at.size(); ++axis)
            from[static_cast<std::size_t>(order[axis])] = at[axis];
        return ravel_index(from, shape);
    };
    if (is_layer)
        return node.give_layer(moves_ones_only(shape, order)
                                   ? add_reshape(node, node.layer(0), turned)
                                   : add_moved(node, node.layer(0), turned, source));
    const std::vector<double> from = folded(node, 0);
    std::vector<double> numbers;
    for (int64_t to = 0; to < static_cast<int64_t>(from.size()); ++to)
        numbers.push_back(from[static_cast<std::size_t>(source(to))]);
    give(node, node.constant(0).type, turned, std::move(numbers));
}

void fold_concat(NodeReader& node, std::size_t axis) {
    Sizes shape = node.constant(0).shape;
    int64_t along = 0;
    std::vector<std::pair<std::vector<double>, Split>> parts;
    for (std::size_t input = 0; input < node.input_count(); ++input) {
        Sizes other = node.constant(input).shape;
        const Split split = split_at(other, axis);
        if (other.size() != shape.size())
            node.refuse("error.onnx_op_shapes");
        along += other[axis];
        other[axis] = shape[axis];
        if (other != shape)
            node.refuse("error.onnx_op_shapes");
        parts.emplace_back(folded(node, input), split);
    }
    shape[axis] = along;
    std::vector<double> numbers;
    const int64_t outer_count = shape.product() == 0 ? 0 : split_at(shape, axis).outer;
    for (int64_t outer = 0; outer < outer_count; ++outer)
        for (const auto& [from, split] : parts)
            std::copy_n(from.begin() + outer * split.along * split.inner, split.along * split.inner,
                        std::back_inserter(numbers));
    give(node, node.constant(0).type, shape, std::move(numbers));
}

} // namespace convlens
