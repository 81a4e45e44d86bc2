// Names in folders, for completion. Touches the disk only to list.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace convlens {

/// Names in `folder` that begin with `start`, folders first (with '/'), hidden ones only where asked for; at
/// most `most`.
std::vector<std::string> completions(const std::string& folder, const std::string& start, std::size_t most);
/// The longest text that all of them begin with.
std::string common_start(const std::vector<std::string>& names);

} // namespace convlens
