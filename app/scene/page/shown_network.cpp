// A question about a way back needs that for its reveal, others what goes in.
#include "scene/page/shown_network.h"

#include "network/evaluate.h"
#include "network/learning/task.h"

#include <utility>

namespace convlens {
namespace {

/// A page that asks nothing shows learning as it is after its first step.
std::shared_ptr<const LearningState> after_a_step(const LearningView& view) {
    auto state = std::make_shared<LearningState>();
    if (view.task == LearningTask::digits) {
        auto trainer = std::make_shared<Trainer>(digits_trainer(view));
        trainer->step();
        state->trainer = std::move(trainer);
        return state;
    }
    KernelWalk walk = digits_walk(view);
    walk_step(walk);
    state->kernel = std::make_shared<const KernelWalk>(std::move(walk));
    return state;
}

/// What is asked, after what it is compared with.
void add_loss(ShownNetwork& shown, const NetworkQuestion& question) {
    const LearningView& view = question.network.learning;
    if (is_slow(question)) {
        shown.epoch = epoch_walk(view);
        if (question.changed)
            shown.changed_epoch = epoch_walk(*question.changed);
        const std::vector<EpochPoint>& last = (question.changed ? shown.changed_epoch : shown.epoch)->points;
        shown.losses = {question.changed ? shown.epoch->points.back().loss : last.front().loss,
                        last.back().loss};
        return;
    }
    shown.learning = after_a_step(question.changed.value_or(view));
    const std::vector<double>& losses = shown.learning->kernel->losses;
    shown.losses = {question.changed ? after_a_step(view)->kernel->losses.back() : losses.front(),
                    losses.back()};
}

} // namespace

std::shared_ptr<const ShownNetwork> shown_network(const NetworkDocument& document,
                                                  const NetworkQuestion* question) {
    auto shown = std::make_shared<ShownNetwork>();
    shown->document = question != nullptr ? question->network : document;
    if (question != nullptr)
        shown->document.view = answer_view(question->ask);
    shown->results = evaluate_network(shown->document);
    shown->pictures = network_pictures(shown->document, shown->results);
    if (question == nullptr && document.view == NetworkView::learning)
        shown->learning = after_a_step(document.learning);
    if (question == nullptr)
        return shown;
    shown->facts = network_facts(*question, shown->results);
    if (question->ask == NetworkAsk::loss)
        add_loss(*shown, *question);
    return shown;
}

} // namespace convlens
