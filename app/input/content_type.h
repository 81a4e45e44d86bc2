// What a file is, by its first bytes.
#pragma once

#include <string>

namespace convlens {

/// "npy", "npz" (any zip archive), "safetensors", "table" (numbers as text), "image", "scene" (JSON),
/// "exported" (another kind of file that may hold a scene), or "" where it is nothing known. Throws Error
/// where the file cannot be read.
std::string content_type(const std::string& path);

} // namespace convlens
