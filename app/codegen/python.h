// Pieces of Python: numbers, tuples, calls broken into short lines, arrays of numbers. Private to `codegen`.
#pragma once

#include "convlens/sizes.h"
#include "convlens/tensor.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens::python {

inline constexpr std::size_t layer_width = 60;    // columns that a slide has
inline constexpr std::size_t program_width = 100; // columns of a row of numbers

std::string number(double value); // the shortest text that gives the same double; inf, nan as math's names
/// "3", "(3, 2)", "(3,)".
std::string tuple(const Sizes& sizes);
std::string list(const Sizes& sizes); // "[3, 2]"
/// One number where all are the same, else a tuple.
std::string number_or_tuple(const Sizes& sizes);
std::string boolean(bool value);
std::string quoted(std::string_view text); // a string's literal

/// "((1, 1), (0, 2))" or with brackets: `leading` pairs of zeros, then begin and end of every axis, then
/// `trailing` pairs of zeros.
struct Pairs {
    std::size_t leading = 0, trailing = 0;
    bool brackets = true;
};
std::string pairs(const Sizes& begin, const Sizes& end, const Pairs& form = {});

/// "name(a, b=c)", in lines of at most `width` where it does not fit into one; following lines are indented
/// by `indent`. `before` is in front ("y = "), `after` behind.
struct Call {
    std::string before, name;
    std::vector<std::string> arguments;
    std::string after;
};
std::string text_of(const Call& call, std::size_t width = layer_width);

/// Literal of a tensor as rows of its last axis: "[\n    [1, 2],\n    [3, 4],\n]", one row: "[1, 2]". The
/// shape is not in it.
std::string rows(const Sizes& shape, const std::function<std::string(int64_t)>& element);
std::string rows(const Tensor<double>& tensor);
std::string rows(const Tensor<int64_t>& tensor);

/// Every line of `text` behind `prefix`.
std::string indented(std::string_view text, std::string_view prefix);

} // namespace convlens::python
