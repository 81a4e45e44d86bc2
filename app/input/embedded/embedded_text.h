// The text of a scene inside a file that the program has written: picture, movie, page or drawing. Walks
// through the file without decoding it, in constant memory but for the text.
#pragma once

#include "input/byte_source.h"

#include <optional>
#include <string>

namespace convlens {

/// What document/embedded_scene.h reads; none where the file is of no known kind or holds no scene. Throws
/// Error (request) without a file's name where the scene is damaged or over limits::scene_bytes, and what the
/// source throws.
/// Cost    of a movie its parts, of a text file its bytes
std::optional<std::string> embedded_text(const ByteSource& file);

} // namespace convlens
