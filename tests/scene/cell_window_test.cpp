// The part of a matrix around a cell.
#include "scene/base/cell_window.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(CellWindow, holds_its_rows_and_columns) {
    const CellWindow window{3, 2, 5, 4};
    EXPECT_EQ(window.end_row(), 5);
    EXPECT_EQ(window.end_column(), 9);
    EXPECT_TRUE(window.has(3, 5) && window.has(4, 8));
    EXPECT_FALSE(window.has(5, 8) || window.has(4, 9) || window.has(2, 5) || window.has(3, 4));
}

TEST(CellWindow, intersections_are_what_both_have) {
    const CellWindow a{3, 4, 5, 4}, b{5, 9, 0, 7};
    EXPECT_EQ(intersected(a, b), (CellWindow{5, 2, 5, 2}));
    EXPECT_EQ(intersected(b, a), intersected(a, b));
    EXPECT_TRUE(intersected(a, {0, 3, 5, 4}).empty()) << "they touch";
    EXPECT_TRUE(intersected(a, {0, 99, 20, 4}).empty());
}

TEST(CellWindow, the_place_is_always_among_those_that_are_shown) {
    for (int64_t all = 1; all < 30; ++all)
        for (int64_t shown = 1; shown <= all; ++shown)
            for (int64_t before = 0; 2 * before < shown; ++before)
                for (int64_t page = 1; page <= shown - 2 * before; ++page)
                    for (int64_t at = 0; at < all; ++at) {
                        const int64_t start = window_start(at, shown, all, page, before);
                        ASSERT_GE(start, 0);
                        ASSERT_LE(start + shown, all);
                        ASSERT_TRUE(at >= start && at < start + shown)
                            << at << " of " << all << ", " << shown << " shown from " << start;
                    }
}

TEST(CellWindow, stays_while_a_page_goes_by) {
    for (int64_t at = 8; at < 12; ++at)
        EXPECT_EQ(window_start(at, 6, 40, 4, 1), 7);
    EXPECT_EQ(window_start(12, 6, 40, 4, 1), 11);
    EXPECT_EQ(window_start(0, 6, 40, 4, 1), 0) << "there is nothing before the first";
    EXPECT_EQ(window_start(39, 6, 40, 4, 1), 34) << "nor behind the last";
    EXPECT_EQ(window_start(3, 9, 5), 0) << "all have room";
}

} // namespace
} // namespace convlens
