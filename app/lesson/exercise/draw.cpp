// One function a kind, in it what each level adds. Level 1: one thing at a time, small numbers that are not
// negative. Level 2: stride and padding together, negative numbers. Level 3: dilation, groups, channels,
// output padding, windows that overlap.
#include "lesson/exercise/draw.h"

#include "lesson/exercise/forms.h"

#include <algorithm>

namespace convlens {
namespace {

/// Stride or padding, not both.
WindowNumbers one_thing(Draws& draws, int64_t max_kernel, int64_t max_stride) {
    WindowNumbers numbers{.kernel = draws.between(2, max_kernel)};
    if (draws.one_in(3))
        numbers.padding = draws.between(1, std::max<int64_t>(1, numbers.kernel - 1));
    else
        numbers.stride = draws.between(1, max_stride);
    return numbers;
}

Exercise size_exercise(Draws& draws, int level) {
    if (level == 1)
        return about_size(operation_with(Kind::conv, plane(draws, 4, 9), one_thing(draws, 4, 3)));
    WindowNumbers numbers{
        .kernel = draws.between(2, 5), .stride = draws.between(2, 3), .padding = draws.between(1, 2)};
    if (level == 2)
        return about_size(operation_with(Kind::conv, plane(draws, 5, 12), numbers));
    const auto dims = static_cast<std::size_t>(draws.between(1, 3));
    numbers.padding = draws.between(0, 2);
    if (draws.one_in(3)) {
        numbers.output_padding = draws.between(1, numbers.stride - 1);
        return about_size(operation_with(Kind::conv_transpose, input_of(draws, dims, 3, 7), numbers));
    }
    numbers.dilation = draws.between(2, 3);
    numbers.stride = draws.between(1, 3);
    return about_size(operation_with(Kind::conv, input_of(draws, dims, 7, 15), numbers));
}

/// Two groups with a channel each, or two channels in that are added up.
Operation with_channels(Draws& draws, Operation operation) {
    operation.in_channels = 2;
    if (draws.one_in(2))
        operation.groups = operation.out_channels = 2;
    return operation;
}

Exercise value_exercise(Draws& draws, int level) {
    WindowNumbers numbers;
    Operation operation;
    if (level == 1) {
        const bool is_line = draws.one_in(4);
        numbers.kernel = is_line ? 3 : 2;
        operation =
            operation_with(Kind::conv, is_line ? Sizes{draws.between(5, 6)} : plane(draws, 3, 3), numbers);
    } else if (level == 2) {
        numbers = {.kernel = draws.between(2, 3), .stride = draws.between(1, 2)};
        numbers.padding = numbers.stride == 1 ? 1 : draws.between(0, 1);
        operation = operation_with(Kind::conv, plane(draws, 4, 5), numbers);
    } else if (draws.one_in(3)) {
        numbers = {.kernel = draws.between(2, 3), .stride = draws.between(1, 2)};
        numbers.padding = draws.between(0, 1);
        numbers.dilation = 2;
        operation = operation_with(Kind::conv, plane(draws, 5, 6), numbers);
    } else if (draws.one_in(2)) {
        numbers.padding = draws.between(0, 1);
        operation = with_channels(draws, operation_with(Kind::conv, plane(draws, 3, 3), numbers));
    } else {
        numbers = {.kernel = 3, .stride = 2, .padding = 1, .output_padding = 1};
        operation = operation_with(Kind::conv_transpose, plane(draws, 2, 3), numbers);
    }
    return about_value(draws, operation, level, AskedTensor::y);
}

Exercise gradient_exercise(Draws& draws, int level) {
    const AskedTensor of = draws.any_of({AskedTensor::dx, AskedTensor::dw});
    WindowNumbers numbers;
    Operation operation;
    if (level == 1) {
        operation = operation_with(Kind::conv, plane(draws, 3, 3), numbers);
    } else if (level == 2) {
        numbers = {.kernel = draws.between(2, 3), .stride = draws.between(1, 2)};
        numbers.padding = numbers.stride == 1 ? 0 : 1;
        operation = operation_with(Kind::conv, plane(draws, 4, 4), numbers);
    } else if (draws.one_in(3)) {
        numbers.dilation = 2;
        numbers.padding = draws.between(0, 1);
        operation = operation_with(Kind::conv, plane(draws, 4, 5), numbers);
    } else if (draws.one_in(2)) {
        operation = with_channels(draws, operation_with(Kind::conv, plane(draws, 3, 3), numbers));
    } else {
        numbers = {.kernel = draws.between(2, 3), .stride = 2, .padding = 0, .output_padding = 1};
        numbers.padding = numbers.kernel - 2;
        operation = operation_with(Kind::conv_transpose, plane(draws, 2, 3), numbers);
    }
    return about_value(draws, operation, level, of);
}

Exercise cells_exercise(Draws& draws, int level) {
    WindowNumbers numbers{.kernel = draws.between(2, 3)};
    if (level == 1) {
        numbers.stride = draws.between(1, 2);
        const CellRule rule = draws.any_of({CellRule::sees, CellRule::feeds});
        return about_cells(draws, operation_with(Kind::conv, plane(draws, 4, 6), numbers), rule);
    }
    if (level == 2) {
        numbers.stride = draws.between(1, 3);
        numbers.padding = numbers.stride == 3 ? 0 : 1;
        const CellRule rule =
            draws.any_of({CellRule::sees, CellRule::feeds, CellRule::meets, CellRule::unread});
        return about_cells(draws, operation_with(Kind::conv, plane(draws, 5, 7), numbers), rule);
    }
    const CellRule rule = draws.any_of({CellRule::sees, CellRule::feeds, CellRule::meets});
    if (draws.one_in(3)) {
        numbers.stride = 2;
        numbers.output_padding = draws.between(0, 1);
        return about_cells(draws, operation_with(Kind::conv_transpose, plane(draws, 3, 4), numbers),
                           rule == CellRule::meets ? CellRule::feeds : rule);
    }
    numbers.dilation = 2;
    numbers.stride = draws.between(1, 2);
    numbers.padding = draws.between(0, 2);
    return about_cells(draws, operation_with(Kind::conv, plane(draws, 5, 8), numbers), rule);
}

Exercise parameter_exercise(Draws& draws, int level) {
    WindowNumbers numbers{.kernel = draws.between(2, 5)};
    if (level == 1) {
        numbers.padding = draws.between(1, 3);
        return about_parameter(operation_with(Kind::conv, plane(draws, 4, 9), numbers), Parameter::padding);
    }
    numbers.stride = draws.between(2, 3);
    numbers.padding = draws.between(1, 2);
    if (level == 2) {
        const Parameter asked = draws.any_of({Parameter::padding, Parameter::stride, Parameter::kernel_size});
        return about_parameter(operation_with(Kind::conv, plane(draws, 5, 12), numbers), asked);
    }
    if (draws.one_in(2)) {
        numbers.output_padding = draws.between(1, numbers.stride - 1);
        const Parameter asked = draws.any_of({Parameter::padding, Parameter::output_padding});
        return about_parameter(operation_with(Kind::conv_transpose, plane(draws, 3, 9), numbers), asked);
    }
    numbers.stride = draws.between(1, 2);
    numbers.dilation = draws.between(2, 3);
    const Parameter asked = draws.any_of({Parameter::dilation, Parameter::padding});
    return about_parameter(operation_with(Kind::conv, plane(draws, 8, 15), numbers), asked);
}

Exercise compare_exercise(Draws& draws, int level) {
    WindowNumbers before{.kernel = draws.between(2, 4)};
    WindowNumbers after = before;
    const Sizes input = plane(draws, level == 1 ? 4 : 6, level == 1 ? 9 : 12);
    Quantity quantity = Quantity::size;
    if (level == 1) {
        const int64_t change = draws.between(1, 3);
        if (change == 1)
            after.stride = draws.between(2, 3);
        if (change != 1)
            after.padding = draws.between(1, 2);
        if (change == 3) // the kernel takes what the padding gives
            after.kernel += 2 * after.padding;
    } else if (level == 2) {
        after.kernel += draws.between(0, 2);
        after.padding = draws.between(1, 2);
        after.stride = draws.between(1, 2);
        quantity = draws.any_of({Quantity::size, Quantity::multiplications});
    } else if (draws.one_in(3)) {
        before.stride = after.stride = draws.between(2, 3);
        after.padding = draws.between(0, 1);
        after.output_padding = draws.between(1, before.stride - 1);
        return about_change(operation_with(Kind::conv_transpose, input, before),
                            operation_with(Kind::conv_transpose, input, after), Quantity::size);
    } else {
        after.dilation = draws.between(2, 3);
        after.padding = draws.between(0, 3);
        after.kernel = draws.between(2, before.kernel);
        quantity = draws.any_of({Quantity::size, Quantity::multiplications, Quantity::receptive_field});
    }
    return about_change(operation_with(Kind::conv, input, before), operation_with(Kind::conv, input, after),
                        quantity);
}

Exercise pool_exercise(Draws& draws, int level) {
    const Kind kind = draws.any_of({Kind::max_pool, Kind::avg_pool});
    WindowNumbers numbers{.kernel = 2, .stride = 2};
    if (level == 1) {
        numbers.stride = draws.between(1, 2);
        return about_value(draws, operation_with(kind, plane(draws, 3, 5), numbers), level, AskedTensor::y);
    }
    numbers.kernel = draws.between(2, 3);
    numbers.stride = draws.between(1, 3);
    numbers.padding = draws.between(0, 1);
    if (level == 2) {
        if (draws.one_in(2))
            return about_size(operation_with(kind, plane(draws, 5, 14), numbers));
        Operation operation = operation_with(kind, plane(draws, 4, 5), numbers);
        operation.count_include_pad = kind != Kind::avg_pool || draws.one_in(2);
        return about_value(draws, operation, level, AskedTensor::y);
    }
    if (draws.one_in(3)) {
        Operation operation = operation_with(kind, plane(draws, 5, 14), numbers);
        operation.ceil_mode = true;
        return about_size(operation);
    }
    numbers.stride = draws.between(1, 2);
    if (draws.one_in(2))
        return about_winner(draws, operation_with(Kind::max_pool, plane(draws, 4, 6), numbers), level);
    if (draws.one_in(2)) {
        numbers.stride = 1;
        numbers.padding = 0;
        return about_value(draws, operation_with(Kind::max_pool, plane(draws, 4, 4), numbers), level,
                           AskedTensor::dx);
    }
    numbers.dilation = 2;
    return about_value(draws, operation_with(Kind::max_pool, plane(draws, 5, 6), numbers), level,
                       AskedTensor::y);
}

Exercise transposed_exercise(Draws& draws, int level) {
    WindowNumbers numbers{.kernel = draws.between(2, 3), .stride = draws.between(1, 2)};
    constexpr Kind kind = Kind::conv_transpose;
    if (level == 1) {
        if (draws.one_in(2)) {
            numbers.kernel = draws.between(2, 5);
            numbers.stride = draws.between(1, 3);
            return about_size(operation_with(kind, plane(draws, 3, 7), numbers));
        }
        const bool is_line = draws.one_in(3);
        return about_value(
            draws, operation_with(kind, is_line ? Sizes{draws.between(3, 4)} : plane(draws, 2, 2), numbers),
            level, AskedTensor::y);
    }
    numbers.padding = draws.between(level == 2 ? 1 : 0, numbers.kernel - 1);
    numbers.stride = 2;
    if (level == 3) {
        numbers.output_padding = draws.between(0, 1);
        numbers.dilation = draws.between(1, 2);
        if (draws.one_in(3)) {
            const CellRule rule = draws.any_of({CellRule::sees, CellRule::feeds});
            return about_cells(draws, operation_with(kind, plane(draws, 3, 4), numbers), rule);
        }
    }
    if (draws.one_in(2)) {
        numbers.stride = draws.between(2, 3);
        numbers.kernel = draws.between(2, 5);
        return about_size(operation_with(kind, plane(draws, 3, 9), numbers));
    }
    Operation operation = operation_with(kind, plane(draws, 2, 3), numbers);
    if (level == 3 && draws.one_in(3))
        operation = with_channels(draws, operation);
    return about_value(draws, operation, level, AskedTensor::y);
}

} // namespace

Exercise drawn_exercise(ExerciseKind kind, int level, uint64_t& random) {
    Draws draws(random);
    Exercise (*draw)(Draws&, int) = nullptr;
    switch (kind) {
    case ExerciseKind::size:
    case ExerciseKind::mixed:
        draw = size_exercise;
        break;
    case ExerciseKind::value:
        draw = value_exercise;
        break;
    case ExerciseKind::gradient:
        draw = gradient_exercise;
        break;
    case ExerciseKind::cells:
        draw = cells_exercise;
        break;
    case ExerciseKind::parameter:
        draw = parameter_exercise;
        break;
    case ExerciseKind::compare:
        draw = compare_exercise;
        break;
    case ExerciseKind::pool:
        draw = pool_exercise;
        break;
    case ExerciseKind::transposed:
        draw = transposed_exercise;
        break;
    }
    Exercise exercise = draw(draws, level);
    exercise.kind = kind;
    exercise.level = level;
    return exercise;
}

} // namespace convlens
