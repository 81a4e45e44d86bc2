// Boxes of the outlines in font units, glyph by glyph.
#include "picture/ink_bounds.h"

#include <ft2build.h>
#include FT_FREETYPE_H

namespace convlens {

Rect ink_bounds(Typesetter& typesetter, std::string_view text, Face face, float size) {
    Rect ink;
    for (const Glyph& glyph : typesetter.lay_out(text, face, size).glyphs) {
        auto* const font = static_cast<FT_Face>(typesetter.freetype_face(glyph.font));
        if (font->units_per_EM == 0 || FT_Load_Glyph(font, glyph.index, FT_LOAD_NO_SCALE) != 0)
            continue;
        const FT_Glyph_Metrics& units = font->glyph->metrics;
        const float scale = glyph.size / static_cast<float>(font->units_per_EM);
        const Vec2 min{glyph.x + static_cast<float>(units.horiBearingX) * scale,
                       glyph.y - static_cast<float>(units.horiBearingY) * scale};
        const Vec2 extent{static_cast<float>(units.width) * scale, static_cast<float>(units.height) * scale};
        ink = united(ink, {min, min + extent});
    }
    return ink;
}

} // namespace convlens
