// Decoded images become pictures in colour.
#include "scene/base/photo.h"

#include "input/limits.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>

namespace convlens {
namespace {

TEST(PhotoOfImage, has_the_images_colors) {
    const Image grey{2, 1, 1, {0, 200}};
    EXPECT_EQ(photo_of(grey)->colors, (std::vector<uint32_t>{0xFF000000U, 0xFFC8C8C8U}));
    const Image colored{1, 2, 3, {1, 2, 3, 250, 128, 0}};
    EXPECT_EQ(photo_of(colored)->colors, (std::vector<uint32_t>{0xFF010203U, 0xFFFA8000U}));
    const std::array<uint16_t, 3> samples{0x1234, 0xFFFF, 0x00FF};
    Image deep{1, 1, 3, std::vector<uint8_t>(sizeof samples), 16};
    std::memcpy(deep.pixels.data(), samples.data(), sizeof samples);
    EXPECT_EQ(photo_of(deep)->colors, std::vector<uint32_t>{0xFF12FF00U});
}

TEST(PhotoOfImage, is_reduced_to_the_limit) {
    Image image{3001, 2001, 1, {}};
    image.pixels.assign(std::size_t{3001} * 2001, 7);
    image.pixels[0] = 11; // a square of four has the mean
    const auto photo = photo_of(image);
    EXPECT_LE(int64_t{photo->width} * photo->height, limits::photo_pixels);
    EXPECT_EQ(photo->width, 1501);
    EXPECT_EQ(photo->height, 1001);
    EXPECT_EQ(photo->colors.size(), std::size_t{1501} * 1001);
    EXPECT_EQ(photo->colors.front(), 0xFF080808U);
    EXPECT_EQ(photo->colors.back(), 0xFF070707U);
}

} // namespace
} // namespace convlens
