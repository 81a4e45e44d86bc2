// A question about a way back needs that for its reveal, others what goes in.
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

NetworkView view_of(NetworkAsk ask) {
    switch (ask) {
    case NetworkAsk::loss:
        return NetworkView::learning;
    case NetworkAsk::let_through:
        return NetworkView::compare;
    case NetworkAsk::most:
    case NetworkAsk::sent:
        return NetworkView::path;
    case NetworkAsk::size:
    case NetworkAsk::sees:
        break;
    }
    return NetworkView::overview;
}

} // namespace

std::shared_ptr<const ShownNetwork> shown_network(const NetworkDocument& document,
                                                  const NetworkQuestion* question) {
    auto shown = std::make_shared<ShownNetwork>();
    shown->document = question != nullptr ? question->network : document;
    if (question != nullptr) {
        shown->document.view = view_of(question->ask);
        shown->facts = network_facts(*question);
    }
    shown->results = evaluate_network(shown->document);
    shown->pictures = network_pictures(shown->document, shown->results);
    if (shown->document.view == NetworkView::learning)
        shown->learning = after_a_step(shown->document.learning);
    return shown;
}

} // namespace convlens
