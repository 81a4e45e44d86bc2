// Frames to PDF by cairo, with text that can be searched and copied.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"

#include <span>
#include <string>

namespace convlens {

/// The bytes of the file: one page, a pixel of the frame is 1/96 inch. Throws Error where cairo fails.
std::string pdf_of(const Frame& frame, const FontSet& fonts);
/// A page for each frame, all of one size; at least one.
std::string pdf_of(std::span<const Frame> frames, const FontSet& fonts);

} // namespace convlens
