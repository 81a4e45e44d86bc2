// Closed forms of the timeline against walking through it.
#include "scene/base/timeline.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

Timeline slow_start() {
    return {7, 9, 1'000'000, 2, 4'000'000};
}

TEST(Timeline, StepsFollowEachOtherWithoutGaps) {
    const Timeline timeline = slow_start();
    EXPECT_EQ(timeline.duration_us(), 2 * 4'000'000 + 5 * 1'000'000);
    for (int64_t step = 0; step < timeline.steps; ++step) {
        EXPECT_EQ(timeline.step_at(timeline.start_of(step)), step);
        if (step > 0) {
            EXPECT_EQ(timeline.step_at(timeline.start_of(step) - 1), step - 1);
        }
    }
}

TEST(Timeline, OrderNeverGoesBack) {
    const Timeline timeline = slow_start();
    Cursor last = timeline.at(0);
    for (int64_t time = 0; time <= timeline.duration_us(); time += 1'777) {
        const Cursor cursor = timeline.at(time);
        if (cursor.step == last.step) {
            EXPECT_GE(static_cast<int>(cursor.phase), static_cast<int>(last.phase)) << time;
            EXPECT_GE(cursor.terms, last.terms) << time;
            if (cursor.phase == last.phase && cursor.terms == last.terms) {
                EXPECT_GE(cursor.progress, last.progress) << time;
            }
        } else {
            EXPECT_EQ(cursor.step, last.step + 1) << time;
        }
        EXPECT_GE(cursor.progress, 0.0F);
        EXPECT_LE(cursor.progress, 1.0F);
        last = cursor;
    }
    EXPECT_EQ(last, finished(timeline.steps - 1, timeline.terms_per_step));
}

TEST(Timeline, EveryTermIsLitOnceInOrder) {
    const Timeline timeline = slow_start();
    int64_t expected = 0;
    for (int64_t time = timeline.start_of(3); time < timeline.start_of(4); time += 500) {
        const Cursor cursor = timeline.at(time);
        if (cursor.phase != Phase::terms)
            continue;
        if (cursor.terms != expected) {
            EXPECT_EQ(cursor.terms, expected + 1) << time;
        }
        expected = cursor.terms;
    }
    EXPECT_EQ(expected, timeline.terms_per_step - 1);
}

TEST(Timeline, TimesOutsideAreTheEnds) {
    const Timeline timeline = slow_start();
    EXPECT_EQ(timeline.at(-5), timeline.at(0));
    EXPECT_EQ(timeline.at(INT64_MAX), finished(6, 9));
}

TEST(Timeline, MillionsOfStepsAreFoundExactly) {
    const Timeline timeline{1'000'000'000, 1'000, 1'000'000, 3, 4'000'000};
    const int64_t step = 987'654'321;
    EXPECT_EQ(timeline.at(timeline.start_of(step)).step, step);
    EXPECT_EQ(timeline.at(timeline.start_of(step)).phase, Phase::move);
}

TEST(Cursor, AfterTermsLightsTheLastOfThem) {
    EXPECT_EQ(after_terms(4, 0).phase, Phase::move);
    EXPECT_EQ(after_terms(4, 3).terms, 2);
    EXPECT_EQ(after_terms(4, 3).phase, Phase::terms);
}

} // namespace
} // namespace convlens
