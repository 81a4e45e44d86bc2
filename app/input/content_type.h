// What a file is, by its first bytes.
#pragma once

#include <string>

namespace convlens {

/// "npy", "image", "scene" (JSON), or "" where it is nothing known. Throws Error where the file cannot be
/// read.
std::string content_type(const std::string& path);

} // namespace convlens
