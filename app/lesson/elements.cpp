// Values, cells and orders: what the Relation and the tensors say about single elements.
#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "convlens/source.h"
#include "document/evaluate.h"
#include "document/gradients.h"
#include "document/numbers.h"
#include "lesson/quantities.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace convlens {
namespace {

Sizes to_sizes(const std::vector<int64_t>& at) {
    Sizes sizes;
    for (const int64_t coordinate : at)
        sizes.push_back(coordinate);
    return sizes;
}

bool is_inside(const std::vector<int64_t>& at, const Sizes& shape) {
    return at.size() == shape.size() &&
           std::equal(at.begin(), at.end(), shape.begin(),
                      [](int64_t a, int64_t size) { return a >= 0 && a < size; });
}

Sizes shape_in(const Operation& operation, AskedTensor of) {
    switch (of) {
    case AskedTensor::x:
    case AskedTensor::dx:
        return input_shape(operation);
    case AskedTensor::w:
    case AskedTensor::dw:
        return weight_shape(operation);
    case AskedTensor::y:
        break;
    }
    return output_shape(operation);
}

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

std::vector<int64_t> coordinates(int64_t flat, const Sizes& shape) {
    const Sizes at = unravel_index(flat, shape);
    return std::vector<int64_t>(at.begin(), at.end());
}

CellSet cells_of(std::vector<int64_t> flats, const Sizes& shape) {
    std::sort(flats.begin(), flats.end());
    flats.erase(std::unique(flats.begin(), flats.end()), flats.end());
    CellSet cells;
    for (const int64_t flat : flats)
        cells.push_back(coordinates(flat, shape));
    return cells;
}

/// Row and column of the last two axes.
std::vector<int64_t> swapped(std::vector<int64_t> at) {
    if (at.size() >= 2)
        std::swap(at[at.size() - 1], at[at.size() - 2]);
    return at;
}

/// An element of the document's W in the Relation, which counts as W slides; its own inverse.
int64_t as_it_slides(const Document& scene, int64_t weight) {
    const Operation operation = operation_of(scene);
    return scene.flip_kernel && operation.kind == Kind::conv ? turned(operation, weight) : weight;
}

/// The scene's results with its gradients where they are asked for.
Results results_of(Document scene, bool gradients) {
    scene.lenses.clear();
    if (gradients)
        scene.lenses.push_back(Lens::gradients);
    return evaluate(scene);
}

/// Of the inputs that the window of `output` reads, the largest; of equal ones the first, or the last.
int64_t winner(const Results& results, const Relation& relation, int64_t output, bool last_of_equal) {
    int64_t best = -1;
    for (int64_t i = 0; i < relation.terms_per_output(); ++i) {
        const int64_t input = relation.term_of_output(output, i).input;
        if (input < 0)
            continue;
        const double value = results.x->data[static_cast<std::size_t>(input)];
        const double largest = best < 0 ? value : results.x->data[static_cast<std::size_t>(best)];
        if (best < 0 || value > largest || (last_of_equal && value == largest))
            best = input;
    }
    return best;
}

/// The windows of a max_pool that an input wins, in their order.
std::vector<int64_t> windows_won(const Results& results, int64_t input, bool last_of_equal) {
    const Relation relation(results.operation);
    std::vector<int64_t> outputs;
    for (int64_t i = 0; i < relation.terms_per_input(); ++i) {
        const int64_t output = relation.term_of_input(input, i).output;
        if (output >= 0 && winner(results, relation, output, last_of_equal) == input)
            outputs.push_back(output);
    }
    std::sort(outputs.begin(), outputs.end());
    return outputs;
}

/// The outputs that an input feeds, with the weights, in the order of the steps.
std::vector<Term> terms_that_read(const Relation& relation, int64_t input) {
    std::vector<Term> terms;
    if (relation.operation().padding_mode == PaddingMode::zeros) {
        for (int64_t i = 0; i < relation.terms_per_input(); ++i) {
            const Term term = relation.term_of_input(input, i);
            if (term.output >= 0)
                terms.push_back(term);
        }
    } else { // the padding repeats elements
        for (int64_t output = 0; output < relation.outputs(); ++output)
            for (int64_t i = 0; i < relation.terms_per_output(); ++i) {
                const Term term = relation.term_of_output(output, i);
                if (term.input == input)
                    terms.push_back(term);
            }
    }
    std::stable_sort(terms.begin(), terms.end(),
                     [](const Term& a, const Term& b) { return a.output < b.output; });
    return terms;
}

/// dX of an avg_pool that does not divide.
double undivided_gradient(const Results& results, int64_t input) {
    double sum = 0;
    for (const Term& term : terms_that_read(Relation(results.operation), input))
        sum += results.gradients->dy.data[static_cast<std::size_t>(term.output)];
    return sum;
}

/// dX of a max_pool that gives its gradient to the last of equal elements, or keeps only the last that comes.
std::optional<double> pooled_gradient_as(Misconception idea, const Results& results, int64_t input) {
    if (idea == Misconception::sum_not_mean && results.operation.kind == Kind::avg_pool)
        return undivided_gradient(results, input);
    const bool overwrites = idea == Misconception::overlap_overwrites;
    if (results.operation.kind != Kind::max_pool ||
        (!overwrites && idea != Misconception::switch_last_of_equal))
        return std::nullopt;
    double gradient = 0;
    for (const int64_t output : windows_won(results, input, !overwrites)) {
        const double dy = results.gradients->dy.data[static_cast<std::size_t>(output)];
        gradient = overwrites ? dy : gradient + dy;
    }
    return gradient;
}

/// Y of a max_unpool that adds what meets in one cell.
double added_in_unpool(const Results& results, int64_t output) {
    const Operation& operation = results.operation;
    const int64_t inputs = operation.input_size.product(), plane = output_size(operation).product();
    double sum = 0;
    for (int64_t input = output / plane * inputs; input < (output / plane + 1) * inputs; ++input)
        if (results.switches->data[static_cast<std::size_t>(input)] == output % plane)
            sum += results.x->data[static_cast<std::size_t>(input)];
    return sum;
}

bool adds_output(const Operation& operation, const std::vector<int64_t>& at) {
    const Sizes size = output_size(operation);
    for (std::size_t axis = 0; axis < size.size(); ++axis)
        if (at[at.size() - size.size() + axis] >= size[axis] - operation.output_padding[axis])
            return true;
    return false;
}

std::vector<int64_t> inputs_of_output(const Relation& relation, int64_t output) {
    std::vector<int64_t> inputs;
    for (int64_t i = 0; i < relation.terms_per_output(); ++i)
        if (const int64_t input = relation.term_of_output(output, i).input; input >= 0)
            inputs.push_back(input);
    return inputs;
}

/// Of what falls on an output, only what the last of the inputs brings: later stamps cover earlier ones.
double last_stamp(const Results& results, int64_t output) {
    const Relation relation(results.operation);
    const int64_t plane = results.operation.input_size.product();
    int64_t last = -1;
    double sum = 0;
    for (int64_t i = 0; i < relation.terms_per_output(); ++i) {
        const Term term = relation.term_of_output(output, i);
        if (term.input < 0 || term.input % plane < last)
            continue;
        if (term.input % plane > last)
            sum = 0;
        last = term.input % plane;
        sum += results.x->data[static_cast<std::size_t>(term.input)] *
               results.w->data[static_cast<std::size_t>(term.weight)];
    }
    return sum;
}

/// What a window reads, in one number: the sum, or the largest.
double sum_of(const Results& results, const std::vector<int64_t>& inputs) {
    double sum = 0;
    for (const int64_t input : inputs)
        sum += results.x->data[static_cast<std::size_t>(input)];
    return sum;
}
double largest_of(const Results& results, const std::vector<int64_t>& inputs) {
    double largest = -std::numeric_limits<double>::infinity();
    for (const int64_t input : inputs)
        largest = std::max(largest, results.x->data[static_cast<std::size_t>(input)]);
    return largest;
}

/// An average that is not divided, a norm that keeps the signs (of the norms that have none: 1 and infinity),
/// stamps that cover each other.
std::optional<double> reduced_as(Misconception idea, const Results& results, int64_t output) {
    const Operation& operation = results.operation;
    if (idea == Misconception::overlap_overwrites && operation.kind == Kind::conv_transpose)
        return last_stamp(results, output);
    if (idea == Misconception::overlap_adds && operation.kind == Kind::max_unpool)
        return added_in_unpool(results, output);
    const bool is_sum = idea == Misconception::sum_not_mean && operation.kind == Kind::avg_pool;
    const bool is_signed = idea == Misconception::sign_kept && operation.kind == Kind::lp_pool;
    if (is_sum || (is_signed && operation.norm_p == 1))
        return sum_of(results, inputs_of_output(Relation(operation), output));
    if (is_signed && std::isinf(operation.norm_p))
        return largest_of(results, inputs_of_output(Relation(operation), output));
    if (idea == Misconception::no_root && operation.kind == Kind::lp_pool && !std::isinf(operation.norm_p))
        return std::pow(results.y->data[static_cast<std::size_t>(output)], operation.norm_p);
    return std::nullopt;
}

/// The element of Y as an idea that is no change of the scene has it.
std::optional<double> output_as(Misconception idea, const Results& results, const Document& scene,
                                const std::vector<int64_t>& at) {
    const Operation& operation = results.operation;
    if (const auto value = reduced_as(idea, results, ravel_index(to_sizes(at), output_shape(operation))))
        return value;
    if (idea == Misconception::output_padding_adds_zeros && is_swapped(operation.kind) &&
        adds_output(operation, at))
        return 0.0;
    if (idea == Misconception::inverse_restores_values && operation.kind == Kind::max_unpool)
        return number_at(scene.unpool_plane, TensorRole::x, output_shape(operation),
                         ravel_index(to_sizes(at), output_shape(operation)));
    return std::nullopt;
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
        const int64_t output =
            input / inputs * plane + results.switches->data[static_cast<std::size_t>(input)];
        if (rule == CellRule::feeds && input == flat)
            found.push_back(output);
        if (rule == CellRule::sees && output == flat)
            found.push_back(input);
    }
    return cells_of(std::move(found),
                    rule == CellRule::feeds ? output_shape(operation) : input_shape(operation));
}

} // namespace

std::optional<double> value_as(Idea idea, const Document& scene, AskedTensor of,
                               const std::vector<int64_t>& at) {
    const std::vector<int64_t> place = idea == Misconception::row_column_swapped ? swapped(at) : at;
    const Operation operation = operation_of(scene);
    const Sizes shape = shape_in(operation, of);
    if (!is_inside(place, shape))
        return std::nullopt;
    const Results results = results_of(scene, of == AskedTensor::dx || of == AskedTensor::dw);
    if (!results.y)
        return std::nullopt;
    const int64_t flat = ravel_index(to_sizes(place), shape);
    const auto index = static_cast<std::size_t>(flat);
    switch (of) {
    case AskedTensor::y:
        if (const auto value = idea ? output_as(*idea, results, scene, place) : std::nullopt)
            return value;
        return results.y->data[index];
    case AskedTensor::dx:
        if (const auto gradient = idea ? pooled_gradient_as(*idea, results, flat) : std::nullopt)
            return gradient;
        if (idea == Misconception::inverse_restores_values)
            return results.x->data[index];
        return results.gradients->dx.data[index];
    case AskedTensor::dw:
        return results.gradients->dw.data[static_cast<std::size_t>(
            idea == Misconception::flipped_kernel ? turned(operation, as_it_slides(scene, flat))
                                                  : as_it_slides(scene, flat))];
    case AskedTensor::x:
        return results.x->data[index];
    case AskedTensor::w:
        return results.w->data[static_cast<std::size_t>(as_it_slides(scene, flat))];
    }
    return std::nullopt;
}

std::optional<CellSet> cells_as(Idea idea, const Document& scene, CellRule rule,
                                const std::vector<int64_t>& at) {
    Operation operation = operation_of(scene);
    if (idea == Misconception::kernel_not_effective)
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
    Order order;
    for (const Term& term : terms)
        order.items.push_back(of == OrderOf::weights ? as_it_slides(scene, term.weight) : term.output);
    const bool is_turned = idea == Misconception::flipped_kernel || idea == Misconception::unflipped_kernel;
    if (is_turned && of == OrderOf::weights)
        std::reverse(order.items.begin(), order.items.end());
    return order;
}

} // namespace convlens
