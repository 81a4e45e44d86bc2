// Scene files from disk: the gate, then document/scene_file.h with a decoder for the images inside.
#pragma once

#include "document/document.h"

#include <string>
#include <string_view>

namespace convlens {

/// Throws Error naming the file (`where`) and what is wrong with it.
Document read_scene_file(const std::string& path);

/// A scene's text that did not come from a file; messages name `where`.
Document read_scene_with_images(std::string_view json, const std::string& where);

} // namespace convlens
