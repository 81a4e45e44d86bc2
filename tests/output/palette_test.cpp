// Palettes hold what anti-aliasing mixes of the given pairs.
#include "output/gif/palette.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace convlens {
namespace {

uint32_t bits_of(Color color) {
    return static_cast<uint32_t>(color.r) << 16 | static_cast<uint32_t>(color.g) << 8 | color.b;
}
int worst_channel(Color a, Color b) {
    return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
}

TEST(Palette, inks_and_grounds_are_exact) {
    std::vector<std::pair<Color, Color>> palette_pairs;
    for (uint32_t i = 0; i < 60; ++i)
        palette_pairs.emplace_back(rgb(0x123456 + i * 0x030507), rgb(0xFEDCBA - i * 0x020103));
    Palette palette(palette_pairs);
    for (const auto& [ink, ground] : palette_pairs)
        for (const Color color : {ink, ground})
            EXPECT_EQ(palette.colors()[palette.nearest(bits_of(color))], color) << std::hex << bits_of(color);
    EXPECT_LE(palette.colors().size(), Palette::max_colors);
}

TEST(Palette, steps_between_ink_and_ground_are_near) {
    const Color ink = rgb(0x202020), ground = rgb(0xFFFFFF);
    Palette palette(std::vector<std::pair<Color, Color>>{{ink, ground}});
    for (int step = 0; step <= 255; ++step) {
        const Color color = mixed(ground, ink, static_cast<float>(step) / 255);
        EXPECT_LE(worst_channel(color, palette.colors()[palette.nearest(bits_of(color))]), 16) << step;
    }
}

TEST(Palette, a_long_way_gets_more_steps_than_a_short_one) {
    const Color black = rgb(0), white = rgb(0xFFFFFF), red = rgb(0xA00000), redder = rgb(0xE00000);
    const Palette palette(std::vector<std::pair<Color, Color>>{{black, white}, {red, redder}});
    const auto grey = std::count_if(palette.colors().begin(), palette.colors().end(),
                                    [](Color color) { return color.r == color.g; });
    EXPECT_GT(grey, 2 * (static_cast<std::ptrdiff_t>(palette.colors().size()) - grey));
}

TEST(Palette, too_many_inks_fill_the_table_and_stay_near) {
    std::vector<std::pair<Color, Color>> palette_pairs;
    for (uint32_t i = 0; i < 400; ++i)
        palette_pairs.emplace_back(rgb(i * 0x9E3779U & 0xFFFFFF), rgb(i * 0x85EBCAU & 0xFFFFFF));
    Palette palette(palette_pairs);
    EXPECT_EQ(palette.colors().size(), Palette::max_colors);
    EXPECT_LT(palette.nearest(0x808080), Palette::max_colors);
}

TEST(Palette, alpha_is_ignored_and_the_answer_is_the_same_again) {
    Palette palette(
        std::vector<std::pair<Color, Color>>{{rgb(0x202020), rgb(0xF0F0F0)}, {rgb(0xC02040), rgb(0x40A0D0)}});
    std::vector<uint8_t> first;
    for (uint32_t rgb_bits = 0; rgb_bits < 0x1000000; rgb_bits += 0x010307)
        first.push_back(palette.nearest(rgb_bits));
    std::size_t at = 0;
    for (uint32_t rgb_bits = 0; rgb_bits < 0x1000000; rgb_bits += 0x010307)
        ASSERT_EQ(palette.nearest(0xFF000000U | rgb_bits), first[at++]) << std::hex << rgb_bits;
}

TEST(Palette, no_entry_is_nearer_than_the_one_given) {
    std::vector<std::pair<Color, Color>> palette_pairs;
    for (uint32_t i = 0; i < 20; ++i)
        palette_pairs.emplace_back(rgb(i * 0x2F3779U & 0xFFFFFF), rgb(0xFFFFFF));
    Palette palette(palette_pairs);
    // The distance that the palette is made by: 3, 4, 2 times the squares.
    const auto distance = [](Color a, Color b) {
        const int red = a.r - b.r, green = a.g - b.g, blue = a.b - b.b;
        return 3 * red * red + 4 * green * green + 2 * blue * blue;
    };
    for (uint32_t rgb_bits = 0; rgb_bits < 0x1000000; rgb_bits += 0x0101F3) {
        const Color color = rgb(rgb_bits);
        int least = INT32_MAX;
        for (const Color entry : palette.colors())
            least = std::min(least, distance(color, entry));
        ASSERT_EQ(distance(color, palette.colors()[palette.nearest(rgb_bits)]), least)
            << std::hex << rgb_bits;
    }
}

TEST(Palette, no_inks) {
    Palette palette({});
    EXPECT_EQ(palette.colors()[palette.nearest(0x111111)], rgb(0));
    EXPECT_EQ(palette.colors()[palette.nearest(0xEEEEEE)], rgb(0xFFFFFF));
}

} // namespace
} // namespace convlens
