// FreeType gives each outline in font units, y upwards, as lines and curves of the second and third degree.
#include "output/svg/glyph_outlines.h"

#include "output/svg/text.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace convlens {
namespace {

struct PathData {
    Vec2 pen;
    float scale = 1;
    std::string text;
    bool is_open = false;

    void add(char command, std::initializer_list<const FT_Vector*> points) {
        text += command;
        for (const FT_Vector* point : points) {
            if (point != *points.begin())
                text += ' ';
            text += svg_point(
                {pen.x + scale * static_cast<float>(point->x), pen.y - scale * static_cast<float>(point->y)});
        }
    }
    void close() {
        if (is_open)
            text += 'Z';
        is_open = false;
    }
};

PathData& data(void* user) {
    return *static_cast<PathData*>(user);
}

int move(const FT_Vector* to, void* user) {
    data(user).close();
    data(user).add('M', {to});
    data(user).is_open = true;
    return 0;
}
int line(const FT_Vector* to, void* user) {
    data(user).add('L', {to});
    return 0;
}
int conic(const FT_Vector* via, const FT_Vector* to, void* user) {
    data(user).add('Q', {via, to});
    return 0;
}
int cubic(const FT_Vector* via, const FT_Vector* other, const FT_Vector* to, void* user) {
    data(user).add('C', {via, other, to});
    return 0;
}

} // namespace

std::string glyph_outlines(Typesetter& typesetter, const PlacedLabel& label) {
    const FT_Outline_Funcs functions{move, line, conic, cubic, 0, 0};
    PathData path;
    for (const Glyph& glyph : label.layout.glyphs) {
        auto* const face = static_cast<FT_Face>(typesetter.freetype_face(glyph.font));
        if (FT_Load_Glyph(face, glyph.index, FT_LOAD_NO_SCALE) != 0 ||
            face->glyph->format != FT_GLYPH_FORMAT_OUTLINE || face->units_per_EM == 0)
            continue;
        path.pen = {label.origin.x + glyph.x, label.origin.y + glyph.y};
        path.scale = glyph.size / static_cast<float>(face->units_per_EM);
        FT_Outline_Decompose(&face->glyph->outline, &functions, &path);
        path.close();
    }
    return path.text;
}

} // namespace convlens
