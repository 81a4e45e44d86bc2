// What a Trainer can train, and how good a network is.
#include "convlens/assert.h"
#include "convlens/training.h"
#include "engine/detail/fast/threads.h"
#include "engine/network/lane_pass.h"

#include <algorithm>

namespace convlens {

using namespace detail;

namespace {

bool is_after(const Network& network, int number, bool first_axis_alone) {
    const Layer& layer = network.layers[static_cast<std::size_t>(number)];
    const Sizes& read = network.layers[static_cast<std::size_t>(layer.reads[0])].shape;
    return layer.shape[0] == read[0] && (!first_axis_alone || layer.shape.size() == 2);
}

/// Constants of an affine layer are the same for all pictures, and repeat nothing of what it reads.
bool is_plain_affine(const Network& network, const Layer& layer) {
    for (const Tensor<float>* numbers : {&layer.weight, &layer.bias})
        if (numbers->shape.size() == layer.shape.size() && numbers->shape[0] != 1)
            return false;
    return network.layers[static_cast<std::size_t>(layer.reads[0])].shape == layer.shape;
}

bool is_trainable(const Network& network, int number) {
    const Layer& layer = network.layers[static_cast<std::size_t>(number)];
    const bool is_last = number + 1 == static_cast<int>(network.layers.size());
    switch (layer.kind) {
    case LayerKind::conv:
        return layer.operation.padding_mode == PaddingMode::zeros;
    case LayerKind::input:
    case LayerKind::max_pool:
    case LayerKind::avg_pool:
    case LayerKind::global_avg_pool:
    case LayerKind::relu:
    case LayerKind::batch_norm:
    case LayerKind::identity:
        return true;
    case LayerKind::leaky_relu:
        return layer.alpha >= 0;
    case LayerKind::dense:
        return layer.shape.size() == 2;
    case LayerKind::flatten:
    case LayerKind::reshape:
        return is_after(network, number, layer.kind == LayerKind::flatten);
    case LayerKind::affine:
        return is_plain_affine(network, layer);
    case LayerKind::add:
        return std::all_of(layer.reads.begin(), layer.reads.end(), [&](int read) {
            return network.layers[static_cast<std::size_t>(read)].shape == layer.shape;
        });
    case LayerKind::softmax:
    case LayerKind::log_softmax:
        return is_last && layer.shape.size() == 2 && layer.axis == 1;
    default:
        return false;
    }
}

} // namespace

std::optional<int> untrainable_layer(const Network& network) {
    const int count = static_cast<int>(network.layers.size());
    for (int number = 0; number < count; ++number)
        if (!is_trainable(network, number) ||
            network.layers[static_cast<std::size_t>(number)].shape.size() > 5)
            return number;
    if (count == 0 || network.layers.back().shape.size() != 2)
        return count - 1;
    return {};
}

std::optional<Evaluation> evaluate(const Network& network, const LabelledImages& data,
                                   const NetworkOptions& options) {
    CONVLENS_ASSERT(!untrainable_layer(network) && data.count() > 0);
    const LanePlan plan(network);
    const int64_t passes = (data.count() + lane_count - 1) / lane_count;
    const int workers = static_cast<int>(std::min<int64_t>(options.threads, passes));
    std::vector<LanePass> memory;
    for (int i = 0; i < workers; ++i)
        memory.emplace_back(plan);
    Evaluation evaluation;
    for (int number = 0; number < static_cast<int>(network.layers.size()); ++number)
        if (const LayerKind kind = network.layers[static_cast<std::size_t>(number)].kind;
            kind == LayerKind::relu || kind == LayerKind::leaky_relu)
            evaluation.dead.push_back({number, {}});
    std::vector<std::vector<std::vector<char>>> alive(
        static_cast<std::size_t>(workers)); // by worker, ReLU, channel
    for (auto& of_worker : alive)
        for (const DeadChannels& each : evaluation.dead)
            of_worker.emplace_back(static_cast<std::size_t>(plan[each.layer].shape.channels));
    std::vector<double> losses(static_cast<std::size_t>(passes));
    evaluation.answers.resize(static_cast<std::size_t>(data.count()));
    const Crew crew{workers, &options.is_cancelled};
    parallel_for(crew, passes, [&](int64_t number, int worker) {
        LanePass& pass = memory[static_cast<std::size_t>(worker)];
        const int64_t first = number * lane_count;
        int64_t at[lane_count];
        for (int64_t lane = 0; lane < lane_count; ++lane)
            at[lane] = first + lane;
        pass.take(data, at, std::min(lane_count, data.count() - first));
        pass.forward(network);
        pass.judge(1);
        losses[static_cast<std::size_t>(number)] = pass.loss();
        for (int64_t lane = 0; lane < pass.used(); ++lane)
            evaluation.answers[static_cast<std::size_t>(first + lane)] = pass.answer(lane);
        for (std::size_t i = 0; i < evaluation.dead.size(); ++i)
            pass.add_alive(evaluation.dead[i].layer, alive[static_cast<std::size_t>(worker)][i]);
    });
    if (crew.is_cancelled())
        return {};
    evaluation.result.images = data.count();
    for (const double loss : losses)
        evaluation.result.loss += loss / static_cast<double>(data.count());
    for (std::size_t i = 0; i < data.labels.size(); ++i)
        evaluation.result.right += evaluation.answers[i] == data.labels[i];
    for (std::size_t i = 0; i < evaluation.dead.size(); ++i)
        for (int64_t c = 0; c < plan[evaluation.dead[i].layer].shape.channels; ++c)
            if (std::none_of(alive.begin(), alive.end(), [&](const auto& of_worker) {
                    return of_worker[i][static_cast<std::size_t>(c)] != 0;
                }))
                evaluation.dead[i].channels.push_back(c);
    return evaluation;
}

} // namespace convlens
