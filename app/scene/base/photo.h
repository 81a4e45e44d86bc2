// Decoded images as pictures in colour.
#pragma once

#include "document/source.h"
#include "picture/frame.h"

#include <memory>

namespace convlens {

/// Of more than limits::photo_pixels: averages of squares.
std::shared_ptr<const PhotoPixels> photo_of(const Image& image);

} // namespace convlens
