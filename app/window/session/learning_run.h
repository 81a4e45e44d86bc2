// Training that goes on while one watches: the network of digits, or one kernel. Pure arithmetic; who has the
// clock says when to step.
#pragma once

#include "document/network.h"
#include "scene/network/learning/state.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace convlens {

class LearningRun {
public:
    /// From the beginning, as the document's learning view says; a kernel learns from a sheet of digits.
    explicit LearningRun(const LearningView& view);

    const LearningView& view() const { return view_; }
    /// Goes on with other numbers. False: what learns, or its beginning, is another.
    bool go_on_with(const LearningView& view);
    /// The network's usual epochs are over: its learning rate has fallen to 0. A kernel goes on for ever.
    bool is_done() const;
    /// One mini-batch, or one step of the kernel. After the last one of an epoch what is held out is tried.
    void step();
    /// What has come of it, to be drawn.
    LearningState state(bool is_running) const;

private:
    void end_epoch();

    LearningView view_;
    std::optional<Trainer> trainer_;
    std::shared_ptr<const LabelledImages> held_out_;
    double loss_ = 0; // of this epoch's steps
    int64_t steps_ = 0;
    std::vector<double> losses_, accuracies_;
    std::vector<DeadChannels> dead_;
    KernelWalk kernel_;
};

} // namespace convlens
