// Values: elements of Y, dX and dW, as they are and as ideas have them that are no change of the scene.
#include "convlens/arithmetic.h"
#include "document/evaluate/gradients.h"
#include "document/numbers.h"
#include "lesson/element_access.h"
#include "lesson/quantities.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

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
        if ((*results.switches)[input] == output % plane)
            sum += (*results.x)[input];
    return sum;
}

bool adds_output(const Operation& operation, const std::vector<int64_t>& at) {
    const Sizes size = output_size(operation);
    for (std::size_t axis = 0; axis < size.size(); ++axis)
        if (at[at.size() - size.size() + axis] >= size[axis] - operation.output_padding[axis])
            return true;
    return false;
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
        sum += (*results.x)[term.input] * (*results.w)[term.weight];
    }
    return sum;
}

/// What a window reads, in one number: the sum, or the largest.
double sum_of(const Results& results, const std::vector<int64_t>& inputs) {
    double sum = 0;
    for (const int64_t input : inputs)
        sum += (*results.x)[input];
    return sum;
}

double largest_of(const Results& results, const std::vector<int64_t>& inputs) {
    double largest = -std::numeric_limits<double>::infinity();
    for (const int64_t input : inputs)
        largest = std::max(largest, (*results.x)[input]);
    return largest;
}

/// An average that is not divided, a norm that keeps the signs (of the norms that have none: 1 and infinity),
/// stamps that cover each other.
std::optional<double> reduced_as(Misconception idea, const Results& results, int64_t output) {
    const Operation& operation = results.operation;
    if (idea == Misconception::overlap_overwrites && operation.kind == Kind::conv_transpose)
        return last_stamp(results, output) + bias_at(results, output).value_or(0);
    if (idea == Misconception::overlap_adds && operation.kind == Kind::max_unpool)
        return added_in_unpool(results, output);
    const bool is_sum = idea == Misconception::sum_not_mean && operation.kind == Kind::avg_pool;
    const bool is_signed = idea == Misconception::sign_kept && operation.kind == Kind::lp_pool;
    if (is_sum || (is_signed && operation.norm_p == 1))
        return sum_of(results, inputs_of_output(Relation(operation), output));
    if (is_signed && std::isinf(operation.norm_p))
        return largest_of(results, inputs_of_output(Relation(operation), output));
    if (idea == Misconception::no_root && operation.kind == Kind::lp_pool && !std::isinf(operation.norm_p))
        return std::pow((*results.y)[output], operation.norm_p);
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
    switch (of) {
    case AskedTensor::y:
        if (const auto value = idea ? output_as(*idea, results, scene, place) : std::nullopt)
            return value;
        return (*results.y)[flat];
    case AskedTensor::dx:
        if (const auto gradient = idea ? pooled_gradient_as(*idea, results, flat) : std::nullopt)
            return gradient;
        if (idea == Misconception::inverse_restores_values)
            return (*results.x)[flat];
        return results.gradients->dx[flat];
    case AskedTensor::dw:
        return results.gradients->dw.data[static_cast<std::size_t>(
            idea == Misconception::flipped_kernel ? turned(operation, as_it_slides(scene, flat))
                                                  : as_it_slides(scene, flat))];
    case AskedTensor::x:
        return (*results.x)[flat];
    case AskedTensor::w:
        return (*results.w)[as_it_slides(scene, flat)];
    }
    return std::nullopt;
}

} // namespace convlens
