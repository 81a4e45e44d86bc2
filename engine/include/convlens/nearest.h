// From an operation that is impossible to one that is possible.
#pragma once

#include "convlens/operation.h"

#include <cstdint>

namespace convlens {

/// The operation with `value` put in for what the issue is about, as `Issue::nearest` means it: of padding
/// the sides that are beyond the value are brought to it, an output size becomes the output padding that
/// gives it.
/// Range   any value; the lists have one number for each axis
/// Errors  none
/// Cost    O(D)
Operation with_nearest(const Operation& operation, const Issue& issue, int64_t value);

} // namespace convlens
