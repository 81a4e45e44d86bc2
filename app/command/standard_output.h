// Text on standard output, checked: a full device or a closed pipe is an error of the work.
#pragma once

#include <string_view>

namespace convlens {

/// Throws Error (work) where not all of it could be written.
void write_standard_output(std::string_view text);

} // namespace convlens
