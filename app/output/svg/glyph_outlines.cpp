// One letter a piece, with the points that it needs.
#include "output/svg/glyph_outlines.h"

#include "output/glyph_curves.h"
#include "output/svg/text.h"

#include <string_view>

namespace convlens {

std::string glyph_outlines(Typesetter& typesetter, const PlacedLabel& label) {
    constexpr std::string_view letters = "MLQCZ"; // in the order of CurveKind
    std::string text;
    for (const GlyphCurve& piece : glyph_curves(typesetter, label)) {
        text += letters[static_cast<std::size_t>(piece.kind)];
        for (int i = 0; i < points_of(piece.kind); ++i) {
            if (i > 0)
                text += ' ';
            text += svg_point(piece.points[static_cast<std::size_t>(i)]);
        }
    }
    return text;
}

} // namespace convlens
