// What the transposed lens shows: the transposed convolution that is, or that belongs to, the document's
// operation, computed in three independent ways; and how often each of its outputs is painted. Knows no
// pictures.
#pragma once

#include "document/evaluate/results.h"

#include <array>
#include <cstdint>

namespace convlens {

class Evaluator; // document/evaluator.h

/// The transposed convolution from Y's shape back to X's with the same kernel: s, p and d as they are, a what
/// no window of the direct one read. A padding mode does not come back: it has zeros.
/// Errors  none: the kind is conv and `check(direct)` is empty; the result is possible then
Operation transposed_operation(const Operation& direct);
/// The direct convolution whose transpose it is: its kernel is laid out [O, C/G, k], as the transposed one's
/// [C, O/G, k] is.
Operation direct_operation(const Operation& transposed);

struct TransposedResults {
    /// Products up to which the three ways are compared; more would delay the picture.
    static constexpr int64_t max_products = 1'000'000;

    Results results; // of the transposed convolution; y by the engine's forward. Its x is Y where the
                     // document's operation is a conv
    bool compared = false;
    std::array<double, 3> difference{}; // largest |way - results.y|: scatter, stretched, matrix
    double largest() const;             // of the three
    bool agree = false;                 // within the rounding of sums of this length

    // max_unpool instead: cells of Y that are written, and values that another one overwrites.
    int64_t written = 0, overwritten = 0;
};

/// Null for kinds to which none belongs (pools).
std::shared_ptr<const TransposedResults> transposed_results(const Results& results,
                                                            const Evaluator& evaluator);
std::shared_ptr<const TransposedResults> transposed_results(const Results& results);

/// Y by adding a weighted kernel for each element of X, in X's order.
Tensor<double> scattered(const Operation& transposed, const Tensor<double>& x, const Tensor<double>& w);
/// Y by the unit-stride convolution over the stretched and padded X with the turned kernel.
Tensor<double> stretched(const Operation& transposed, const Tensor<double>& x, const Tensor<double>& w);
/// Y by the unrolled matrix times the flattened X; entries far from the band are not looked at.
Tensor<double> multiplied(const Operation& transposed, const Tensor<double>& x, const Tensor<double>& w);

/// How many elements of one axis of X paint index `y` of Y: those x with y = s*x + d*k - p for some k.
/// Cost O(k)
int64_t times_painted(const Operation& transposed, std::size_t axis, int64_t y);

/// How evenly one axis is painted far from its borders.
struct AxisPainting {
    int64_t min = 1, max = 1;                // times a cell is painted
    bool even() const { return min == max; } // s divides k and gcd(s, d) = 1
    bool operator==(const AxisPainting&) const = default;
};
AxisPainting axis_painting(const Operation& transposed, std::size_t axis);

} // namespace convlens
