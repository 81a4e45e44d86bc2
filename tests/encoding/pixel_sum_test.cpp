// The checksum of rows of pixels against zlib's of their bytes.
#include "encoding/pixel_sum.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <random>
#include <vector>

namespace convlens {
namespace {

uint32_t by_zlib(uint32_t before, const std::vector<uint32_t>& row, int samples) {
    std::vector<uint8_t> bytes{0};
    for (const uint32_t pixel : row)
        for (int sample = 0; sample < samples; ++sample)
            bytes.push_back(static_cast<uint8_t>(sample == 3 ? pixel >> 24 : pixel >> (16 - 8 * sample)));
    return static_cast<uint32_t>(adler32(before, bytes.data(), static_cast<uInt>(bytes.size())));
}

TEST(PixelSum, is_zlibs) {
    std::mt19937 random(3);
    for (int width = 1; width < 120; ++width)
        for (const int samples : {3, 4}) {
            uint32_t ours = 1, zlibs = 1;
            for (int y = 0; y < 6; ++y) {
                std::vector<uint32_t> row(static_cast<std::size_t>(width));
                for (uint32_t& pixel : row)
                    pixel = static_cast<uint32_t>(random()) & (samples == 4 ? 0xFFFFFFFFU : 0xFFFFFFU);
                ours = adler_with_row(ours, row, samples);
                zlibs = by_zlib(zlibs, row, samples);
                ASSERT_EQ(ours, zlibs) << width << " pixels of " << samples << ", row " << y;
            }
        }
}

/// Where sums are largest.
TEST(PixelSum, of_the_widest_white_row_is_zlibs) {
    for (const std::size_t width : {16384U, 16383U, 9001U}) {
        const std::vector<uint32_t> opaque(width, 0xFFFFFFFFU), white(width, 0xFFFFFFU);
        EXPECT_EQ(adler_with_row(0xFFF0FFF0U, opaque, 4), by_zlib(0xFFF0FFF0U, opaque, 4)) << width;
        EXPECT_EQ(adler_with_row(1, white, 3), by_zlib(1, white, 3)) << width;
    }
}

} // namespace
} // namespace convlens
