// The rule by which lenses choose the part that they show.
#include "scene/base/shown_part.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

bool has(int64_t start, int64_t room, const Places& places) {
    return places.first >= start && places.last < start + room;
}

TEST(ShownPart, the_largest_that_has_room_is_wholly_shown) {
    for (int64_t all = 1; all <= 14; ++all)
        for (int64_t room = 1; room <= all; ++room)
            for (int64_t first = 0; first < all; ++first)
                for (int64_t last = first; last < all; ++last)
                    for (int64_t at = first; at <= last; ++at)
                        for (const Margin margin : {Margin{}, Margin{0, 1}, Margin{2, 2}, Margin{9, 9}}) {
                            const LitPlaces lit{{first, last}, {at, std::min(at + 1, last)}, {at, at}};
                            const int64_t start = part_start(room, all, lit, margin);
                            ASSERT_GE(start, 0);
                            ASSERT_LE(start + room, all);
                            for (const Places& places : lit)
                                if (places.count() <= room) {
                                    ASSERT_TRUE(has(start, room, places))
                                        << places.first << " to " << places.last << " of " << all << ", "
                                        << room << " shown from " << start;
                                    break;
                                }
                        }
}

TEST(ShownPart, as_much_as_possible_of_what_has_no_room) {
    EXPECT_EQ(part_start(6, 20, {{8, 15}, {8, 9}}), 8) << "nothing before it";
    EXPECT_EQ(part_start(6, 20, {{8, 15}, {14, 15}}), 10) << "nothing behind it";
    EXPECT_EQ(part_start(3, 20, {{8, 15}, {10, 14}}), 10) << "the beginning of the smallest";
}

TEST(ShownPart, stays_while_it_has_room) {
    for (int64_t at = 0; at < 4; ++at)
        EXPECT_EQ(part_start(6, 40, {{at, at + 2}}), 0);
    EXPECT_EQ(part_start(6, 40, {{4, 6}}), 4);
    EXPECT_EQ(part_start(6, 40, {{4, 6}}, {0, 1}), 3) << "what comes next is shown too";
    EXPECT_EQ(part_start(7, 40, {{20, 20}}, {3, 3}), 17) << "in the middle";
    EXPECT_EQ(part_start(9, 5, {{3, 3}}), 0) << "all have room";
    EXPECT_EQ(part_start(3, 9, {}), 0) << "nothing is lit";
}

} // namespace
} // namespace convlens
