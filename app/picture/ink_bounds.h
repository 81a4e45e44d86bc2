// The ink of a text, closer than its line: where its glyphs' outlines reach. For formulas, whose parts are
// put close to each other.
#pragma once

#include "picture/typesetter.h"

#include <string_view>

namespace convlens {

/// Relative to the text's left end on its baseline, y down; empty where it has no ink.
Rect ink_bounds(Typesetter& typesetter, std::string_view text, Face face, float size);

} // namespace convlens
