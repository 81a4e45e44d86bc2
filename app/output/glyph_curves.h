// Glyphs as the lines and curves of their fonts, placed in the frame, for formats whose readers have other
// fonts.
#pragma once

#include "output/placed_label.h"
#include "picture/typesetter.h"

#include <array>
#include <vector>

namespace convlens {

enum class CurveKind : uint8_t { move, line, conic, cubic, close };

/// One piece of an outline: it leads from where the last one ended to the last of its points.
struct GlyphCurve {
    CurveKind kind = CurveKind::close;
    std::array<Vec2, 3> points{}; // px of the frame; move, line: 1, conic: 2, cubic: 3, close: none
};

/// How many points a piece of that kind has.
int points_of(CurveKind kind);

/// The outlines of the label's glyphs, each contour begun by `move` and ended by `close`; empty where none of
/// them has an outline.
std::vector<GlyphCurve> glyph_curves(Typesetter& typesetter, const PlacedLabel& label);

} // namespace convlens
