// Whatever is added stays covered, and far parts stay apart.
#include "picture/dirty_parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace convlens {
namespace {

bool contains(const PixelRect& a, const PixelRect& b) {
    return a.x0 <= b.x0 && a.y0 <= b.y0 && a.x1 >= b.x1 && a.y1 >= b.y1;
}

TEST(DirtyParts, cover_all_that_was_added) {
    std::mt19937_64 random(3);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<uint64_t>(n)); };
    for (int round = 0; round < 300; ++round) {
        DirtyParts dirty;
        std::vector<PixelRect> added;
        for (int i = 0; i < 40; ++i) {
            const int x = below(1000);
            const int y = below(600);
            added.push_back({x, y, x + below(round + 2), y + below(80)});
            dirty.add(added.back());
        }
        EXPECT_LE(dirty.parts().size(), DirtyParts::max_parts);
        for (const PixelRect& rect : added) {
            const bool covered = std::any_of(dirty.parts().begin(), dirty.parts().end(),
                                             [&](const PixelRect& part) { return contains(part, rect); });
            EXPECT_TRUE(covered || rect.empty()) << "round " << round;
        }
    }
}

TEST(DirtyParts, far_parts_stay_apart_and_near_ones_join) {
    DirtyParts dirty;
    dirty.add({0, 0, 20, 20});
    dirty.add({900, 500, 920, 520});
    EXPECT_EQ(dirty.parts().size(), 2U);
    dirty.add({10, 10, 30, 30});
    EXPECT_EQ(dirty.parts().size(), 2U);
    EXPECT_EQ(dirty.all(), (PixelRect{0, 0, 920, 520}));
}

TEST(DirtyParts, nothing_added_is_nothing) {
    DirtyParts dirty;
    dirty.add({5, 5, 5, 9});
    EXPECT_TRUE(dirty.parts().empty());
    EXPECT_TRUE(dirty.all().empty());
}

} // namespace
} // namespace convlens
