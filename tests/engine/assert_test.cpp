// The engine's assertions stay on in the programs of those who define NDEBUG.
#ifndef NDEBUG
#define NDEBUG
#endif
#include "convlens/convlens.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(Assert, holds_whatever_ndebug_says) {
    int evaluations = 0;
    CONVLENS_ASSERT(++evaluations == 1);
    EXPECT_EQ(evaluations, 1);
    EXPECT_DEATH(CONVLENS_ASSERT(evaluations == 2),
                 "assert_test.cpp:[0-9]+: assertion failed: evaluations == 2");
}

TEST(Assert, holds_in_inline_functions_of_public_headers) {
    Sizes full = Sizes::filled(Sizes::capacity, 1);
    EXPECT_DEATH(full.push_back(1), "assertion failed: count_ < capacity");
}

} // namespace
} // namespace convlens
