// Shelves: glyphs lie side by side in rows as high as their tallest, which suits the few sizes of a
// picture.
#include "window/gl/glyph_atlas.h"

#include <glad/gl.h>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <cmath>
#include <cstring>

namespace convlens::gl {

GlyphAtlas::GlyphAtlas() {
    glGenTextures(1, &texture_);
    allocate();
}

GlyphAtlas::~GlyphAtlas() {
    glDeleteTextures(1, &texture_);
}

void GlyphAtlas::allocate() {
    pixels_.assign(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_), 0);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, side_, side_, 0, GL_RED, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
}

void GlyphAtlas::clear(bool larger) {
    inks_.clear();
    shelf_x_ = shelf_y_ = shelf_height_ = 0;
    dirty_from_ = dirty_to_ = 0;
    if (larger && side_ < 4096)
        side_ *= 2;
    allocate();
}

bool GlyphAtlas::place(GlyphInk& ink) {
    if (shelf_x_ + ink.width > side_) {
        shelf_y_ += shelf_height_ + 1;
        shelf_x_ = shelf_height_ = 0;
    }
    if (ink.width > side_ || shelf_y_ + ink.height > side_)
        return false;
    ink.x = shelf_x_;
    ink.y = shelf_y_;
    shelf_x_ += ink.width + 1;
    shelf_height_ = std::max(shelf_height_, ink.height);
    return true;
}

const GlyphInk* GlyphAtlas::ink(Typesetter& typesetter, const Glyph& glyph, int quarter) {
    const int size = static_cast<int>(std::lround(glyph.size * 64));
    const Key key{glyph.font, glyph.index, size, quarter};
    if (const auto found = inks_.find(key); found != inks_.end())
        return &found->second;
    GlyphInk ink;
    const auto face = static_cast<FT_Face>(typesetter.freetype_face(glyph.font));
    const bool loaded = FT_Set_Char_Size(face, 0, size, 72, 72) == 0 &&
                        FT_Load_Glyph(face, glyph.index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) == 0;
    if (loaded && face->glyph->format == FT_GLYPH_FORMAT_OUTLINE) {
        FT_Outline_Translate(&face->glyph->outline, FT_Pos{quarter} * 16, 0);
        if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) == 0) {
            const FT_Bitmap& bitmap = face->glyph->bitmap;
            ink.width = static_cast<int>(bitmap.width);
            ink.height = static_cast<int>(bitmap.rows);
            ink.left = face->glyph->bitmap_left;
            ink.top = -face->glyph->bitmap_top;
            if (!place(ink))
                return nullptr;
            for (int row = 0; row < ink.height; ++row)
                std::memcpy(&pixels_[static_cast<std::size_t>(int64_t{ink.y + row} * side_ + ink.x)],
                            bitmap.buffer + std::ptrdiff_t{row} * bitmap.pitch,
                            static_cast<std::size_t>(ink.width));
            dirty_from_ = dirty_to_ > dirty_from_ ? std::min(dirty_from_, ink.y) : ink.y;
            dirty_to_ = std::max(dirty_to_, ink.y + ink.height);
        }
    }
    return &inks_.emplace(key, ink).first->second;
}

void GlyphAtlas::bind() {
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, texture_);
    if (dirty_to_ <= dirty_from_)
        return;
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, dirty_from_, side_, dirty_to_ - dirty_from_, GL_RED,
                    GL_UNSIGNED_BYTE,
                    &pixels_[static_cast<std::size_t>(dirty_from_) * static_cast<std::size_t>(side_)]);
    dirty_from_ = dirty_to_ = 0;
}

} // namespace convlens::gl
