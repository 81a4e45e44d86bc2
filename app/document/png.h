// Pixels as the bytes of a PNG file, for images inside scene files.
#pragma once

#include "document/source.h"

#include <string>

namespace convlens {

/// 8 bits a channel, grey or RGB (PNG specification, W3C 2003), compressed by zlib.
std::string png_bytes(const Image& image);

} // namespace convlens
