// A question needs what goes in, and its facts: no way back is kept.
#include "scene/page/shown_network.h"

#include "network/evaluate.h"
#include "network/learning_task.h"

#include <utility>

namespace convlens {
namespace {

std::shared_ptr<const LearningState> after_a_step(const LearningView& view) {
    auto state = std::make_shared<LearningState>();
    KernelWalk walk = digits_walk(view);
    walk_step(walk);
    state->kernel = std::make_shared<const KernelWalk>(std::move(walk));
    return state;
}

} // namespace

std::shared_ptr<const ShownNetwork> shown_network(const NetworkDocument& document,
                                                  const NetworkQuestion* question) {
    auto shown = std::make_shared<ShownNetwork>();
    shown->document = question != nullptr ? question->network : document;
    if (question != nullptr) {
        shown->document.view =
            question->ask == NetworkAsk::loss ? NetworkView::learning : NetworkView::overview;
        shown->facts = network_facts(*question);
    }
    shown->results = evaluate_network(shown->document);
    shown->pictures = network_pictures(shown->document, shown->results);
    if (shown->document.view == NetworkView::learning)
        shown->learning = after_a_step(shown->document.learning);
    return shown;
}

} // namespace convlens
