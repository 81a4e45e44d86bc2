// When a file is due, by a clock of the test's own.
#include "window/session/autosave_rule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace convlens {
namespace {

TEST(AutosaveRule, half_a_second_after_a_change) {
    AutosaveRule rule;
    EXPECT_EQ(rule.due(), 0);
    rule.change(0);
    EXPECT_EQ(rule.due(), 0) << "there was none";
    rule.change(10);
    EXPECT_DOUBLE_EQ(rule.due(), 10.5);
    rule.change(10);
    EXPECT_DOUBLE_EQ(rule.due(), 10.5) << "the same one";
    rule.change(10.4);
    EXPECT_DOUBLE_EQ(rule.due(), 10.9);
    rule.begin();
    EXPECT_EQ(rule.due(), 0);
    rule.change(10.4);
    EXPECT_EQ(rule.due(), 0) << "it is being saved";
}

TEST(AutosaveRule, at_the_latest_two_seconds_after_the_first_change_that_is_not_saved) {
    AutosaveRule rule;
    for (int i = 0; i < 100; ++i)
        rule.change(10 + i * 0.1);
    EXPECT_DOUBLE_EQ(rule.due(), 10 + AutosaveRule::max_age);
    EXPECT_LT(AutosaveRule::max_age, 2);
    rule.begin();
    rule.change(20);
    EXPECT_DOUBLE_EQ(rule.due(), 20.5);
}

TEST(AutosaveRule, what_failed_is_due_again_later) {
    AutosaveRule rule;
    rule.change(10);
    rule.begin();
    rule.fail(11);
    EXPECT_DOUBLE_EQ(rule.due(), 11 + AutosaveRule::retry);
    rule.begin();
    EXPECT_EQ(rule.due(), 0);
}

/// Work of any rhythm: at any moment everything older than two seconds has been begun to be saved.
TEST(AutosaveRule, nothing_older_than_two_seconds_is_ever_unsaved) {
    for (unsigned seed = 0; seed < 50; ++seed) {
        std::mt19937 random(seed);
        std::exponential_distribution<double> pauses(seed % 2 == 0 ? 20 : 1);
        AutosaveRule rule;
        double change = 1, oldest_unsaved = 0;
        for (double now = 1; now < 60; now += 0.016) { // turns of the window
            while (change <= now) {
                rule.change(change);
                oldest_unsaved = oldest_unsaved == 0 ? change : oldest_unsaved;
                change += pauses(random) + 1e-6;
            }
            if (rule.due() != 0 && rule.due() <= now) {
                rule.begin();
                oldest_unsaved = 0;
            }
            ASSERT_TRUE(oldest_unsaved == 0 || now - oldest_unsaved < 2) << "seed " << seed << " at " << now;
        }
    }
}

} // namespace
} // namespace convlens
