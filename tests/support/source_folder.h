// Where the project lies, for tests that read its files.
#pragma once

#include <string>

namespace convlens {

/// Absolute, without a slash at the end.
std::string source_folder();

} // namespace convlens
