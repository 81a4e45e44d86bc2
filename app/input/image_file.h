// PNG, JPEG and BMP files as pixels. Decoded by stb_image in a short-lived child process of the same binary,
// so that a hostile file may cost the child and one error line, never the program.
#pragma once

#include "document/source.h"

#include <string>
#include <string_view>

namespace convlens {

/// Throws Error naming the file and what is wrong with it. At most limits::image_pixels.
Image read_image(const std::string& path);

/// The same for the bytes of such a file; messages name `where`.
Image decode_image(std::string_view bytes, const std::string& where);

} // namespace convlens
