// An operation as one line of a program that is written: a comment, which holds what the framework's own
// words do not have, ceil mode and the turned kernel included. Private to `codegen`.
#pragma once

#include "document/document.h"

#include <string>
#include <string_view>

namespace convlens {

inline constexpr std::string_view operation_line_mark = "# convlens: ";

/// Operation, flip_kernel and power_mean alone, with default numbers and no bias.
Document bare_document(const Operation& operation, bool flip_kernel, bool power_mean);
/// "# convlens: {"schema": 1, "operation": "conv", ...}": a scene with no numbers but a bias, with its line's
/// end.
std::string operation_line(const Document& bare);

} // namespace convlens
