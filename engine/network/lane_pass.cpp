// A network on 16 pictures side by side, forwards and back.
#include "engine/network/lane_pass.h"

#include "convlens/assert.h"
#include "engine/network/broadcast.h"

#include <algorithm>
#include <cstdint>

namespace convlens::detail {

namespace {

/// The numbers of an affine layer, one for each number of an item.
std::vector<float> for_each_number(const Tensor<float>& numbers, const Sizes& shape) {
    Sizes item = shape;
    item[0] = 1;
    std::vector<float> result;
    if (numbers.data.empty())
        return result;
    const RepeatedRows rows(numbers.shape, item);
    const int64_t width = item.back();
    for (int64_t i = 0; i < item.product(); ++i)
        result.push_back(numbers[rows.first(i / width) + i % width * rows.step()]);
    return result;
}

bool shares_memory(LayerKind kind) {
    return kind == LayerKind::flatten || kind == LayerKind::reshape || kind == LayerKind::identity;
}

bool is_relu(LayerKind kind) {
    return kind == LayerKind::relu || kind == LayerKind::leaky_relu;
}

float slope_of(const Layer& layer) {
    return layer.kind == LayerKind::relu ? 0.0F : static_cast<float>(layer.alpha);
}

bool learns(const Layer& layer) {
    return layer.kind == LayerKind::conv || layer.kind == LayerKind::dense ||
           layer.kind == LayerKind::batch_norm;
}

void describe(const Layer& layer, const Sizes& read, LaneLayer& lanes) {
    switch (layer.kind) {
    case LayerKind::conv:
        lanes.conv.emplace(layer.operation);
        break;
    case LayerKind::dense:
        lanes.conv.emplace(layer.weight.shape[1], layer.weight.shape[0]);
        break;
    case LayerKind::max_pool:
    case LayerKind::avg_pool:
        lanes.pool.emplace(layer.operation);
        break;
    case LayerKind::global_avg_pool:
        lanes.pool.emplace(LanePool::global(lane_shape(read)));
        break;
    case LayerKind::batch_norm:
        lanes.scale = {lanes.shape.channels, lanes.shape.plane()};
        break;
    case LayerKind::affine:
        lanes.scale = {lanes.shape.count(), 1};
        lanes.factors = for_each_number(layer.weight, layer.shape);
        lanes.addends = for_each_number(layer.bias, layer.shape);
        break;
    default:
        break;
    }
}

bool is_last_softmax(const Network& network) {
    const LayerKind last = network.layers.back().kind;
    return last == LayerKind::softmax || last == LayerKind::log_softmax;
}

const float* or_null(const std::vector<float>& numbers) {
    return numbers.empty() ? nullptr : numbers.data();
}

} // namespace

LanePlan::LanePlan(const Network& network) {
    std::vector<int> readers(network.layers.size());
    for (const Layer& layer : network.layers)
        for (const int read : layer.reads)
            ++readers[static_cast<std::size_t>(read)];
    for (std::size_t number = 0; number < network.layers.size(); ++number) {
        const Layer& layer = network.layers[number];
        LaneLayer& lanes = layers_.emplace_back();
        lanes.shape = lane_shape(layer.shape);
        lanes.numbers_of = static_cast<int>(number);
        if (layer.reads.empty())
            continue;
        const auto read = static_cast<std::size_t>(layer.reads[0]);
        describe(layer, network.layers[read].shape, lanes);
        lanes.is_learned = learns(layer);
        for (const int each : layer.reads) {
            const LaneLayer& before = (*this)[each];
            lanes.goes_back = lanes.goes_back || before.goes_back || before.is_learned;
        }
        // What changes nothing is done in place where nobody else reads what it reads; ReLUs where that is
        // no input of a gradient either
        const bool may_share =
            shares_memory(layer.kind) || (is_relu(layer.kind) && layers_[read].conv.has_value());
        if (may_share && readers[read] == 1)
            lanes.numbers_of = (*this)[layer.reads[0]].numbers_of;
    }
    logits_ = static_cast<int>(network.layers.size()) - 1;
    if (is_last_softmax(network))
        logits_ = network.layers.back().reads[0];
}

int64_t LanePlan::scratch_floats() const {
    int64_t floats = 0;
    for (const LaneLayer& layer : layers_)
        if (layer.conv)
            floats = std::max(floats, layer.conv->scratch_floats());
    return floats;
}

LanePass::LanePass(const LanePlan& plan) : plan_(plan) {
    constexpr std::size_t line = 64 / sizeof(float);
    const std::size_t count = plan.layers().size();
    values_.resize(count);
    arrivals_.resize(count);
    switches_.resize(count);
    has_arrived_.resize(count);
    gradients_.resize(count);
    const auto aligned = [&](int64_t floats) {
        std::vector<float>& memory = memory_.emplace_back(static_cast<std::size_t>(floats) + line);
        const auto past = reinterpret_cast<std::uintptr_t>(memory.data()) / sizeof(float) % line;
        return memory.data() + (past ? line - past : 0);
    };
    for (std::size_t number = 0; number < count; ++number) {
        const LaneLayer& layer = plan.layers()[number];
        const auto of = static_cast<std::size_t>(layer.numbers_of);
        const bool is_own = of == number;
        values_[number] = is_own ? aligned(layer.shape.floats()) : values_[of];
        arrivals_[number] = is_own ? aligned(layer.shape.floats()) : arrivals_[of];
        if (layer.pool && layer.pool->is_max())
            switches_[number].resize(static_cast<std::size_t>(layer.shape.floats()));
    }
    scratch_.padded.resize(static_cast<std::size_t>(plan.scratch_floats()));
}

float* LanePass::value(int layer) {
    return values_[static_cast<std::size_t>(layer)];
}

const float* LanePass::value(int layer) const {
    return values_[static_cast<std::size_t>(layer)];
}

float* LanePass::arriving(int layer) {
    return arrivals_[static_cast<std::size_t>(layer)];
}

void LanePass::take(const LabelledImages& data, const int64_t* at, int64_t used) {
    used_ = used;
    const int64_t count = data.item.product();
    float* const x = value(0);
    for (int64_t lane = 0; lane < lane_count; ++lane) {
        if (lane >= used) {
            for (int64_t i = 0; i < count; ++i)
                x[i * lane_count + lane] = 0;
            continue;
        }
        labels_[lane] = data.labels[static_cast<std::size_t>(at[lane])];
        const float* const from = data.numbers.data() + at[lane] * count;
        for (int64_t i = 0; i < count; ++i)
            x[i * lane_count + lane] = from[i];
    }
}

void LanePass::forward(const Network& network) {
    for (int number = 1; number <= plan_.logits(); ++number)
        run(network, number);
}

void LanePass::run(const Network& network, int number) {
    const Layer& layer = network.layers[static_cast<std::size_t>(number)];
    const LaneLayer& lanes = plan_[number];
    const float* const x = value(layer.reads[0]);
    float* const y = value(number);
    if (lanes.conv)
        lanes.conv->forward(x, layer.weight, layer.bias, scratch_, y);
    else if (lanes.pool)
        lanes.pool->forward(x, y, switches_[static_cast<std::size_t>(number)].data());
    else if (is_relu(layer.kind))
        lane_relu(lanes.shape.floats(), slope_of(layer), x, y);
    else if (layer.kind == LayerKind::affine)
        lanes.scale.forward(x, or_null(lanes.factors), or_null(lanes.addends), y);
    else if (layer.kind == LayerKind::batch_norm)
        lanes.scale.forward(x, or_null(layer.weight.data), or_null(layer.bias.data), y);
    else if (lanes.numbers_of == number) // add, or a copy
        for (std::size_t i = 0; i < layer.reads.size(); ++i)
            lane_add(lanes.shape.floats(), value(layer.reads[i]), i > 0, y);
}

void LanePass::judge(float factor) {
    lane_cross_entropy(plan_.classes(), value(plan_.logits()), labels_, used_, factor, losses_,
                       arriving(plan_.logits()));
}

void LanePass::back(const Network& network) {
    std::fill(has_arrived_.begin(), has_arrived_.end(), char{0});
    has_arrived_[static_cast<std::size_t>(plan_.logits())] = 1;
    for (int number = plan_.logits(); number > 0; --number) {
        if (!has_arrived_[static_cast<std::size_t>(number)])
            continue;
        if (plan_[number].is_learned)
            take_gradients(network, number);
        if (plan_[number].goes_back)
            run_back(network, number);
    }
}

void LanePass::run_back(const Network& network, int number) {
    const Layer& layer = network.layers[static_cast<std::size_t>(number)];
    const LaneLayer& lanes = plan_[number];
    const float* const dy = arriving(number);
    for (const int read : layer.reads) {
        char& has_arrived = has_arrived_[static_cast<std::size_t>(read)];
        const bool adds = has_arrived != 0;
        has_arrived = 1;
        float* const dx = arriving(read);
        const int64_t floats = plan_[read].shape.floats();
        if (lanes.conv) {
            lanes.conv->back(dy, layer.weight, adds, scratch_, dx);
        } else if (lanes.pool) {
            if (!adds)
                std::fill_n(dx, floats, 0.0F);
            lanes.pool->back(dy, switches_[static_cast<std::size_t>(number)].data(), dx);
        } else if (is_relu(layer.kind)) {
            lane_relu_back(floats, slope_of(layer), value(number), dy, adds, dx);
        } else if (layer.kind == LayerKind::affine) {
            lanes.scale.back(dy, or_null(lanes.factors), adds, dx);
        } else if (layer.kind == LayerKind::batch_norm) {
            lanes.scale.back(dy, or_null(layer.weight.data), adds, dx);
        } else if (lanes.numbers_of == number) { // add, or a copy
            lane_add(floats, dy, adds, dx);
        }
    }
}

void LanePass::take_gradients(const Network& network, int number) {
    const Layer& layer = network.layers[static_cast<std::size_t>(number)];
    const LaneLayer& lanes = plan_[number];
    Learned& gradient = gradients_[static_cast<std::size_t>(number)];
    if (gradient.weight.shape != layer.weight.shape)
        gradient.weight = Tensor<float>(layer.weight.shape);
    if (gradient.bias.data.size() != layer.bias.data.size())
        gradient.bias = Tensor<float>(layer.bias.shape);
    const float* const x = value(layer.reads[0]);
    if (lanes.conv)
        lanes.conv->gradients(x, arriving(number), scratch_, gradient.weight, gradient.bias);
    else
        lanes.scale.gradients(x, arriving(number),
                              layer.weight.data.empty() ? nullptr : gradient.weight.data.data(),
                              layer.bias.data.empty() ? nullptr : gradient.bias.data.data());
}

double LanePass::loss() const {
    double sum = 0;
    for (int64_t lane = 0; lane < used_; ++lane)
        sum += losses_[lane];
    return sum;
}

int LanePass::answer(int64_t lane) const {
    return lane_answer(plan_.classes(), value(plan_.logits()), lane);
}

int64_t LanePass::right() const {
    int64_t count = 0;
    for (int64_t lane = 0; lane < used_; ++lane)
        count += answer(lane) == labels_[lane];
    return count;
}

double LanePass::squares(int layer) const {
    double sum = 0;
    const float* const dy = arrivals_[static_cast<std::size_t>(layer)];
    if (has_arrived_[static_cast<std::size_t>(layer)])
        for (int64_t i = 0; i < plan_[layer].shape.floats(); ++i)
            sum += static_cast<double>(dy[i]) * static_cast<double>(dy[i]);
    return sum;
}

void LanePass::add_alive(int layer, std::vector<char>& alive) const {
    const LaneShape& shape = plan_[layer].shape;
    const int64_t plane = shape.plane();
    for (int64_t c = 0; c < shape.channels; ++c)
        for (int64_t i = c * plane; i < (c + 1) * plane && !alive[static_cast<std::size_t>(c)]; ++i)
            for (int64_t lane = 0; lane < used_; ++lane)
                if (value(layer)[i * lane_count + lane] > 0)
                    alive[static_cast<std::size_t>(c)] = 1;
}

} // namespace convlens::detail
