// What every script of an operation has in common: the numbers that it writes down, and facts on windows that
// frameworks with fewer parameters need. Private to `code`.
#pragma once

#include "codegen/code.h"
#include "convlens/tensor.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace convlens {

inline constexpr int64_t max_written = 600; // elements of a tensor that is written in full

/// An operation that is possible, with its numbers.
struct Operands {
    Operation operation;
    Sizes x_shape, w_shape, y_shape;        // [N, C, in...], as weight_shape (or empty), [N, O, out...]
    std::optional<Tensor<double>> x, w;     // none: too many for a script, random there
    std::optional<Tensor<int64_t>> indices; // max_unpool: as x, flat within the output plane; none: random
    bool indices_collide = false;           // two of them are the same place
    bool flips_kernel = false;              // conv: the kernel is turned before it slides
    bool power_mean = false;                // lp_pool of a finite p

    bool has_weight() const { return !w_shape.empty(); }
    bool is_random() const { return !x || (has_weight() && !w); }
    int64_t out_plane() const; // elements of a plane of Y
};
Operands operands_of(const Document& document, const Operation& operation);

/// How a framework writes arrays down.
struct ArrayStyle {
    std::string open, close;                                     // of numbers: "np.array(", ", dtype=float)"
    std::string open_indices, close_indices;                     // of indices
    std::string seed;                                            // line before the first random one, or empty
    std::function<std::string(const Sizes&)> random;             // the next random array of a shape
    std::function<std::string(const Sizes&, int64_t)> random_to; // whole numbers below a limit
};
/// Lines that set x, w and indices, each with its axes as a comment.
std::string tensor_lines(const Operands& operands, const ArrayStyle& style);
/// "from math import inf, nan\n" where a written number needs it, else empty.
std::string number_imports(const Operands& operands);

/// numpy's arrays of a type: "float", "\"float32\"".
ArrayStyle numpy_arrays(const std::string& type);

Sizes padded_to_reach(const Operation& operation);    // end padding with which ceil mode is not needed; pools
Sizes effective_dilation(const Operation& operation); // [D], 1 where the kernel has one element
bool is_zero(const Sizes& sizes);
bool is_one(const Sizes& sizes);
/// avg_pool: every window divides by all its places.
bool divides_by_kernel(const Operation& operation);
/// A power mean is the average of the powers, padding left out.
Operation average_of_powers(const Operation& operation);
/// lp_pool: x to this power has no sign to lose, |x| need not be said.
bool is_even_power(const Operation& operation);

Sizes spatial_axes(const Operation& operation, int64_t first); // first, first + 1, ... of D axes

} // namespace convlens
