// The writer's files, decoded by giflib, against the pixels that went in.
#include "output/decode_gif.h"
#include "output/gif/gif.h"
#include "output/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace convlens {
namespace {

using test::decode_gif;
using test::DecodedGif;
using test::worst_channel;

const Color paper = rgb(0xFFFFFF), black = rgb(0x202020), blue = rgb(0x5F9FC4), red = rgb(0xC9305A);
const std::vector<std::pair<Color, Color>> palette_pairs{
    {black, paper}, {blue, paper}, {black, blue}, {red, blue}, {red, paper}};

uint32_t pixel_of(Color color) {
    return 0xFF000000U | static_cast<uint32_t>(color.r) << 16 | static_cast<uint32_t>(color.g) << 8 | color.b;
}

struct Picture {
    int width, height;
    std::vector<uint32_t> pixels;
    Picture(int width_, int height_, Color ground)
        : width(width_), height(height_),
          pixels(static_cast<std::size_t>(width_ * height_), pixel_of(ground)) {}
    PixelRect whole() const { return {0, 0, width, height}; }
    uint32_t& at(int x, int y) { return pixels[static_cast<std::size_t>(y * width + x)]; }
    // A disc whose edge is mixed as anti-aliasing does.
    void disc(float center_x, float center_y, float radius, Color ink, Color ground) {
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const float away =
                    std::hypot(static_cast<float>(x) - center_x, static_cast<float>(y) - center_y);
                const float cover = std::clamp(radius - away + 0.5F, 0.0F, 1.0F);
                if (cover > 0)
                    at(x, y) = pixel_of(mixed(ground, ink, cover));
            }
    }
};

struct Written {
    DecodedGif gif;
    std::vector<Color> colors;
    std::size_t bytes = 0;
};

Written write(const std::vector<Picture>& pictures, const std::vector<int64_t>& delays,
              const std::vector<std::pair<Color, Color>>& pairs = palette_pairs) {
    std::string file;
    GifWriter gif(pictures[0].width, pictures[0].height, pairs,
                  [&](std::string_view bytes) { file += bytes; });
    for (std::size_t i = 0; i < pictures.size(); ++i)
        gif.add(pictures[i].pixels, pictures[i].whole(), delays[i % delays.size()]);
    gif.finish();
    const test::TemporaryFolder folder;
    test::put_content(folder / "a.gif", file);
    return {decode_gif(folder / "a.gif"),
            {gif.palette().colors().begin(), gif.palette().colors().end()},
            file.size()};
}

// What the palette of the same palette_pairs makes of the pixels.
std::vector<uint32_t> as_in_palette(const std::vector<uint32_t>& pixels,
                                    const std::vector<std::pair<Color, Color>>& pairs = palette_pairs) {
    Palette palette(pairs);
    std::vector<uint32_t> result;
    for (const uint32_t pixel : pixels)
        result.push_back(pixel_of(palette.colors()[palette.nearest(pixel)]) & 0xFFFFFF);
    return result;
}

TEST(Gif, moving_pictures_come_back_as_quantised) {
    std::vector<Picture> pictures;
    for (int i = 0; i < 12; ++i) {
        Picture picture(97, 61, paper);
        picture.disc(30, 30, 25, blue, paper);
        picture.disc(30 + static_cast<float>(i) * 0.7F, 30, 8, red, blue);
        picture.disc(80, static_cast<float>(i) * 5, 6, black, paper);
        pictures.push_back(picture);
    }
    const Written written = write(pictures, {5});
    ASSERT_EQ(written.gif.pictures.size(), pictures.size());
    EXPECT_EQ(written.gif.loops, 0);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        EXPECT_EQ(written.gif.pictures[i].pixels, as_in_palette(pictures[i].pixels)) << "picture " << i;
        EXPECT_LE(worst_channel(written.gif.pictures[i].pixels, pictures[i].pixels), 20) << "picture " << i;
    }
}

TEST(Gif, noise_survives_full_code_tables) {
    std::mt19937 random(7);
    std::vector<Picture> pictures;
    for (int i = 0; i < 3; ++i) {
        Picture picture(300, 200, paper);
        for (uint32_t& pixel : picture.pixels)
            pixel =
                pixel_of(mixed(paper, random() % 2 ? black : red, static_cast<float>(random() % 101) / 100));
        // Long flat stretches after noise: a table that no longer fits.
        for (std::size_t at = 20000; at < 40000; ++at)
            picture.pixels[at] = pixel_of(blue);
        pictures.push_back(picture);
    }
    const Written written = write(pictures, {2});
    ASSERT_EQ(written.gif.pictures.size(), pictures.size());
    for (std::size_t i = 0; i < pictures.size(); ++i)
        EXPECT_EQ(written.gif.pictures[i].pixels, as_in_palette(pictures[i].pixels)) << "picture " << i;
}

// Every size of table, so every width that codes begin with.
TEST(Gif, few_colors_and_many) {
    for (int count = 1; count <= 300; count = count * 3 / 2 + 1) {
        std::vector<std::pair<Color, Color>> pairs;
        for (int i = 0; i < count; ++i) {
            const Color color = rgb(static_cast<uint32_t>(i) * 0x0A5B37U & 0xFFFFFF);
            pairs.emplace_back(color, color);
        }
        Picture first(40, 40, pairs[0].first), second = first;
        for (std::size_t at = 0; at < first.pixels.size(); ++at) {
            first.pixels[at] = pixel_of(pairs[at * at % pairs.size()].first);
            second.pixels[at] = pixel_of(pairs[at * 7 / 3 % pairs.size()].first);
        }
        const Written written = write({first, second}, {4}, pairs);
        EXPECT_LE(written.colors.size(), Palette::max_colors);
        EXPECT_EQ(written.gif.pictures.front().pixels, as_in_palette(first.pixels, pairs))
            << count << " colours";
        EXPECT_EQ(written.gif.pictures.back().pixels, as_in_palette(second.pixels, pairs))
            << count << " colours";
    }
}

TEST(Gif, one_pixel) {
    Picture first(1, 1, paper), second(1, 1, black);
    const Written written = write({first, second}, {3});
    ASSERT_EQ(written.gif.pictures.size(), 2U);
    EXPECT_EQ(written.gif.pictures[0].pixels[0], 0xFFFFFFU);
    EXPECT_EQ(written.gif.pictures[1].pixels[0], 0x202020U);
}

TEST(Gif, only_the_changed_rectangle_is_written) {
    Picture first(120, 90, paper), second = first;
    for (int x = 50; x < 60; ++x)
        second.at(x, 20) = pixel_of(black);
    second.at(70, 33) = pixel_of(red);
    const Written written = write({first, second}, {5});
    ASSERT_EQ(written.gif.pictures.size(), 2U);
    const DecodedGif::Picture& change = written.gif.pictures[1];
    EXPECT_THAT((std::vector{change.left, change.top, change.width, change.height}),
                testing::ElementsAre(50, 20, 21, 14));
}

TEST(Gif, what_changed_before_is_not_written_again) {
    std::mt19937 random(11);
    Picture first(200, 200, paper), second = first;
    for (uint32_t& pixel : second.pixels)
        pixel = pixel_of(random() % 2 ? black : red);
    Picture third = second; // its rectangle is the whole picture, nearly all of it as before
    third.at(0, 0) = third.at(199, 199) = pixel_of(blue);
    const std::size_t two = write({first, second}, {5}).bytes;
    EXPECT_GT(two, 4000U);
    EXPECT_LT(write({first, second, third}, {5}).bytes, two + 1000);
}

TEST(Gif, what_lies_outside_of_the_touched_rectangle_is_not_read) {
    Picture picture(20, 20, paper);
    std::string file;
    GifWriter gif(20, 20, palette_pairs, [&](std::string_view bytes) { file += bytes; });
    gif.add(picture.pixels, {}, 5); // the first is written whole, whatever is touched
    picture.at(3, 3) = picture.at(15, 15) = pixel_of(black);
    gif.add(picture.pixels, {10, 10, 30, 30}, 5);
    gif.finish();
    const test::TemporaryFolder folder;
    test::put_content(folder / "a.gif", file);
    const DecodedGif decoded = decode_gif(folder / "a.gif");
    ASSERT_EQ(decoded.pictures.size(), 2U);
    EXPECT_EQ(decoded.pictures[1].pixels[15 * 20 + 15], 0x202020U);
    EXPECT_EQ(decoded.pictures[1].pixels[3 * 20 + 3], 0xFFFFFFU);
}

TEST(Gif, pictures_that_do_not_differ_last_longer) {
    Picture first(30, 20, paper), second = first;
    second.disc(10, 10, 5, blue, paper);
    // The last one differs by less than the palette shows.
    Picture third = second;
    third.at(0, 0) = 0xFFFEFFFEU;
    const Written written = write({first, first, second, second, third}, {5, 6, 7, 8, 9});
    ASSERT_EQ(written.gif.pictures.size(), 2U);
    EXPECT_EQ(written.gif.pictures[0].delay, 11);
    EXPECT_EQ(written.gif.pictures[1].delay, 24);
}

TEST(Gif, a_duration_of_more_than_16_bits_is_kept) {
    Picture first(30, 20, paper), second(30, 20, black);
    const Written written = write({first, second}, {150000, 65535});
    int64_t sum = 0;
    for (const DecodedGif::Picture& picture : written.gif.pictures)
        sum += picture.delay;
    EXPECT_EQ(sum, 150000 + 65535);
    EXPECT_EQ(written.gif.pictures[2].pixels, as_in_palette(first.pixels));
    EXPECT_EQ(written.gif.pictures.back().pixels, as_in_palette(second.pixels));
}

} // namespace
} // namespace convlens
