// Jobs on both executors: a thread beside the window, and none at all.
#include "window/application/jobs.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <vector>

namespace convlens {
namespace {

/// An executor by its name, and turns until a job is done.
class Jobs : public testing::TestWithParam<bool> {
protected:
    Executor& executor() {
        if (GetParam())
            return threads_;
        return cooperative_;
    }
    template <class T> auto outcome_of(Job<T>& job) {
        auto outcome = job.take();
        while (!outcome) {
            executor().poll();
            std::this_thread::yield();
            outcome = job.take();
        }
        return *outcome;
    }

private:
    ThreadExecutor threads_{[] {}};
    CooperativeExecutor cooperative_;
};

TEST_P(Jobs, give_their_value_once) {
    Job<int> job(executor(), [](JobControl&) { return 7; });
    EXPECT_TRUE(job.is_running());
    EXPECT_EQ(outcome_of(job).value, 7);
    EXPECT_FALSE(job.is_running());
    EXPECT_FALSE(job.take());
}

TEST_P(Jobs, give_what_was_thrown) {
    Job<int> job(executor(), [](JobControl&) -> int { throw std::runtime_error("broken"); });
    const auto outcome = outcome_of(job);
    EXPECT_FALSE(outcome.value);
    EXPECT_THROW(std::rethrow_exception(outcome.error), std::runtime_error);
}

TEST_P(Jobs, are_done_when_they_were_waited_for) {
    int done = 0;
    Job<int> job(executor(), [&](JobControl&) { return ++done; });
    job.wait();
    EXPECT_EQ(done, 1);
    executor().poll();
    job.wait();
    EXPECT_EQ(done, 1) << "once";
    EXPECT_EQ(job.take()->value, 1);
}

TEST_P(Jobs, that_are_told_to_cancel_have_an_outcome_all_the_same) {
    Job<bool> job(executor(), [](JobControl& control) { return !control.cancelled; });
    job.control()->cancelled = true;
    EXPECT_TRUE(outcome_of(job).value.has_value());
}

TEST_P(Jobs, are_cancelled_when_another_takes_their_place) {
    Job<int> job(executor(), [](JobControl& control) {
        while (!control.cancelled)
            std::this_thread::yield();
        return 1;
    });
    job = Job<int>(executor(), [](JobControl&) { return 2; });
    EXPECT_EQ(outcome_of(job).value, 2);
}

INSTANTIATE_TEST_SUITE_P(OnBothExecutors, Jobs, testing::Bool(),
                         [](const auto& tested) { return tested.param ? "threads" : "cooperative"; });

TEST(CooperativeExecutor, does_one_piece_of_work_a_turn_in_their_order) {
    CooperativeExecutor executor;
    std::vector<int> done;
    const auto first = executor.run([&] { done.push_back(1); });
    const auto second = executor.run([&] { done.push_back(2); });
    EXPECT_TRUE(done.empty()) << "not before its turn";
    EXPECT_TRUE(executor.needs_poll());
    executor.poll();
    EXPECT_EQ(done, std::vector{1});
    EXPECT_TRUE(executor.needs_poll());
    executor.poll();
    EXPECT_EQ(done, (std::vector{1, 2}));
    EXPECT_FALSE(executor.needs_poll());
}

TEST(CooperativeExecutor, never_does_what_was_given_up_before_its_turn) {
    CooperativeExecutor executor;
    bool done = false;
    {
        const Job<bool> job(executor, [&](JobControl&) { return done = true; });
    }
    executor.poll();
    EXPECT_FALSE(done);
}

TEST(ThreadExecutor, lets_the_window_come_first) {
    const auto niceness = [] { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); };
    ThreadExecutor executor([] {});
    Job<int> job(executor, [&](JobControl&) {
        int of_helper = 0;
        std::thread([&] { of_helper = niceness(); }).join();
        return std::min(niceness(), of_helper);
    });
    job.wait();
    constexpr int least_favoured = 19;
    EXPECT_EQ(job.take()->value.value_or(0), std::min(niceness() + 5, least_favoured));
}

TEST(ThreadExecutor, wakes_when_the_outcome_is_there) {
    std::atomic<bool> awake = false;
    ThreadExecutor executor([&] { awake = true; });
    Job<int> job(executor, [](JobControl&) { return 3; });
    while (!awake)
        std::this_thread::yield();
    EXPECT_EQ(job.take()->value, 3);
}

} // namespace
} // namespace convlens
