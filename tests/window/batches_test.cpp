// Batches join what may be joined and keep painter's order where things overlap.
#include "window/gl/batches.h"

#include <gtest/gtest.h>

#include <random>

namespace convlens::gl {
namespace {

Rect cell(int x, int y) {
    const Vec2 corner{static_cast<float>(x * 40), static_cast<float>(y * 40)};
    return {corner, corner + Vec2{39, 39}};
}

TEST(Batches, cells_and_their_digits_need_two_draws) {
    Batches batches;
    batches.begin({400, 400});
    for (int i = 0; i < 100; ++i) {
        append(batches.batch_for(Kind::box, -1, cell(i % 10, i / 10)), i);
        append(batches.batch_for(Kind::glyph, -1, inset(cell(i % 10, i / 10), 12)), i);
    }
    EXPECT_EQ(batches.all().size(), 2U);
}

TEST(Batches, another_clip_or_a_raster_starts_another_batch) {
    Batches batches;
    batches.begin({400, 400});
    batches.batch_for(Kind::box, -1, cell(0, 0));
    batches.batch_for(Kind::box, 0, cell(1, 0));
    batches.batch_for(Kind::raster, -1, cell(2, 0));
    batches.batch_for(Kind::raster, -1, cell(3, 0));
    EXPECT_EQ(batches.all().size(), 4U);
}

TEST(Batches, overlapping_items_keep_their_order) {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        std::mt19937 random(seed);
        Batches batches;
        batches.begin({300, 200});
        std::vector<Rect> rects;
        for (int i = 0; i < 200; ++i) {
            const Vec2 corner{static_cast<float>(random() % 300), static_cast<float>(random() % 200)};
            const Vec2 size{static_cast<float>(1 + random() % 60), static_cast<float>(1 + random() % 60)};
            rects.push_back({corner, corner + size});
            append(batches.batch_for(static_cast<Kind>(random() % 3), -1, rects.back()), i);
        }
        std::vector<int> order;
        for (const Batch& batch : batches.all())
            for (std::size_t at = 0; at < batch.data.size(); at += sizeof(int)) {
                int item = 0;
                std::memcpy(&item, batch.data.data() + at, sizeof item);
                order.push_back(item);
            }
        ASSERT_EQ(order.size(), rects.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            for (std::size_t j = i + 1; j < order.size(); ++j)
                if (!intersected(rects[static_cast<std::size_t>(order[i])],
                                 rects[static_cast<std::size_t>(order[j])])
                         .empty()) {
                    ASSERT_LT(order[i], order[j]) << "seed " << seed;
                }
    }
}

} // namespace
} // namespace convlens::gl
