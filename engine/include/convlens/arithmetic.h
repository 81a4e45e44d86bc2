// The shape arithmetic of Dumoulin & Visin, arXiv:1603.07285 ("the guide"): output sizes, named cases,
// relationships 1-15, the convolution that a transposed convolution is equivalent to, and counts. D: spatial
// axes; i, k, s, p, d, o: an axis's input size, kernel size, stride, padding, dilation and output size. What
// holds for all functions here:
//   Errors  none: check(operation) is empty, but for set_padding, which takes any
//   Cost    O(D) unless stated otherwise
#pragma once

#include "convlens/operation.h"

#include <cstdint>
#include <optional>
#include <string>

namespace convlens {

/// Output size without batch and channels; relationships 6, 14 and 15, for every kind, both paddings and ceil
/// mode.
///   conv, pools     floor((i + p - d(k-1) - 1) / s) + 1, i stretched by the input dilation, p both paddings
///   swapped kinds   s(i-1) + d(k-1) + 1 - p + output_padding
/// Shapes  -> [D]
/// Range   saturates at the ends of int64; below 1 where check finds an issue
/// Source  Dumoulin & Visin, arXiv:1603.07285; ceil mode: PyTorch's pooling_output_shape
Sizes output_size(const Operation& operation);

/// Shapes of the tensors, in PyTorch's layouts.
/// Shapes  input -> [N, C, input...]; output -> [N, O, output...]
///         weight -> conv [O, C/G, kernel...], conv_transpose [C, O/G, kernel...], others []
Sizes input_shape(const Operation& operation);
Sizes weight_shape(const Operation& operation);
Sizes output_shape(const Operation& operation);

/// Input (stretched by the input dilation) with both paddings. Not for conv_transpose and max_unpool.
/// Shapes  -> [D]
Sizes padded_size(const Operation& operation);

/// Extent of a window, gaps of the dilation included: d(k-1) + 1.
/// Shapes  -> [D]
Sizes dilated_kernel(const Operation& operation);

/// Rows or columns of the padded input after the last window: max(0, padded - (o-1)s - d(k-1) - 1). Not for
/// conv_transpose and max_unpool.
/// Shapes  -> [D]
Sizes unused(const Operation& operation);

/// Whether windows leave positions between their first and last one that none of them reads: strides beyond
/// the window, dilations that fall on the same rest of the stride again and again. Not for conv_transpose and
/// max_unpool.
/// Cost    at most some 2^18 positions an axis
bool skips_between(const Operation& operation);

/// Whole numbers from `min` to `max`.
struct SizeRange {
    int64_t min = 1, max = 1;
    int64_t count() const { return max - min + 1; }
    bool operator==(const SizeRange&) const = default;
};

/// Input sizes of one axis, everything else unchanged, whose output has the size that it has now. Only
/// possible ones count; they are neighbours. A single one for conv_transpose and max_unpool.
/// Range   axis < D
/// Cost    O(D log size)
SizeRange inputs_of_same_output(const Operation& operation, std::size_t axis);

/// Paddings with a name. valid: none; same_upper: output ceil(i/s) (swapped kinds: i*s), the odd one at the
/// end; same_lower: the odd one at the begin; full: d(k-1) on both sides.
/// Source  the guide's half and full padding; ONNX's auto_pad, TensorFlow's "SAME"
enum class NamedPadding { valid, same_upper, same_lower, full };

/// Puts the padding that the name stands for into `operation`: both begins and ends, and output_padding for
/// conv_transpose and max_unpool.
/// Errors  never fails: with impossible numbers it saturates, and check reports the rest
void set_padding(Operation& operation, NamedPadding padding);

/// The guide's cases: no padding, half or what `same` sets, full, or some other.
enum class NamedCase { valid, same, full, arbitrary };

/// Which of the guide's cases this is, by the padding of every axis.
NamedCase named_case(const Operation& operation);

/// Number of the guide's relationship that fits on every axis: 1-7 and 15 direct (7: pools), 8-14 transposed.
/// Where several fit: 1, 3, 4, 2, 5, 6, 15; 8, 10, 11, 9, 12, 13, 14. None for what the guide does not treat
/// (asymmetric padding, ceil mode, padded pools, dilated transposes, max_unpool).
/// Range   1 to 15
/// Source  the guide, chapters 2 to 5
std::optional<int> relationship(const Operation& operation);

/// The unit-stride convolution over the stretched input that gives the same result as a conv_transpose:
/// stride 1, input_dilation s, padding d(k-1)-p at the begin and d(k-1)-p+a at the end (negative: a crop).
/// The kernel is rotated by 180 degrees and in and out channels swap.
/// Errors  none: the kind is conv_transpose
/// Source  the guide's relationships 8-14, with dilation
Operation equivalent_conv(const Operation& transposed);

/// A size formula in the guide's letters and with the numbers put in, e.g. symbolic
/// "o = ⌊(i + 2p − k) / s⌋ + 1", numeric "⌊(5 + 2·1 − 3) / 2⌋ + 1", value 3. UTF-8, the same in every
/// language.
struct Formula {
    std::string symbolic;
    std::string numeric;
    int64_t value = 0;
};

/// The formula of the output size on one axis.
/// Range   axis < D
/// Source  the relationship that fits, with dilation and both paddings written out where they differ
Formula formula(const Operation& operation, std::size_t axis);

/// The same size by the formula of the relationship that fits, which leaves out what its case knows:
/// "o = i + (k − 1)" of full padding, "o = i" of half padding. None where relationship() has none.
/// Range   axis < D
/// Source  the guide's relationships 1 to 15
std::optional<Formula> relationship_formula(const Operation& operation, std::size_t axis);

/// How much is computed, and how much of it on zeros that were put in.
/// Units   multiply-adds for the whole batch; numbers
/// Range   saturates at INT64_MAX
struct Counts {
    int64_t multiply_adds = 0;            // taps times outputs; conv_transpose: taps times inputs; pools 0
    int64_t multiply_adds_on_padding = 0; // of these, with a padding zero
    int64_t multiply_adds_on_inserted_zeros = 0; // of these, with a zero between inputs (input_dilation > 1)
    int64_t parameters = 0;                      // weights, without bias
};

/// The counts of one pass forward; all 0 for kinds without a weight.
/// Cost    closed form: O(log size) an axis
Counts counts(const Operation& operation);

/// Extent along each axis of the input elements that one output element can depend on, gaps of a dilated
/// kernel included: d(k-1) + 1; in a transposed convolution ceil((d(k-1) + 1) / s).
/// Shapes  -> [D]
/// Units   input elements
Sizes receptive_field(const Operation& operation);

} // namespace convlens
