// Pictures in colour at other sizes, and their colours.
#include "picture/photo.h"

#include "picture/frame_changes.h"
#include "picture/scaled_frame.h"
#include "support/photos.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <cmath>

namespace convlens {
namespace {

using test::photo_pixels;

int channel(uint32_t pixel, int shift) {
    return static_cast<int>(pixel >> shift & 255U);
}

TEST(Photo, at_its_own_size_it_is_as_it_is) {
    const auto pixels = photo_pixels(23, 17);
    EXPECT_EQ(resampled(*pixels, 23, 17, {0, 0, 23, 17}), pixels->colors);
}

TEST(Photo, a_part_is_the_same_as_in_the_whole) {
    const auto pixels = photo_pixels(40, 30);
    for (const auto& [width, height] : {std::pair{13, 50}, {90, 11}, {40, 30}}) {
        const auto whole = resampled(*pixels, width, height, {0, 0, width, height});
        const PixelRect part{width / 4, height / 3, width - 2, height - 1};
        const auto some = resampled(*pixels, width, height, part);
        ASSERT_EQ(some.size(), static_cast<std::size_t>(part.width() * part.height()));
        for (int y = part.y0; y < part.y1; ++y)
            for (int x = part.x0; x < part.x1; ++x)
                ASSERT_EQ(some[static_cast<std::size_t>((y - part.y0) * part.width() + x - part.x0)],
                          whole[static_cast<std::size_t>(y * width + x)])
                    << x << "," << y;
    }
}

TEST(Photo, smaller_is_an_average_and_larger_lies_between) {
    PhotoPixels stripes{100, 1, {}};
    for (int i = 0; i < 100; ++i)
        stripes.colors.push_back(i % 2 == 0 ? 0xFF000000U : 0xFFFFFFFFU);
    for (const uint32_t pixel : resampled(stripes, 10, 1, {1, 0, 9, 1})) // far from the edges
        EXPECT_NEAR(channel(pixel, 0), 127.5, 2);
    const PhotoPixels two{2, 1, {0xFF000000U, 0xFFFFFFFFU}};
    const auto ramp = resampled(two, 20, 1, {0, 0, 20, 1});
    for (std::size_t i = 1; i < ramp.size(); ++i)
        EXPECT_GE(channel(ramp[i], 8), channel(ramp[i - 1], 8));
    EXPECT_EQ(channel(ramp.front(), 8), 0);
    EXPECT_EQ(channel(ramp.back(), 8), 255);
    EXPECT_NEAR(channel(ramp[10], 8), 140, 10);
}

TEST(Photo, has_no_ink_without_pixels_or_place) {
    EXPECT_FALSE(pixel_place({{{0, 0}, {10, 10}}, nullptr}));
    EXPECT_FALSE(pixel_place({{{0, 0}, {10, 10}}, std::make_shared<PhotoPixels>()}));
    EXPECT_FALSE(pixel_place({{{10, 0}, {0, 10}}, photo_pixels(3, 3)}));
    EXPECT_FALSE(pixel_place({{{NAN, 0}, {NAN, 10}}, photo_pixels(3, 3)}));
    EXPECT_EQ(pixel_place({{{0.6F, 2.4F}, {10.2F, 9.5F}}, photo_pixels(3, 3)}), (PixelRect{1, 2, 10, 10}));
    const PhotoPixels few{100, 100, {1, 2, 3}}; // fewer than it says
    EXPECT_TRUE(resampled(few, 10, 10, {0, 0, 10, 10}).empty());
}

TEST(Photo, has_a_bounded_image_for_formats_that_scale) {
    const PhotoPixels image = image_of({{{0, 0}, {20, 1e6F}}, photo_pixels(300, 50)});
    EXPECT_EQ(image.width, 40);
    EXPECT_EQ(image.height, 50);
    EXPECT_EQ(image.colors.size(), 2000U);
}

TEST(Photo, is_dumped_picked_and_scaled_like_the_others) {
    Frame frame;
    frame.size = {100, 80};
    const auto pixels = photo_pixels(6, 4);
    frame.items = {{Photo{{{10, 20}, {70, 60}}, pixels}, {5, 7}, -1}};
    EXPECT_NE(dump(frame).find("\nphoto 6x4 10,20 70,60 tag 5:7\n"), std::string::npos) << dump(frame);
    EXPECT_EQ(pick(frame, {11, 21}), (Tag{5, 7}));
    EXPECT_EQ(pick(frame, {71, 21}), (Tag{}));
    EXPECT_EQ(cell_of(frame, {5, 7}, {})->origin, (Vec2{10, 20}));
    EXPECT_EQ(std::get<Photo>(scaled(frame, 0.5F).items[0].shape).place, (Rect{{5, 10}, {35, 30}}));
    Typesetter typesetter(test::system_fonts());
    EXPECT_TRUE(bounds(frame.items[0], frame, typesetter).contains({10, 20}));
    FrameChanges changes({0, 0, 100, 80});
    changes.take(frame, typesetter);
    EXPECT_TRUE(changes.take(frame, typesetter)->parts().empty());
    std::get<Photo>(frame.items[0].shape).pixels = photo_pixels(6, 4); // others, though alike
    EXPECT_FALSE(changes.take(frame, typesetter)->parts().empty());
}

TEST(Photo, main_colors_are_near_to_all) {
    const auto pixels = photo_pixels(64, 64);
    const std::vector<Color> colors = main_colors(*pixels, 64);
    EXPECT_LE(colors.size(), 64U);
    int farthest = 0;
    for (const uint32_t pixel : pixels->colors) {
        int nearest = 1000;
        for (const Color c : colors)
            nearest = std::min(
                nearest, std::max({std::abs(channel(pixel, 16) - c.r), std::abs(channel(pixel, 8) - c.g),
                                   std::abs(channel(pixel, 0) - c.b)}));
        farthest = std::max(farthest, nearest);
    }
    EXPECT_LT(farthest, 48);
    EXPECT_EQ(main_colors({1, 1, {0xFF102030U}}, 8), std::vector<Color>{rgb(0x102030)});
    EXPECT_TRUE(main_colors({}, 8).empty());
}

} // namespace
} // namespace convlens
