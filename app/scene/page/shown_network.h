// A network as a page shows it, made once for an instance of its numbers.
#pragma once

#include "lesson/network_question.h"
#include "scene/network/learning/state.h"
#include "scene/network/network_input.h"

#include <memory>

namespace convlens {

struct ShownNetwork {
    NetworkDocument document;
    NetworkResults results;
    NetworkPictures pictures;
    NetworkFacts facts;                            // of a question, for its words
    std::shared_ptr<const LearningState> learning; // of a question about a loss: after its step
};
/// `question`: null where the page asks nothing.
std::shared_ptr<const ShownNetwork> shown_network(const NetworkDocument& document,
                                                  const NetworkQuestion* question);

} // namespace convlens
