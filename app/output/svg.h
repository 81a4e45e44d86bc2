// Frames to SVG text, written by hand: real text, named groups, patterns. Deterministic.
#pragma once

#include "output/export.h"
#include "picture/frame.h"
#include "picture/typesetter.h"

#include <string>

namespace convlens {

std::string svg_of(const Frame& frame, const FontSet& fonts, const SpaceName& space_name);

} // namespace convlens
