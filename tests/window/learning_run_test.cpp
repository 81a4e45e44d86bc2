// Training as it is watched: with the numbers that the view opens with it learns, and comes to an end.
#include "window/session/learning_run.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convlens {
namespace {

TEST(LearningRun, of_digits_ends_where_it_has_learned_them) {
    LearningRun run{LearningView{}};
    int64_t steps = 0;
    for (; !run.is_done() && steps < 10'000; ++steps)
        run.step();
    const LearningState state = run.state(false);
    ASSERT_EQ(state.accuracies.size(), 30U);
    EXPECT_GE(state.accuracies.back(), 0.98) << "of what is held out, from the default seed";
    EXPECT_LT(state.losses.back(), 0.1 * state.losses.front());
    EXPECT_TRUE(std::all_of(state.losses.begin() + 20, state.losses.end(), [](double loss) {
        return loss < 0.1;
    })) << "it does not run away";
    EXPECT_EQ(steps, 30 * state.trainer->steps_per_epoch());
}

TEST(LearningRun, of_a_kernel_goes_on) {
    LearningView view;
    view.task = LearningTask::kernel;
    view.learning_rate = usual_learning_rate(view.task);
    LearningRun run(view);
    for (int i = 0; i < 400; ++i)
        run.step();
    EXPECT_FALSE(run.is_done());
    const LearningState state = run.state(true);
    const std::vector<double>& losses = state.kernel->losses;
    EXPECT_LT(losses.back(), 0.01 * losses.front());
}

} // namespace
} // namespace convlens
