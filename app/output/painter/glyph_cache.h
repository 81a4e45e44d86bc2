// Glyphs as coverage, rasterised once per font, size and quarter of a pixel.
#pragma once

#include "output/painter/pixel_canvas.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace convlens {

class GlyphCache {
public:
    explicit GlyphCache(Typesetter& typesetter) : typesetter_(typesetter) {}

    /// Draws a label. Baselines lie on whole pixels: that keeps the feet of digits sharp.
    void draw(const Label& label, PixelCanvas& canvas);

private:
    struct Bitmap {
        int left = 0, top = 0; // of the first pixel from the pen, y down
        int width = 0, height = 0;
        std::vector<uint8_t> coverage;
    };

    const Bitmap& bitmap(const Glyph& glyph, uint32_t quarter);
    Bitmap rasterised(const Glyph& glyph, uint32_t quarter);

    Typesetter& typesetter_;
    std::unordered_map<uint64_t, Bitmap> bitmaps_;
    std::size_t bytes_ = 0;
};

} // namespace convlens
