// An epoch as a page shows it is the engine's training, step by step.
#include "network/learning/epoch_walk.h"

#include "network/built_in.h"
#include "network/learning/task.h"
#include "network/learning/training.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

LearningView view_of(int64_t batch, uint64_t seed) {
    LearningView view;
    view.learning_rate = 0.2;
    view.momentum = 0;
    view.batch = batch;
    view.seed = seed;
    return view;
}

TEST(EpochWalk, begins_and_ends_as_the_trainer_does) {
    const auto held_out = labelled_images(digits_data(), true);
    for (const int64_t batch : {12, 120, 100'000}) {
        const auto walk = epoch_walk(view_of(batch, 3));
        Trainer trainer = digits_trainer(view_of(batch, 3));
        EXPECT_EQ(walk->batch, batch);
        EXPECT_EQ(walk->steps, trainer.steps_per_epoch());
        EXPECT_EQ(walk->points.front().loss, evaluate(trainer.network(), *held_out)->result.loss);
        EXPECT_TRUE(walk->points.front().flow.empty()) << "no step was made";
        trainer.run_epoch();
        const EpochPoint& last = walk->points.back();
        EXPECT_EQ(last.loss, evaluate(trainer.network(), *held_out)->result.loss) << batch;
        EXPECT_EQ(last.images, labelled_images(digits_data(), false)->count());
        EXPECT_EQ(last.filters, trainer.network().layers[2].weight);
        EXPECT_EQ(last.relus, 8 + 16);
        EXPECT_EQ(walk->layers, (std::vector<std::string>{"conv1", "conv2", "dense"}));
        EXPECT_EQ(last.flow.size(), walk->layers.size());
        EXPECT_EQ(walk->points.size(), batch == 100'000 ? 2U : 11U);
    }
}

TEST(EpochWalk, is_the_same_for_the_same_view_and_another_for_another) {
    const auto one = epoch_walk(view_of(60, 5));
    EXPECT_EQ(epoch_walk(view_of(60, 5)), one) << "kept, not made again";
    EXPECT_NE(epoch_walk(view_of(60, 6))->points.back().loss, one->points.back().loss);
    EXPECT_EQ(epoch_walk(view_of(120, 5))->points.front().loss, one->points.front().loss)
        << "the beginning is the seed's";
    for (uint64_t seed = 100; seed < 170; ++seed) // more than are kept
        epoch_walk(view_of(100'000, seed));
    const auto again = epoch_walk(view_of(60, 5));
    EXPECT_NE(again, one);
    EXPECT_EQ(again->points.back().loss, one->points.back().loss);
    EXPECT_EQ(again->points.back().filters, one->points.back().filters);
}

TEST(EpochWalk, counts_relus_that_are_dead) {
    LearningView view = view_of(12, 1);
    view.learning_rate = 20;
    EXPECT_GT(epoch_walk(view)->points.back().dead, 0);
}

} // namespace
} // namespace convlens
