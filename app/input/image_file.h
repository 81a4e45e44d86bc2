// PNG, JPEG and BMP files as pixels. Decoded in a short-lived child process of the same binary, so that a
// hostile file may cost the child and one error line, never the program.
#pragma once

#include "document/source.h"

#include <string>
#include <string_view>

namespace convlens {

/// Whether a picture of more pixels than are kept may be reduced while it is decoded.
enum class PixelUse { averages, exact };

/// Upright as its Exif data say, what is transparent on white; of more than limits::image_pixels averages of
/// squares, where the kind of file can be reduced while it is decoded. Throws Error naming the file and what
/// is wrong with it.
Image read_image(const std::string& path, PixelUse use = PixelUse::averages);

/// The same for the bytes of such a file; messages name `where`.
Image decode_image(std::string_view bytes, const std::string& where);

} // namespace convlens
