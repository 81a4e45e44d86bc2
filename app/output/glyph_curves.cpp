// FreeType gives each outline in font units, y upwards, as lines and curves of the second and third degree.
#include "output/glyph_curves.h"

#include <initializer_list>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace convlens {
namespace {

struct Curves {
    Vec2 pen;
    float scale = 1;
    std::vector<GlyphCurve> pieces;
    bool is_open = false;

    void add(CurveKind kind, std::initializer_list<const FT_Vector*> points) {
        GlyphCurve piece{kind, {}};
        std::size_t count = 0;
        for (const FT_Vector* point : points)
            piece.points[count++] = {pen.x + scale * static_cast<float>(point->x),
                                     pen.y - scale * static_cast<float>(point->y)};
        pieces.push_back(piece);
    }
    void close() {
        if (is_open)
            pieces.push_back({CurveKind::close, {}});
        is_open = false;
    }
};

Curves& curves(void* user) {
    return *static_cast<Curves*>(user);
}

int move(const FT_Vector* to, void* user) {
    curves(user).close();
    curves(user).add(CurveKind::move, {to});
    curves(user).is_open = true;
    return 0;
}
int line(const FT_Vector* to, void* user) {
    curves(user).add(CurveKind::line, {to});
    return 0;
}
int conic(const FT_Vector* via, const FT_Vector* to, void* user) {
    curves(user).add(CurveKind::conic, {via, to});
    return 0;
}
int cubic(const FT_Vector* via, const FT_Vector* other, const FT_Vector* to, void* user) {
    curves(user).add(CurveKind::cubic, {via, other, to});
    return 0;
}

} // namespace

int points_of(CurveKind kind) {
    switch (kind) {
    case CurveKind::move:
    case CurveKind::line:
        return 1;
    case CurveKind::conic:
        return 2;
    case CurveKind::cubic:
        return 3;
    case CurveKind::close:
        return 0;
    }
    return 0;
}

std::vector<GlyphCurve> glyph_curves(Typesetter& typesetter, const PlacedLabel& label) {
    const FT_Outline_Funcs functions{move, line, conic, cubic, 0, 0};
    Curves result;
    for (const Glyph& glyph : label.layout.glyphs) {
        auto* const face = static_cast<FT_Face>(typesetter.freetype_face(glyph.font));
        if (FT_Load_Glyph(face, glyph.index, FT_LOAD_NO_SCALE) != 0 ||
            face->glyph->format != FT_GLYPH_FORMAT_OUTLINE || face->units_per_EM == 0)
            continue;
        result.pen = {label.origin.x + glyph.x, label.origin.y + glyph.y};
        result.scale = glyph.size / static_cast<float>(face->units_per_EM);
        FT_Outline_Decompose(&face->glyph->outline, &functions, &result);
        result.close();
    }
    return result.pieces;
}

} // namespace convlens
