// The shape arithmetic of Dumoulin & Visin, arXiv:1603.07285: output sizes, named cases, relationships 1-15,
// the convolution that a transposed convolution is equivalent to, and counts. All functions but set_padding
// need check(operation) empty; their cost is O(D) where nothing else is said.
#pragma once

#include "convlens/operation.h"

#include <cstdint>
#include <optional>
#include <string>

namespace convlens {

Sizes output_size(const Operation& operation); // [D], spatial
Sizes input_shape(const Operation& operation); // [N, C, input...]
Sizes weight_shape(
    const Operation& operation); // conv [O, C/G, k...]; conv_transpose [C, O/G, k...]; others empty
Sizes output_shape(const Operation& operation); // [N, O, output...]
Sizes padded_size(
    const Operation& operation); // [D], input + both paddings; not for conv_transpose, max_unpool
Sizes dilated_kernel(const Operation& operation); // [D], d(k-1) + 1
/// Rows or columns of the padded input behind the last window, per axis: max(0, padded - (o-1)s - d(k-1) -
/// 1). Not for conv_transpose and max_unpool.
Sizes unused(const Operation& operation);
/// Whether windows leave positions between their first and last one that none of them reads: strides beyond
/// the window, dilations that fall on the same rest of the stride again and again. Not for conv_transpose and
/// max_unpool.
bool skips_between(const Operation& operation);

/// Input sizes of one axis, everything else unchanged, whose output has the size that it has now. Only
/// possible ones count; they lie side by side. One alone for conv_transpose and max_unpool. Cost O(log size)
struct SizeRange {
    int64_t least = 1, most = 1;
    int64_t count() const { return most - least + 1; }
    bool operator==(const SizeRange&) const = default;
};
SizeRange inputs_of_same_output(const Operation& operation, std::size_t axis);

/// Padding that makes the output what the name says, put into `operation` (both begins and ends, and
/// output_padding for conv_transpose and max_unpool, where same means i*s). same_upper: output ceil(i/s), the
/// odd one at the end; same_lower: at the begin; full: d(k-1).
enum class NamedPadding { valid, same_upper, same_lower, full };
/// Never fails: on a draft with impossible numbers it saturates, and check says the rest.
void set_padding(Operation& operation, NamedPadding padding);

/// Which of the guide's cases this is, by its padding on every axis: none, half or what `same` sets, full, or
/// some other.
enum class NamedCase { valid, same, full, arbitrary };
NamedCase named_case(const Operation& operation);

/// Number of the guide's relationship that fits on every axis: 1-7 and 15 direct (7: pools), 8-14 transposed.
/// Where several fit: 1, 3, 4, 2, 5, 6, 15; 8, 10, 11, 9, 12, 13, 14. None for what the guide does not treat
/// (asymmetric padding, ceil mode, padded pools, dilated transposes, max_unpool).
std::optional<int> relationship(const Operation& operation);

/// The unit-stride convolution over the stretched input that gives the same result as a conv_transpose:
/// stride 1, input_dilation s, padding d(k-1)-p at the begin and d(k-1)-p+a at the end (negative: a crop).
/// The kernel is rotated by 180 degrees and in and out channels swap; relationships 8-14, with dilation.
Operation equivalent_conv(const Operation& transposed);

/// The size formula of one axis in the guide's letters and with the numbers put in, e.g.
/// symbolic "o = ⌊(i + 2p − k) / s⌋ + 1", numeric "⌊(5 + 2·1 − 3) / 2⌋ + 1", value 3. UTF-8, no translation
/// needed.
struct Formula {
    std::string symbolic;
    std::string numeric;
    int64_t value = 0;
};
Formula formula(const Operation& operation, std::size_t axis);

/// How much is computed, and how much of it on zeros that were put in. Saturates at INT64_MAX.
struct Counts {
    int64_t multiply_adds = 0;            // taps times outputs; conv_transpose: taps times inputs; pools 0
    int64_t multiply_adds_on_padding = 0; // of these, with a padding zero
    int64_t multiply_adds_on_inserted_zeros = 0; // of these, with a zero between inputs (input_dilation > 1)
    int64_t parameters = 0;                      // weights, without bias
};
/// Cost: closed form, O(log size) an axis, whatever the sizes are.
Counts counts(const Operation& operation);

/// Extent along each axis of the input elements that one output element can depend on, gaps of a dilated
/// kernel included: d(k-1) + 1, in a transposed convolution over s rounded up. [D]
Sizes receptive_field(const Operation& operation);

} // namespace convlens
