// What every script of an operation has in common: the numbers that it writes down, and facts on windows that
// frameworks with fewer parameters need. Private to `codegen`.
#pragma once

#include "convlens/tensor.h"
#include "document/document.h"

#include <cstdint>
#include <optional>
#include <string>

namespace convlens {

inline constexpr int64_t max_written = 600; // elements of a tensor that is written in full

/// An operation that is possible, with its numbers.
struct Operands {
    Operation operation;
    Sizes x_shape, w_shape, y_shape;    // [N, C, in...], as weight_shape (or empty), [N, O, out...]
    std::optional<Tensor<double>> x, w; // none: too many for a script, random there
    bool has_bias = false;              // added to each map: `b` [O], or random where it is none
    std::optional<Tensor<double>> b;
    std::optional<Tensor<int64_t>> indices; // max_unpool: as x, flat within the output plane; none: random
    bool indices_collide = false;           // two of them are the same place
    bool flips_kernel = false;              // conv: the kernel is turned before it slides
    bool power_mean = false;                // lp_pool of a finite p
    std::string photo;                      // file that x is read from, as it is scaled here; empty: none

    bool has_weight() const { return !w_shape.empty(); }
    bool is_random() const { return x_is_random() || (has_weight() && !w) || (has_bias && !b); }
    bool x_is_random() const { return !x && photo.empty(); }
    int64_t out_plane() const; // elements of a plane of Y
};
/// `photo`: the file of the document's image, or empty.
Operands operands_of(const Document& document, const Operation& operation, const std::string& photo);

/// Places in front of each spatial axis and behind it, [D] each.
struct PaddedSides {
    Sizes begin, end;
    bool are_none() const; // all 0
};
PaddedSides padded_sides(const Operation& operation); // the operation's own
PaddedSides
sides_to_reach(const Operation& operation); // of pools: behind the end so much that ceil mode is not needed
bool needs_ceil_padding(const Operation& operation); // a pool whose sides_to_reach are not its own

/// avg_pool: what a tensor of ones like X is padded with, so that the sums of its windows are the divisors:
/// first ones where padding counts, then zeros up to what the last window reaches.
struct CountedPadding {
    PaddedSides ones, zeros;
};
CountedPadding counted_padding(const Operation& operation);

Sizes effective_dilation(const Operation& operation); // [D], 1 where the kernel has one element
bool is_zero(const Sizes& sizes);
bool is_one(const Sizes& sizes);
/// avg_pool: every window divides by all its places.
bool divides_by_kernel(const Operation& operation);
/// A power mean is the average of the powers, padding left out.
Operation average_of_powers(const Operation& operation);
/// lp_pool: x to this power has no sign to lose, so |x| is not written.
bool is_even_power(const Operation& operation);

Sizes spatial_axes(const Operation& operation, int64_t first); // first, first + 1, ... of D axes
Sizes joined(const Sizes& first, const Sizes& second);         // one behind the other
Sizes ones_shape(const Operation& operation); // [C, 1, k...]: a kernel of ones for each channel

} // namespace convlens
