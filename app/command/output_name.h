// What the name after -o asks for.
#pragma once

#include "output/export.h"

#include <string>

namespace convlens {

/// Throw Error (request) where the name ends in no format that is written. "-", and a device or a pipe
/// without an ending, take PNG and GIF.
PictureFormat picture_format(const std::string& path);
MovieFormat movie_format(const std::string& path);

} // namespace convlens
