// Glyphs as coverage in one texture, drawn by FreeType without hinting at the sizes that frames ask for.
#pragma once

#include "picture/typesetter.h"

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

namespace convlens::gl {

/// Where a glyph's ink lies.
struct GlyphInk {
    int x = 0, y = 0;          // its corner in the atlas, px
    int width = 0, height = 0; // px; 0: no ink
    int left = 0, top = 0;     // from the whole pixel of the pen to the corner, px, y down
};

/// Needs a current OpenGL context.
class GlyphAtlas {
public:
    GlyphAtlas();
    ~GlyphAtlas();
    GlyphAtlas(const GlyphAtlas&) = delete;
    GlyphAtlas& operator=(const GlyphAtlas&) = delete;

    /// A pen is on a quarter of a pixel along x: `quarter` 0 to 3. Null: the atlas is full, `clear` it.
    const GlyphInk* ink(Typesetter& typesetter, const Glyph& glyph, int quarter);
    /// Forgets all glyphs; a larger texture where the last frame alone did not fit.
    void clear(bool larger);
    /// Binds the texture to unit 0 and uploads what is new.
    void bind();

private:
    using Key = std::tuple<uint16_t, uint32_t, int, int>; // font, glyph, size in 1/64 px, quarter
    void allocate();
    bool place(GlyphInk& ink);

    uint32_t texture_ = 0;
    int side_ = 1024;
    std::vector<uint8_t> pixels_; // [side * side]
    std::map<Key, GlyphInk> inks_;
    int shelf_y_ = 0, shelf_height_ = 0, shelf_x_ = 0;
    int dirty_from_ = 0, dirty_to_ = 0; // rows
};

} // namespace convlens::gl
