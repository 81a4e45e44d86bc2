// The engine's issues of .npy files and its types of numbers in words.
#pragma once

#include "convlens/npy.h"

#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// numpy's word, "float32"; and all of them that are read, for messages.
std::string_view array_type_name(NpyType type);
std::string array_type_names();

/// Throws Error naming `where` where there is an issue.
void throw_npy_issue(const std::optional<NpyIssue>& issue, const std::string& where);

} // namespace convlens
