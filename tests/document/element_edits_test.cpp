// Edits as a value: copies are independent whatever they share.
#include "document/element_edits.h"

#include <gtest/gtest.h>

#include <cmath>

namespace convlens {
namespace {

TEST(ElementEdits, are_independent_of_their_copies) {
    ElementEdits one;
    one[{0, 0, 1}] = 5;
    ElementEdits other = one;
    EXPECT_EQ(other, one);
    EXPECT_EQ(&*other.begin(), &*one.begin()) << "a copy costs nothing";
    other[{0, 0, 2}] = 7;
    EXPECT_EQ(one.size(), 1U);
    EXPECT_EQ(other.size(), 2U);
    EXPECT_FALSE(other == one);
    other.clear();
    EXPECT_TRUE(other.empty());
    EXPECT_EQ(one.at({0, 0, 1}), 5);
}

TEST(ElementEdits, are_compared_by_content) {
    ElementEdits one{{{0, 0}, NAN}, {{0, 1}, 2}}, other;
    other.put_last({0, 0}, NAN);
    other.put_last({0, 1}, 1);
    EXPECT_FALSE(one == other);
    other.put_last({0, 1}, 2);
    EXPECT_EQ(one, other);
    EXPECT_EQ(ElementEdits(), ElementEdits(ElementEdits::Map()));
    EXPECT_FALSE(one == ElementEdits());
    EXPECT_EQ(one.find({1, 1}), one.end());
}

} // namespace
} // namespace convlens
