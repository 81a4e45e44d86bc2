// Glyphs as the outlines of their fonts, for readers that have other fonts.
#pragma once

#include "output/placed_label.h"
#include "picture/typesetter.h"

#include <string>

namespace convlens {

/// The label's glyphs as SVG path data; empty where none of them has an outline.
std::string glyph_outlines(Typesetter& typesetter, const PlacedLabel& label);

} // namespace convlens
