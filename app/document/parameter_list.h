// The numbers of an operation by the parameter that they belong to.
#pragma once

#include "convlens/operation.h"

namespace convlens {

/// The parameter's list, one number an axis: of a padding the one at the begin, of an output size the output
/// padding that makes it. Null for parameters that are one number, or none.
Sizes* list_of(Operation& operation, Parameter parameter);

} // namespace convlens
