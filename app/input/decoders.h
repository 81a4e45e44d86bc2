// The decoders of PNG (libpng), JPEG (libjpeg-turbo) and BMP, called by the decoding child only. Libraries
// that Debian keeps up to date, since what they read comes from anywhere.
#pragma once

#include "input/row_sink.h"

#include <string_view>

namespace convlens {

/// Decodes the bytes of a file whose first ones say what it is; the size is looked at before the pixels are.
/// Throws std::bad_alloc.
DecodeOutcome decode_picture(std::string_view file, RowSink& sink);

DecodeOutcome decode_png(std::string_view file, RowSink& sink);
DecodeOutcome decode_jpeg(std::string_view file, RowSink& sink);
DecodeOutcome decode_bmp(std::string_view file, RowSink& sink);

} // namespace convlens
