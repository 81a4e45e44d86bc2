// What is held out is tried about ten times an epoch, which takes as long as the epoch itself.
#include "network/learning/epoch_walk.h"

#include "network/built_in.h"
#include "network/learning/task.h"
#include "network/learning/training.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <utility>

namespace convlens {
namespace {

constexpr int64_t points_on_the_way = 10;
constexpr std::size_t max_kept = 64;

EpochPoint point_of(const Trainer& trainer, const LabelledImages& held_out, int64_t images) {
    const Network& network = trainer.network();
    const Evaluation tried = *evaluate(network, held_out);
    EpochPoint point;
    point.images = images;
    point.loss = tried.result.loss;
    point.accuracy = tried.result.accuracy();
    for (const DeadChannels& dead : tried.dead) {
        point.dead += static_cast<int64_t>(dead.channels.size());
        point.relus += network.layers[static_cast<std::size_t>(dead.layer)].shape[1];
    }
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
        if (trainer.gradients()[i].weight.data.empty())
            continue;
        if (point.filters.data.empty())
            point.filters = network.layers[i].weight;
        if (!trainer.flow().empty())
            point.flow.push_back(trainer.flow()[i]);
    }
    return point;
}

EpochWalk walk_of(const LearningView& view) {
    const std::shared_ptr<const LabelledImages> held_out = labelled_images(digits_data(), true);
    Trainer trainer = digits_trainer(view);
    EpochWalk walk;
    walk.batch = view.batch;
    walk.steps = trainer.steps_per_epoch();
    for (std::size_t i = 0; i < trainer.network().layers.size(); ++i)
        if (!trainer.gradients()[i].weight.data.empty())
            walk.layers.push_back(trainer.network().layers[i].name);
    walk.points.push_back(point_of(trainer, *held_out, 0));
    int64_t images = 0;
    for (int64_t step = 1; step <= walk.steps; ++step) {
        images += trainer.step().images;
        if (step * points_on_the_way / walk.steps > (step - 1) * points_on_the_way / walk.steps)
            walk.points.push_back(point_of(trainer, *held_out, images));
    }
    return walk;
}

} // namespace

std::shared_ptr<const EpochWalk> epoch_walk(const LearningView& view) {
    using Kept = std::pair<LearningView, std::shared_ptr<const EpochWalk>>;
    static std::mutex mutex;
    static std::deque<Kept> kept;
    const std::lock_guard lock(mutex);
    const auto found =
        std::find_if(kept.begin(), kept.end(), [&](const Kept& one) { return one.first == view; });
    if (found != kept.end())
        return found->second;
    if (kept.size() == max_kept)
        kept.pop_front();
    return kept.emplace_back(view, std::make_shared<const EpochWalk>(walk_of(view))).second;
}

} // namespace convlens
