// A network as a page shows it, made once for an instance of its numbers.
#pragma once

#include "lesson/network_question.h"
#include "network/learning/epoch_walk.h"
#include "scene/network/learning/state.h"
#include "scene/network/network_input.h"

#include <array>
#include <memory>

namespace convlens {

struct ShownNetwork {
    NetworkDocument document;
    NetworkResults results;
    NetworkPictures pictures;
    NetworkFacts facts;                            // of a question, for its words
    std::shared_ptr<const LearningState> learning; // after its first step; null of an epoch
    // Of a question about a loss.
    std::shared_ptr<const EpochWalk> epoch, changed_epoch; // of the digits; null where there is none
    std::array<double, 2> losses{};                        // what it is compared with, and afterwards
};
/// `question`: null where the page asks nothing.
std::shared_ptr<const ShownNetwork> shown_network(const NetworkDocument& document,
                                                  const NetworkQuestion* question);

} // namespace convlens
