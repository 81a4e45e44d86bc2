// PNG, JPEG and BMP files as pixels. Decoded by stb_image in a short-lived child process of the same binary,
// so that a hostile file may cost the child and one error line, never the program.
#pragma once

#include "document/source.h"

#include <string>
#include <string_view>

namespace convlens {

/// Throws Error naming the file and what is wrong with it. At most limits::image_pixels.
Image read_image(const std::string& path);

/// The same for the bytes of such a file; `where` stands in messages.
Image decode_image(std::string_view bytes, const std::string& where);

/// To be called by main before all else: where the hidden argument is there, decodes descriptor 0 into
/// descriptor 3 and returns the exit status of the child; else -1.
int image_child(int argc, char** argv);

/// What a file is, by its content: "npy", "image", "scene" (JSON), or "" where it is nothing known.
/// Throws Error where it cannot be read.
std::string content_type(const std::string& path);

} // namespace convlens
