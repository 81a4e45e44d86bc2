// Numbers are written down, so that they are as small as a class wants them; where only sizes count they are
// the pattern of every new scene.
#include "lesson/exercise/forms.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"
#include "lesson/parameters.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace convlens {
namespace {

Source whole_numbers(Draws& draws, const Sizes& shape, int64_t min, int64_t max) {
    std::vector<double> values;
    for (int64_t i = 0; i < shape.product(); ++i)
        values.push_back(static_cast<double>(draws.between(min, max)));
    return values_source(shape, std::move(values));
}

/// X 0..3, W and dY 0..2; from level 2 on X 0..4, W -1..2, dY -1..3; what is only compared 0..9.
Document scene_with(Draws& draws, const Operation& operation, int level) {
    Document scene;
    scene.operation = operation;
    scene.view = opening_view(operation);
    if (!check(operation).empty())
        return scene; // refused later
    const int64_t min = level == 1 ? 0 : -1;
    const int64_t max = operation.kind == Kind::max_pool ? 9 : level == 1 ? 3 : 4;
    scene.input = whole_numbers(draws, input_shape(operation), 0, max);
    if (has_weight(operation.kind))
        scene.weight = whole_numbers(draws, weight_shape(operation), min, 2);
    scene.grad_output = whole_numbers(draws, output_shape(operation), min, level == 1 ? 2 : 3);
    return scene;
}

/// Sizes are asked about: the numbers are a pattern.
Document scene_without_numbers(const Operation& operation, Lens lens) {
    Document scene;
    scene.operation = operation;
    scene.view = opening_view(operation);
    scene.lenses = {lens};
    return scene;
}

std::vector<int64_t> any_place(Draws& draws, const Sizes& shape) {
    std::vector<int64_t> at;
    for (const int64_t size : shape)
        at.push_back(draws.between(0, std::max<int64_t>(1, size) - 1));
    return at;
}

Question size_question_about() {
    Question question;
    question.ask = Ask::size;
    question.misconceptions = {Misconception::no_padding,
                               Misconception::stride_ignored,
                               Misconception::dilation_ignored,
                               Misconception::output_padding_adds_zeros,
                               Misconception::ceil,
                               Misconception::kernel_not_effective,
                               Misconception::one_side_padding,
                               Misconception::no_plus_one,
                               Misconception::row_column_swapped};
    return question;
}

} // namespace

Operation operation_with(Kind kind, const Sizes& input, const WindowNumbers& numbers) {
    const std::size_t dims = input.size();
    Operation operation = make_operation(kind, input, Sizes::filled(dims, numbers.kernel));
    operation.stride = Sizes::filled(dims, numbers.stride);
    operation.padding_begin = operation.padding_end = Sizes::filled(dims, numbers.padding);
    operation.dilation = Sizes::filled(dims, numbers.dilation);
    operation.output_padding = Sizes::filled(dims, numbers.output_padding);
    return operation;
}

Sizes plane(Draws& draws, int64_t min, int64_t max) {
    const int64_t side = draws.between(min, max);
    return {side, draws.one_in(3) ? draws.between(min, max) : side};
}

Sizes input_of(Draws& draws, std::size_t dims, int64_t min, int64_t max) {
    if (dims == 2)
        return plane(draws, min, max);
    Sizes size;
    for (std::size_t axis = 0; axis < dims; ++axis)
        size.push_back(axis == 0 || draws.one_in(3) ? draws.between(min, max) : size[0]);
    return size;
}

Exercise about_size(const Operation& operation) {
    Exercise exercise;
    exercise.question = size_question_about();
    if (operation.kind == Kind::conv_transpose)
        exercise.question.misconceptions.insert(exercise.question.misconceptions.begin(),
                                                Misconception::padding_of_the_other);
    exercise.scene = scene_without_numbers(operation, Lens::sizes);
    return exercise;
}

Exercise about_value(Draws& draws, const Operation& operation, int level, AskedTensor of) {
    Exercise exercise;
    exercise.scene = scene_with(draws, operation, level);
    Question& question = exercise.question;
    question.ask = Ask::value;
    question.of = of;
    question.misconceptions = {of == AskedTensor::dx ? Misconception::unflipped_kernel
                                                     : Misconception::flipped_kernel,
                               Misconception::dilation_ignored,
                               Misconception::stride_ignored,
                               Misconception::no_padding,
                               Misconception::switch_last_of_equal,
                               Misconception::mean_with_padding,
                               Misconception::transposed_kernel,
                               Misconception::row_column_swapped};
    exercise.scene.lenses = {of == AskedTensor::y ? Lens::sum : Lens::gradients};
    const Sizes shape = of == AskedTensor::y    ? output_shape(operation)
                        : of == AskedTensor::dx ? input_shape(operation)
                                                : weight_shape(operation);
    question.at = any_place(draws, shape);
    return exercise;
}

Exercise about_cells(Draws& draws, const Operation& operation, CellRule rule) {
    Exercise exercise;
    exercise.scene = scene_without_numbers(operation, Lens::reach);
    Question& question = exercise.question;
    question.ask = Ask::cells;
    question.cells = rule;
    question.misconceptions = {Misconception::dilation_ignored,  Misconception::stride_ignored,
                               Misconception::no_padding,        Misconception::unflipped_kernel,
                               Misconception::flipped_kernel,    Misconception::holes_read,
                               Misconception::row_column_swapped};
    if (rule == CellRule::unread)
        return exercise;
    question.at = any_place(draws, rule == CellRule::sees    ? output_shape(operation)
                                   : rule == CellRule::feeds ? input_shape(operation)
                                                             : weight_shape(operation));
    return exercise;
}

Exercise about_parameter(const Operation& operation, Parameter parameter) {
    Exercise exercise;
    exercise.scene = scene_without_numbers(operation, Lens::sizes);
    Question& question = exercise.question;
    question.ask = Ask::parameter;
    question.parameter = parameter;
    question.goal_size = check(operation).empty() ? output_size(operation) : operation.input_size;
    question.goal = question.goal_size == operation.input_size ? Goal::same_size : Goal::size;
    question.misconceptions = {Misconception::one_side_padding,
                               Misconception::no_padding,
                               Misconception::stride_ignored,
                               Misconception::dilation_ignored,
                               Misconception::ceil,
                               Misconception::no_plus_one,
                               Misconception::kernel_not_effective,
                               Misconception::output_padding_adds_zeros};
    const bool from_zero = parameter == Parameter::padding || parameter == Parameter::output_padding;
    set_everywhere(exercise.scene, parameter, from_zero ? 0 : 1);
    return exercise;
}

Exercise about_change(const Operation& before, const Operation& after, Quantity quantity) {
    Exercise exercise;
    exercise.scene =
        scene_without_numbers(before, quantity == Quantity::receptive_field ? Lens::reach : Lens::sizes);
    Question& question = exercise.question;
    question.ask = Ask::compare;
    question.quantity = quantity;
    question.figures.push_back(exercise.scene);
    set_operation(question.figures.front(), after);
    question.misconceptions = {Misconception::dilation_ignored,     Misconception::no_padding,
                               Misconception::stride_ignored,       Misconception::one_side_padding,
                               Misconception::kernel_not_effective, Misconception::output_padding_adds_zeros};
    return exercise;
}

Exercise about_winner(Draws& draws, const Operation& operation, int level) {
    Exercise exercise = about_value(draws, operation, level, AskedTensor::y);
    exercise.question.ask = Ask::cells;
    exercise.question.cells = CellRule::wins;
    return exercise;
}

} // namespace convlens
