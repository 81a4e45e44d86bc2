// Drawings to counts of ink, as the digits of the data were made.
#include "network/drawing.h"

#include <gtest/gtest.h>

#include <numeric>

namespace convlens {
namespace {

Drawing rectangle(int top, int left, int height, int width) {
    Drawing drawing;
    for (int y = top; y < top + height; ++y)
        for (int x = left; x < left + width; ++x)
            drawing.set_ink(y, x, true);
    return drawing;
}

float ink(const CountedDrawing& drawing) {
    return std::accumulate(drawing.x.data.begin(), drawing.x.data.end(), 0.0F);
}

TEST(Drawing, without_ink_is_all_zeros) {
    const CountedDrawing empty = counted(Drawing());
    EXPECT_EQ(empty.x.shape, (Sizes{1, 1, 8, 8}));
    EXPECT_EQ(ink(empty), 0);
    EXPECT_TRUE(empty.scaled.is_empty());
}

TEST(Drawing, fills_the_height_stays_in_shape_and_lies_in_the_middle) {
    for (const auto& [top, left] : {std::pair{0, 0}, std::pair{16, 20}, std::pair{7, 3}}) {
        const CountedDrawing one = counted(rectangle(top, left, 16, 4));
        EXPECT_EQ(one.bottom - one.top, 16);
        EXPECT_EQ(one.right - one.left, 4);
        EXPECT_EQ(one.scaled, rectangle(0, 12, 32, 8)) << top << " " << left;
        EXPECT_EQ(ink(one), 32 * 8);
        EXPECT_EQ(one.x[3], 16);
        EXPECT_EQ(one.x[2], 0);
    }
}

TEST(Drawing, that_is_broad_fills_the_width) {
    EXPECT_EQ(counted(rectangle(3, 3, 5, 20)).scaled, rectangle(12, 0, 8, 32));
}

TEST(Drawing, of_one_pixel_is_all_ink) {
    EXPECT_EQ(ink(counted(rectangle(31, 0, 1, 1))), 1024);
}

TEST(Drawing, counts_never_leave_0_to_16) {
    Drawing checkered;
    for (int y = 0; y < Drawing::side; ++y)
        for (int x = 0; x < Drawing::side; ++x)
            checkered.set_ink(y, x, (x * 7 + y * 5) % 3 == 0);
    const CountedDrawing result = counted(checkered);
    EXPECT_EQ(result.scaled, checkered);
    for (const float count : result.x.data) {
        EXPECT_GE(count, 0);
        EXPECT_LE(count, 16);
    }
}

} // namespace
} // namespace convlens
