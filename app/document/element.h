// One number of a document's tensors: reading what a person writes, and putting it in its place as an edit of
// the source.
#pragma once

#include "document/document.h"

#include <cstdint>
#include <string_view>

namespace convlens {

inline constexpr double largest_number = 1e6; // by magnitude, of what is typed or pasted

/// "1.5", "-2", "1e3"; also with full-width digits and the minus sign U+2212. Throws Error
/// `number.none` or `number.too_large` with the text as `value`.
double read_number(std::string_view text);

/// Shape of the whole tensor: [N, C, in...], [O, C/G, k...], [N, O, out...].
Sizes tensor_shape(const Operation& operation, TensorRole role);
const Source& source_of(const Document& document, TensorRole role);
Source& source_of(Document& document, TensorRole role);

/// Puts a number at a flat index of the tensor; `operation` is the one that is computed (operation_of).
void set_number(Document& document, const Operation& operation, TensorRole role, int64_t flat, double value);

/// A number moved by `by`, without the dirt of binary fractions, within the limits.
double moved_number(double value, double by);

} // namespace convlens
