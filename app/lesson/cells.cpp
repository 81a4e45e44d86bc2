// Cells and orders: which elements meet, and when.
#include "convlens/arithmetic.h"
#include "convlens/source.h"
#include "lesson/element_access.h"
#include "lesson/quantities.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace convlens {
namespace {

AskedTensor tensor_of(CellRule rule) {
    switch (rule) {
    case CellRule::sees:
    case CellRule::wins:
        return AskedTensor::y;
    case CellRule::meets:
        return AskedTensor::w;
    case CellRule::feeds:
    case CellRule::unread:
        break;
    }
    return AskedTensor::x;
}

CellSet cells_of(std::vector<int64_t> flats, const Sizes& shape) {
    std::sort(flats.begin(), flats.end());
    flats.erase(std::unique(flats.begin(), flats.end()), flats.end());
    CellSet cells;
    for (const int64_t flat : flats)
        cells.push_back(coordinates(flat, shape));
    return cells;
}

/// Which positions of an axis of X some window reads.
std::vector<bool> read_along(const Operation& operation, std::size_t axis) {
    const int64_t outputs = output_size(operation)[axis];
    std::vector<bool> read(static_cast<std::size_t>(operation.input_size[axis]));
    const bool is_back = is_swapped(operation.kind);
    for (int64_t window = 0; window < (is_back ? operation.input_size[axis] : outputs); ++window)
        for (int64_t k = 0; k < operation.kernel_size[axis]; ++k) {
            const int64_t position = window * operation.stride[axis] + k * operation.dilation[axis] -
                                     operation.padding_begin[axis];
            const int64_t source = is_back ? window : source_index(operation, axis, position);
            const bool is_there = !is_back || (position >= 0 && position < outputs);
            if (is_there && source >= 0 && source < operation.input_size[axis])
                read[static_cast<std::size_t>(source)] = true;
        }
    return read;
}

CellSet unread_cells(const Operation& operation) {
    const Sizes shape = input_shape(operation);
    std::vector<std::vector<bool>> read;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        read.push_back(read_along(operation, axis));
    CellSet cells;
    for (int64_t flat = 0; flat < shape.product(); ++flat) {
        std::vector<int64_t> at = coordinates(flat, shape);
        for (std::size_t axis = 0; axis < read.size(); ++axis)
            if (!read[axis][static_cast<std::size_t>(at[at.size() - read.size() + axis])]) {
                cells.push_back(std::move(at));
                break;
            }
    }
    return cells;
}

/// The outputs that x[at] would feed if windows reached the other way: stride 1, zeros.
CellSet mirrored_feeds(const Operation& operation, const std::vector<int64_t>& at) {
    const Sizes shape = output_shape(operation);
    const std::size_t dims = operation.dims(), first = shape.size() - dims;
    CellSet cells;
    for (int64_t flat = 0; flat < shape.product(); ++flat) {
        std::vector<int64_t> output = coordinates(flat, shape);
        bool is_fed = output[0] == at[0];
        for (std::size_t axis = 0; axis < dims && is_fed; ++axis) {
            const int64_t steps = output[first + axis] - at[first + axis] + operation.padding_begin[axis];
            is_fed = steps >= 0 && steps % operation.dilation[axis] == 0 &&
                     steps / operation.dilation[axis] < operation.kernel_size[axis];
        }
        if (is_fed)
            cells.push_back(std::move(output));
    }
    return cells;
}

/// The window with its gaps filled in.
Operation filled(Operation operation) {
    operation.kernel_size = dilated_kernel(operation);
    operation.dilation = Sizes::filled(operation.dims(), 1);
    return operation;
}

std::vector<int64_t> inputs_of_weight(const Relation& relation, int64_t weight) {
    std::vector<int64_t> inputs;
    for (int64_t i = 0; i < relation.terms_per_weight(); ++i)
        if (const Term term = relation.term_of_weight(weight, i); term.input >= 0 && term.output >= 0)
            inputs.push_back(term.input);
    return inputs;
}

/// What an output of another idea sees: all of X, or what the first output sees, moved by one for each
/// output since.
std::vector<int64_t> inputs_as(Idea idea, const Relation& relation, int64_t output) {
    const int64_t all = input_shape(relation.operation()).product();
    std::vector<int64_t> inputs;
    if (idea == Misconception::fully_connected) {
        inputs.resize(static_cast<std::size_t>(all));
        std::iota(inputs.begin(), inputs.end(), 0);
    } else if (idea == Misconception::circulant) {
        inputs = inputs_of_output(relation, 0);
        for (int64_t& input : inputs)
            input = (input + output) % all;
    } else {
        inputs = inputs_of_output(relation, output);
    }
    return inputs;
}

/// Where a max_unpool puts an input, or whose place an output is.
std::optional<CellSet> unpool_cells(const Results& results, CellRule rule, int64_t flat) {
    const Operation& operation = results.operation;
    const int64_t plane = output_size(operation).product();
    const int64_t inputs = operation.input_size.product();
    std::vector<int64_t> found;
    for (int64_t input = 0; input < input_shape(operation).product(); ++input) {
        const int64_t output = input / inputs * plane + (*results.switches)[input];
        if (rule == CellRule::feeds && input == flat)
            found.push_back(output);
        if (rule == CellRule::sees && output == flat)
            found.push_back(input);
    }
    return cells_of(std::move(found),
                    rule == CellRule::feeds ? output_shape(operation) : input_shape(operation));
}

} // namespace

std::optional<CellSet> cells_as(Idea idea, const Document& scene, CellRule rule,
                                const std::vector<int64_t>& at) {
    Operation operation = operation_of(scene);
    if (idea == Misconception::kernel_not_effective || idea == Misconception::holes_read)
        operation = filled(operation);
    if (rule == CellRule::unread) {
        CellSet cells = unread_cells(operation);
        if (idea == Misconception::row_column_swapped)
            for (auto& cell : cells)
                cell = swapped(std::move(cell));
        std::sort(cells.begin(), cells.end());
        return cells;
    }
    const std::vector<int64_t> place = idea == Misconception::row_column_swapped ? swapped(at) : at;
    const Sizes shape = shape_in(operation, tensor_of(rule));
    if (!is_inside(place, shape))
        return std::nullopt;
    const int64_t flat = ravel_index(to_sizes(place), shape);
    if (operation.kind == Kind::max_unpool)
        return unpool_cells(results_of(scene, false), rule, flat);
    const Relation relation(operation);
    switch (rule) {
    case CellRule::sees:
        return cells_of(inputs_as(idea, relation, flat), input_shape(operation));
    case CellRule::meets:
        return cells_of(inputs_of_weight(relation, idea == Misconception::flipped_kernel
                                                       ? turned(operation, as_it_slides(scene, flat))
                                                       : as_it_slides(scene, flat)),
                        input_shape(operation));
    case CellRule::wins: {
        const Results results = results_of(scene, false);
        const bool last = idea == Misconception::switch_last_of_equal;
        return cells_of({winner(results, relation, flat, last)}, input_shape(operation));
    }
    case CellRule::feeds: {
        const bool unit = operation.stride == Sizes::filled(operation.dims(), 1);
        if (idea == Misconception::unflipped_kernel && unit && !is_swapped(operation.kind))
            return mirrored_feeds(operation, place);
        std::vector<int64_t> outputs;
        for (const Term& term : terms_that_read(relation, flat))
            outputs.push_back(term.output);
        return cells_of(std::move(outputs), output_shape(operation));
    }
    case CellRule::unread:
        break;
    }
    return std::nullopt;
}

std::optional<Order> order_as(Idea idea, const Document& scene, OrderOf of, const std::vector<int64_t>& at) {
    const Operation operation = operation_of(scene);
    const Sizes shape = input_shape(operation), outputs = output_shape(operation);
    if (!is_inside(at, shape))
        return std::nullopt;
    std::vector<Term> terms = terms_that_read(Relation(operation), ravel_index(to_sizes(at), shape));
    if (idea == Misconception::row_column_swapped)
        std::stable_sort(terms.begin(), terms.end(), [&](const Term& a, const Term& b) {
            return swapped(coordinates(a.output, outputs)) < swapped(coordinates(b.output, outputs));
        });
    if (idea == Misconception::order_of_weights)
        std::stable_sort(terms.begin(), terms.end(),
                         [](const Term& a, const Term& b) { return a.weight < b.weight; });
    Order order;
    for (const Term& term : terms)
        order.items.push_back(of == OrderOf::weights ? as_it_slides(scene, term.weight) : term.output);
    const bool is_turned = idea == Misconception::flipped_kernel || idea == Misconception::unflipped_kernel;
    if (is_turned && of == OrderOf::weights)
        std::reverse(order.items.begin(), order.items.end());
    return order;
}

} // namespace convlens
