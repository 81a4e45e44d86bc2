// Unhinted outlines at their true advances, placed to a quarter of a pixel across, as every backend places
// them.
#include "output/painter/glyph_cache.h"

#include "output/placed_label.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr float largest_size = 2000;         // px; a label beyond has no place on any picture
constexpr std::size_t max_bytes = 16U << 20; // a growing caption has a bitmap for each size it passes through

uint32_t size_in_64ths(float size) {
    return static_cast<uint32_t>(std::lround(std::clamp(size, 0.0F, largest_size) * 64));
}

} // namespace

GlyphCache::Bitmap GlyphCache::rasterised(const Glyph& glyph, uint32_t quarter) {
    Bitmap bitmap;
    auto* face = static_cast<FT_Face>(typesetter_.freetype_face(glyph.font));
    if (FT_Set_Char_Size(face, static_cast<FT_F26Dot6>(size_in_64ths(glyph.size)), 0, 72, 72) != 0 ||
        FT_Load_Glyph(face, glyph.index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
        face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
        return bitmap;
    FT_Outline& outline = face->glyph->outline;
    FT_Outline_Translate(&outline, FT_Pos{quarter} * 16, 0);
    FT_BBox box;
    FT_Outline_Get_CBox(&outline, &box);
    const auto floor64 = [](FT_Pos v) { return static_cast<int>(v >> 6); };
    const auto ceil64 = [](FT_Pos v) { return static_cast<int>((v + 63) >> 6); };
    bitmap.left = floor64(box.xMin);
    bitmap.top = -ceil64(box.yMax);
    bitmap.width = ceil64(box.xMax) - floor64(box.xMin);
    bitmap.height = ceil64(box.yMax) - floor64(box.yMin);
    bitmap.coverage.resize(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height));
    if (bitmap.coverage.empty())
        return bitmap;
    FT_Outline_Translate(&outline, -(box.xMin & ~FT_Pos{63}), -(box.yMin & ~FT_Pos{63}));
    FT_Bitmap target{};
    target.rows = static_cast<unsigned>(bitmap.height);
    target.width = static_cast<unsigned>(bitmap.width);
    target.pitch = bitmap.width;
    target.buffer = bitmap.coverage.data();
    target.num_grays = 256;
    target.pixel_mode = FT_PIXEL_MODE_GRAY;
    FT_Outline_Get_Bitmap(face->glyph->library, &outline, &target);
    return bitmap;
}

const GlyphCache::Bitmap& GlyphCache::bitmap(const Glyph& glyph, uint32_t quarter) {
    const uint64_t key = uint64_t{glyph.font} << 48 | uint64_t{glyph.index & 0xFFFFFFU} << 24 |
                         uint64_t{size_in_64ths(glyph.size)} << 2 | quarter;
    const auto known = bitmaps_.find(key);
    if (known != bitmaps_.end())
        return known->second;
    if (bytes_ > max_bytes) {
        bitmaps_.clear();
        bytes_ = 0;
    }
    Bitmap fresh = rasterised(glyph, quarter);
    bytes_ += fresh.coverage.size();
    return bitmaps_.emplace(key, std::move(fresh)).first->second;
}

void GlyphCache::draw(const Label& label, PixelCanvas& canvas) {
    const std::optional<PlacedLabel> place = placed(typesetter_, label);
    if (!place)
        return;
    const auto& [layout, origin] = *place;
    if (!(std::abs(origin.x) < 1e6F && std::abs(origin.y) < 1e6F))
        return;
    const uint32_t ink = premultiplied(label.color);
    const PixelRect& clip = canvas.clip();
    for (const Glyph& glyph : layout.glyphs) {
        const auto quarters = static_cast<int>(std::lround((origin.x + glyph.x) * 4));
        const Bitmap& bits = bitmap(glyph, static_cast<uint32_t>(quarters & 3));
        const int left = (quarters >> 2) + bits.left;
        const int top = static_cast<int>(std::lround(origin.y + glyph.y)) + bits.top;
        const PixelRect part = intersected({left, top, left + bits.width, top + bits.height}, clip);
        for (int y = part.y0; y < part.y1; ++y) {
            const uint8_t* from =
                bits.coverage.data() + static_cast<std::ptrdiff_t>(y - top) * bits.width - left;
            uint32_t* to = canvas.row(y);
            for (int x = part.x0; x < part.x1; ++x)
                if (from[x] != 0)
                    to[x] = over(scaled(ink, from[x]), to[x]);
        }
    }
}

} // namespace convlens
