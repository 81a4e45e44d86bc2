// What a training has come to, made by who trains: what the view of learning draws.
#pragma once

#include "convlens/training.h"
#include "network/learning/kernel_walk.h"

#include <memory>
#include <vector>

namespace convlens {

/// A snapshot, never changed once shown.
struct LearningState {
    bool is_running = false;
    // Of the network: a copy of its trainer, and what each epoch came to.
    std::shared_ptr<const Trainer> trainer;
    std::vector<double> losses;     // mean of each epoch, on what is learned from
    std::vector<double> accuracies; // of what is held out, 0..1, after each epoch
    std::vector<DeadChannels> dead; // on what is held out
    // Of one kernel.
    std::shared_ptr<const KernelWalk> kernel;
};

} // namespace convlens
