// How many steps an animation has.
#pragma once

#include "convlens/arithmetic.h"

#include <cstdint>

namespace convlens {

/// Elements of Y; max_unpool: of X. Counted without making a tensor.
inline int64_t steps_of(const Operation& operation) {
    return (operation.kind == Kind::max_unpool ? input_shape(operation) : output_shape(operation)).product();
}

} // namespace convlens
