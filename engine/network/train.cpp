// What a Trainer can train, and how good a network is.
#include "convlens/assert.h"
#include "convlens/training.h"
#include "engine/detail/fast/threads.h"
#include "engine/network/lane_pass.h"

#include <algorithm>
#include <numeric>

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

namespace {

/// Passes over all pictures; what workers find of ReLUs is kept apart until all are done.
class Evaluator {
public:
    Evaluator(const Network& network, const LabelledImages& data, int workers)
        : network_(network), data_(data), plan_(network), alive_(static_cast<std::size_t>(workers)) {
        for (int number = 0; number < static_cast<int>(network.layers.size()); ++number)
            if (const LayerKind kind = network.layers[static_cast<std::size_t>(number)].kind;
                kind == LayerKind::relu || kind == LayerKind::leaky_relu)
                result_.dead.push_back({number, {}});
        for (auto& of_worker : alive_) {
            passes_.emplace_back(plan_);
            for (const DeadChannels& each : result_.dead)
                of_worker.emplace_back(static_cast<std::size_t>(plan_[each.layer].shape.channels));
        }
        result_.answers.resize(static_cast<std::size_t>(data.count()));
        losses_.resize(static_cast<std::size_t>((data.count() + lane_count - 1) / lane_count));
    }

    void run(const Crew& crew) {
        parallel_for(crew, static_cast<int64_t>(losses_.size()),
                     [this](int64_t number, int worker) { run_pass(number, worker); });
    }

    Evaluation result() {
        result_.result.images = data_.count();
        for (const double loss : losses_)
            result_.result.loss += loss / static_cast<double>(data_.count());
        for (std::size_t i = 0; i < data_.labels.size(); ++i)
            result_.result.right += result_.answers[i] == data_.labels[i];
        for (std::size_t i = 0; i < result_.dead.size(); ++i)
            for (int64_t c = 0; c < plan_[result_.dead[i].layer].shape.channels; ++c)
                if (is_dead(i, static_cast<std::size_t>(c)))
                    result_.dead[i].channels.push_back(c);
        return std::move(result_);
    }

private:
    void run_pass(int64_t number, int worker) {
        LanePass& pass = passes_[static_cast<std::size_t>(worker)];
        const int64_t first = number * lane_count;
        int64_t at[lane_count];
        std::iota(at, at + lane_count, first);
        pass.take(data_, at, std::min(lane_count, data_.count() - first));
        pass.forward(network_);
        pass.judge(1);
        losses_[static_cast<std::size_t>(number)] = pass.loss();
        for (int64_t lane = 0; lane < pass.used(); ++lane)
            result_.answers[static_cast<std::size_t>(first + lane)] = pass.answer(lane);
        for (std::size_t i = 0; i < result_.dead.size(); ++i)
            pass.add_alive(result_.dead[i].layer, alive_[static_cast<std::size_t>(worker)][i]);
    }

    bool is_dead(std::size_t relu, std::size_t channel) const {
        return std::none_of(alive_.begin(), alive_.end(),
                            [&](const auto& of_worker) { return of_worker[relu][channel] != 0; });
    }

    const Network& network_;
    const LabelledImages& data_;
    LanePlan plan_;
    std::vector<LanePass> passes_;                      // by worker
    std::vector<std::vector<std::vector<char>>> alive_; // by worker, ReLU and channel
    std::vector<double> losses_;                        // by pass
    Evaluation result_;
};

} // namespace

std::optional<Evaluation> evaluate(const Network& network, const LabelledImages& data,
                                   const NetworkOptions& options) {
    CONVLENS_ASSERT(!untrainable_layer(network) && data.count() > 0 && options.threads >= 1);
    const int workers =
        static_cast<int>(std::min<int64_t>(options.threads, (data.count() + lane_count - 1) / lane_count));
    const Crew crew{workers, &options.is_cancelled};
    Evaluator evaluator(network, data, workers);
    evaluator.run(crew);
    if (crew.is_cancelled())
        return {};
    return evaluator.result();
}

} // namespace convlens
