// The output size as LaTeX: the formula of the guide's relationship, with the numbers put in.
#pragma once

#include "convlens/operation.h"

#include <string>

namespace convlens {

/// "o = \left\lfloor \frac{i + 2p - k}{s} \right\rfloor + 1 = ... = 3"; where axes differ, a line for each
/// with o_h and o_w on the left. `operation` has no issues.
std::string latex_size_formula(const Operation& operation);

} // namespace convlens
