// The forms of exercises: an operation becomes a scene with small whole numbers and a question with its wrong
// ideas. Whether the operation is possible is not asked here.
#pragma once

#include "lesson/exercise/exercise.h"
#include "lesson/random.h"

#include <cstddef>
#include <cstdint>

namespace convlens {

/// Random choices of one exercise.
class Draws {
public:
    explicit Draws(uint64_t& state) : state_(state) {}
    int64_t between(int64_t min, int64_t max) { return random_between(state_, min, max); }
    bool one_in(int64_t n) { return between(1, n) == 1; }
    template <class T, std::size_t count> T any_of(const T (&choices)[count]) {
        return choices[between(0, static_cast<int64_t>(count) - 1)];
    }

private:
    uint64_t& state_;
};

/// The same on every axis.
struct WindowNumbers {
    int64_t kernel = 2, stride = 1, padding = 0, dilation = 1, output_padding = 0;
};

Operation operation_with(Kind kind, const Sizes& input, const WindowNumbers& numbers);

/// Rows and columns, square more often than not.
Sizes plane(Draws& draws, int64_t min, int64_t max);
Sizes input_of(Draws& draws, std::size_t dims, int64_t min, int64_t max);

Exercise about_size(const Operation& operation);
/// An element of Y, dX or dW, any of them. The level says how large the numbers are.
Exercise about_value(Draws& draws, const Operation& operation, int level, AskedTensor of);
Exercise about_cells(Draws& draws, const Operation& operation, CellRule rule);
/// Which element of X a max_pool takes.
Exercise about_winner(Draws& draws, const Operation& operation, int level);
/// Which `parameter` gives Y the size that `operation` has; the scene has the parameter's first number.
Exercise about_parameter(const Operation& operation, Parameter parameter);
Exercise about_change(const Operation& before, const Operation& after, Quantity quantity);

} // namespace convlens
