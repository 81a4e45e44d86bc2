// Closed forms of the timeline against walking through it.
#include "scene/base/timeline.h"

#include "scene/animation.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

Timeline slow_start() {
    return Timeline(StepRun{7, 9, 1'000'000, 2, 4'000'000});
}

TEST(Timeline, steps_follow_each_other_without_gaps) {
    const Timeline timeline = slow_start();
    EXPECT_EQ(timeline.duration_us(), 2 * 4'000'000 + 5 * 1'000'000);
    for (int64_t step = 0; step < timeline.steps(); ++step) {
        EXPECT_EQ(timeline.step_at(timeline.start_of(step)), step);
        if (step > 0) {
            EXPECT_EQ(timeline.step_at(timeline.start_of(step) - 1), step - 1);
        }
    }
}

TEST(Timeline, order_never_goes_back) {
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
    EXPECT_EQ(last, finished(timeline.steps() - 1, timeline.runs()[0].terms_per_step));
}

TEST(Timeline, every_term_is_lit_once_in_order) {
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
    EXPECT_EQ(expected, timeline.runs()[0].terms_per_step - 1);
}

TEST(Timeline, times_outside_are_the_ends) {
    const Timeline timeline = slow_start();
    EXPECT_EQ(timeline.at(-5), timeline.at(0));
    EXPECT_EQ(timeline.at(INT64_MAX), finished(6, 9));
}

TEST(Timeline, millions_of_steps_are_found_exactly) {
    const Timeline timeline(StepRun{1'000'000'000, 1'000, 1'000'000, 3, 4'000'000});
    const int64_t step = 987'654'321;
    EXPECT_EQ(timeline.at(timeline.start_of(step)).step, step);
    EXPECT_EQ(timeline.at(timeline.start_of(step)).phase, Phase::move);
}

/// Runs of all kinds: slow beginnings, single steps, other paces.
std::vector<StepRun> several_runs() {
    return {{3, 4, 700, 1, 2'000}, {1, 1, 900, 0, 100}, {5, 2, 1'100, 2, 1'300}, {2, 9, 400, 9, 650}};
}

TEST(Timeline, runs_follow_each_other_as_walking_through_them_finds) {
    const std::vector<StepRun> runs = several_runs();
    const Timeline timeline(runs);
    int64_t time = 0, step = 0;
    for (std::size_t run = 0; run < runs.size(); ++run)
        for (int64_t own = 0; own < runs[run].steps; ++own, ++step) {
            EXPECT_EQ(timeline.start_of(step), time) << step;
            const int64_t length = own < runs[run].slow_steps ? runs[run].slow_step_us : runs[run].step_us;
            for (const int64_t end = time + length; time < end; ++time) {
                Cursor expected = runs[run].at(runs[run].start_of(own) + length - (end - time));
                expected.run = run;
                ASSERT_EQ(timeline.at(time), expected) << time;
                ASSERT_EQ(timeline.step_at(time), step) << time;
                ASSERT_EQ(expected.step, own) << time;
            }
        }
    EXPECT_EQ(timeline.steps(), step);
    EXPECT_EQ(timeline.duration_us(), time);
    EXPECT_EQ(timeline.start_of(step), time) << "the end";
    Cursor last = finished(1, 9);
    last.run = 3;
    EXPECT_EQ(timeline.at(time + 1'000), last);
    EXPECT_EQ(timeline.step_at(INT64_MAX), step - 1);
    EXPECT_EQ(timeline.step_at(-1), 0);
    EXPECT_EQ(timeline.at(-1), timeline.at(0));
}

TEST(Timeline, one_run_is_the_timeline) {
    const StepRun run{7, 9, 1'000'000, 2, 4'000'000};
    const Timeline timeline(run);
    for (int64_t time = -3; time < run.duration_us() + 5'000'000; time += 1'777) {
        ASSERT_EQ(timeline.at(time), run.at(time)) << time;
        ASSERT_EQ(timeline.step_at(time), run.step_at(time)) << time;
    }
    for (int64_t step = 0; step <= run.steps; ++step)
        EXPECT_EQ(timeline.start_of(step), run.start_of(step));
}

TEST(Timeline, millions_of_steps_in_thousands_of_runs_are_found_at_once) {
    std::vector<StepRun> runs;
    for (int64_t i = 0; i < 5'000; ++i)
        runs.push_back({1'000'000 + i, 1 + i % 7, 1'000 + i % 3, i % 5, 4'000});
    const Timeline timeline(runs);
    for (int64_t step = 17; step < timeline.steps(); step += timeline.steps() / 100'000) {
        const int64_t start = timeline.start_of(step);
        ASSERT_EQ(timeline.step_at(start), step);
        ASSERT_EQ(timeline.step_at(start - 1), step - 1);
    }
}

TEST(Cursor, after_terms_lights_the_last_of_them) {
    EXPECT_EQ(after_terms(4, 0).phase, Phase::move);
    EXPECT_EQ(after_terms(4, 3).terms, 2);
    EXPECT_EQ(after_terms(4, 3).phase, Phase::terms);
}

/// Every frame is within the steps that are asked for, and the last one shows the last result.
TEST(FramePace, ends_with_the_last_step_that_is_asked_for) {
    StepRun run;
    run.steps = 9;
    run.terms_per_step = 4;
    const FrameRate rates[] = {{1, 1}, {10, 1}, {24, 1}, {24000, 1001}, {30000, 1001}, {60, 1}, {1, 3}};
    for (const FrameRate rate : rates)
        for (const int64_t step_us : {40'000, 333'333, 750'000, 1'000'000, 1'001'000, 2'345'678})
            for (const auto& [first, last] : {std::pair(0, 0), {0, 3}, {4, 4}, {2, 7}, {8, 8}, {0, 8}})
                for (const bool plays_phases : {true, false}) {
                    const Pace pace{rate, step_us, first, last, plays_phases};
                    FramePace frames(run);
                    const int64_t count = frames.set(pace);
                    const std::string what = std::to_string(rate.frames) + "/" +
                                             std::to_string(rate.seconds) + " " + std::to_string(step_us) +
                                             " us, " + std::to_string(first) + " to " + std::to_string(last);
                    int64_t before = first;
                    for (int64_t i = 0; i < count; ++i) {
                        const int64_t step = frames.cursor(i).step;
                        ASSERT_GE(step, before) << what << ", frame " << i;
                        ASSERT_LE(step, last) << what << ", frame " << i;
                        before = step;
                    }
                    const Cursor end = frames.cursor(count - 1);
                    EXPECT_EQ(end.step, last) << what;
                    EXPECT_EQ(end.phase, Phase::hold) << what;
                }
}

} // namespace
} // namespace convlens
