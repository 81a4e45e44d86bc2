// Numbers and names as people write them.
#include "scene/words/notation.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(Notation, whole_numbers_have_no_point) {
    EXPECT_EQ(number_text(13), "13");
    EXPECT_EQ(number_text(-2), "−2");
    EXPECT_EQ(number_text(0), "0");
    EXPECT_EQ(number_text(-0.0), "0");
}

TEST(Notation, fractions_are_rounded_and_trimmed) {
    EXPECT_EQ(number_text(1.6666, 2), "1.67");
    EXPECT_EQ(number_text(1.5, 2), "1.5");
    EXPECT_EQ(number_text(1.6666, 4), "1.6666");
    EXPECT_EQ(number_text(0.16666), "0.167");
}

TEST(Notation, names) {
    EXPECT_EQ(element_name('x', {1, 2}), "x₁₂");
    EXPECT_EQ(element_name('w', {10, 2}), "w₁₀\u2009₂");
    EXPECT_EQ(element_brackets('y', {1, 2}), "y[1,2]");
    EXPECT_EQ(size_text({5, 4}), "5 × 4");
    EXPECT_EQ(spatial_indices(23, {1, 2, 3, 4}, 2), (Sizes{2, 3}));
}

} // namespace
} // namespace convlens
