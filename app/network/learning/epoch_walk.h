// One epoch of the network of digits, with what it came to on the way: what a page about training asks and
// shows. The same view of learning gives the same numbers on every machine of one instruction set.
#pragma once

#include "convlens/training.h"
#include "document/network.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace convlens {

/// How far it is.
struct EpochPoint {
    int64_t images = 0;            // learned from so far
    double loss = 0, accuracy = 0; // of the digits that are held out; 0..1
    Tensor<float> filters;         // of the first convolution, [O, C, kernel..]
    std::vector<double> flow;      // Trainer::flow() of each layer that learns; before the first step empty
    int64_t dead = 0, relus = 0;   // channels of all ReLUs that give nothing for any held-out digit, and all
};

struct EpochWalk {
    int64_t batch = 0, steps = 0;
    std::vector<std::string> layers; // those that learn
    std::vector<EpochPoint> points;  // at the start, at most ten on the way, the last one at the epoch's end
};

/// Never null. The last few are kept, so that who asks again need not wait: about a tenth of a second. May be
/// called from any thread; who asks for one that another thread is making waits for it.
std::shared_ptr<const EpochWalk> epoch_walk(const LearningView& view);

} // namespace convlens
