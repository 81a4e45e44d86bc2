// The same seed gives the same numbers, whenever steps are made.
#include "window/session/learning_run.h"

#include "network/built_in.h"
#include "network/learning/task.h"
#include "network/learning/training.h"

#include <utility>

namespace convlens {
namespace {

constexpr int64_t max_kept = 2000; // epochs whose losses are kept

} // namespace

LearningRun::LearningRun(const LearningView& view) : view_(view) {
    if (view.task == LearningTask::digits) {
        trainer_ = digits_trainer(view);
        held_out_ = labelled_images(digits_data(), true);
        return;
    }
    kernel_ = digits_walk(view);
}

bool LearningRun::go_on_with(const LearningView& view) {
    if (view.task != view_.task || view.seed != view_.seed || view.target != view_.target)
        return false;
    view_ = view;
    kernel_.fit.learning_rate = view.learning_rate;
    kernel_.fit.momentum = view.momentum;
    if (trainer_) {
        TrainingOptions options = trainer_->options();
        options.learning_rate = view.learning_rate;
        options.momentum = view.momentum;
        options.batch = view.batch;
        trainer_->set_options(options);
    }
    return true;
}

bool LearningRun::is_done() const {
    return trainer_ && trainer_->epoch() >= trainer_->options().falls_for;
}

void LearningRun::step() {
    if (!trainer_) {
        walk_step(kernel_);
        return;
    }
    const int64_t epoch = trainer_->epoch();
    loss_ += trainer_->step().loss;
    ++steps_;
    if (trainer_->epoch() != epoch)
        end_epoch();
}

void LearningRun::end_epoch() {
    const Evaluation tried = *evaluate(trainer_->network(), *held_out_);
    if (static_cast<int64_t>(losses_.size()) < max_kept) {
        losses_.push_back(loss_ / static_cast<double>(steps_));
        accuracies_.push_back(tried.result.accuracy());
    }
    dead_ = tried.dead;
    loss_ = 0;
    steps_ = 0;
}

LearningState LearningRun::state(bool is_running) const {
    LearningState state;
    state.is_running = is_running;
    if (trainer_) {
        state.trainer = std::make_shared<const Trainer>(*trainer_);
        state.losses = losses_;
        state.accuracies = accuracies_;
        state.dead = dead_;
        return state;
    }
    state.kernel = std::make_shared<const KernelWalk>(kernel_);
    return state;
}

} // namespace convlens
