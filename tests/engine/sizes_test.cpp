// Lists of numbers, and flat indices as coordinates and back.
#include "convlens/sizes.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(Sizes, compare_by_their_numbers_only) {
    Sizes sizes{1, 2};
    sizes.push_back(3);
    EXPECT_EQ(sizes, (Sizes{1, 2, 3}));
    EXPECT_NE(sizes, (Sizes{1, 2, 3, 0}));
    EXPECT_EQ(sizes.product(), 6);
    EXPECT_EQ(Sizes().product(), 1);
}

TEST(Sizes, flat_indices_go_by_rows) {
    EXPECT_EQ(unravel_index(17, {2, 3, 4}), (Sizes{1, 1, 1}));
    EXPECT_EQ(ravel_index({1, 1, 1}, {2, 3, 4}), 17);
    EXPECT_EQ(unravel_index(0, {}), Sizes());
    EXPECT_EQ(ravel_index({}, {}), 0);
}

TEST(Sizes, unravel_and_ravel_are_inverse) {
    const Sizes shape{2, 1, 3, 4, 5};
    Sizes index = Sizes::filled(shape.size(), 0);
    for (int64_t flat = 0; flat < shape.product(); ++flat) {
        ASSERT_EQ(unravel_index(flat, shape), index) << flat;
        ASSERT_EQ(ravel_index(index, shape), flat);
        for (std::size_t axis = shape.size(); axis-- > 0;) { // counts on by one
            if (++index[axis] < shape[axis])
                break;
            index[axis] = 0;
        }
    }
}

} // namespace
} // namespace convlens
