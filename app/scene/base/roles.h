// Which tensor plays which part in the figure, with its letter and its colours.
#pragma once

#include "convlens/operation.h"
#include "picture/theme.h"

namespace convlens {

/// What the figure calls the tensors. A transposed convolution or an unpooling leads from Y back to X's
/// shape.
struct Roles {
    char base_letter = 'x', top_letter = 'y';
    const TensorColors& base;
    const TensorColors& top;
};
Roles roles(const Operation& operation, const Theme& theme);

} // namespace convlens
