// The colours of a GIF, fixed before the first frame, and which of them a pixel takes. Knows colours only.
#pragma once

#include "picture/geometry.h"

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace convlens {

/// Every ink and ground exactly, and between the two of a pair as many steps as there is room for: what
/// anti-aliasing mixes. The same pixel takes the same entry in every frame, so nothing flickers. Not
/// thread-safe (a cache).
class Palette {
public:
    static constexpr std::size_t max_colors = 255; // one of GIF's 256 means "unchanged"

    explicit Palette(std::span<const std::pair<Color, Color>> palette_pairs);

    std::span<const Color> colors() const { return colors_; }
    /// The nearest entry to 0x00RRGGBB; what is above these bits is ignored.
    uint8_t nearest(uint32_t pixel) {
        const uint32_t rgb = pixel & 0xFFFFFF;
        const Known& known = cache_[slot_of(rgb)];
        return known.rgb == rgb ? known.entry : look_up(rgb);
    }

private:
    struct Known {
        uint32_t rgb = UINT32_MAX; // no pixel
        uint8_t entry = 0;
    };
    static constexpr int cache_bits = 13;
    static std::size_t slot_of(uint32_t rgb) { return (rgb * 0x9E3779B1U) >> (32 - cache_bits); }
    uint8_t look_up(uint32_t rgb);
    const std::vector<uint8_t>& candidates(Color color);

    std::vector<Color> colors_;
    // Colour space in cubes of 16 levels a side; which entries can be the nearest to a colour within. Found
    // on first use, for pictures touch few cubes.
    std::array<std::vector<uint8_t>, std::size_t{16} * 16 * 16> candidates_;
    std::array<Known, 1 << cache_bits> cache_;
};

} // namespace convlens
