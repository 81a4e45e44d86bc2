// Steps of SGD: passes of 16 pictures each on as many threads as there are, their gradients added in order.
#include "convlens/training.h"

#include "convlens/assert.h"
#include "engine/detail/fast/threads.h"
#include "engine/network/lane_pass.h"
#include "engine/network/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convlens {

using namespace detail;

/// The passes of a batch.
struct Trainer::Workshop {
    LanePlan plan;
    std::vector<LanePass> passes;

    explicit Workshop(const Network& network) : plan(network) {}
    void make_passes(int64_t count) {
        while (static_cast<int64_t>(passes.size()) < count)
            passes.emplace_back(plan);
    }
};

Trainer::WorkshopOfThisOne::WorkshopOfThisOne() = default;
Trainer::WorkshopOfThisOne::~WorkshopOfThisOne() = default;
Trainer::WorkshopOfThisOne::WorkshopOfThisOne(const WorkshopOfThisOne&) {}
Trainer::WorkshopOfThisOne::WorkshopOfThisOne(WorkshopOfThisOne&&) noexcept = default;
Trainer::WorkshopOfThisOne& Trainer::WorkshopOfThisOne::operator=(const WorkshopOfThisOne& other) {
    if (this != &other)
        made.reset();
    return *this;
}
Trainer::WorkshopOfThisOne& Trainer::WorkshopOfThisOne::operator=(WorkshopOfThisOne&&) noexcept = default;

namespace {

int64_t passes_of(int64_t images) {
    return (images + lane_count - 1) / lane_count;
}

/// Zeros beside everything that is learned.
std::vector<Learned> zeros_beside(const Network& network, const LanePlan& plan) {
    std::vector<Learned> zeros(network.layers.size());
    for (std::size_t i = 0; i < zeros.size(); ++i)
        if (plan.layers()[i].is_learned) {
            zeros[i].weight = Tensor<float>(network.layers[i].weight.shape);
            zeros[i].bias = Tensor<float>(network.layers[i].bias.shape);
        }
    return zeros;
}

void add_to(Tensor<float>& sum, const Tensor<float>& more, bool is_first) {
    for (std::size_t i = 0; i < sum.data.size(); ++i)
        sum.data[i] = is_first ? more.data[i] : sum.data[i] + more.data[i];
}

/// One kind of numbers of a layer in a step of SGD.
struct Stepped {
    Tensor<float>& number;
    const Tensor<float>& gradient;
    Tensor<float>& velocity;
    Tensor<float>& before;
    Tensor<float>& velocity_before;

    void step(float rate, float momentum, float decay) {
        before.data = number.data;
        velocity_before.data = velocity.data;
        for (std::size_t i = 0; i < number.data.size(); ++i) {
            velocity.data[i] = momentum * velocity.data[i] + (gradient.data[i] + decay * number.data[i]);
            number.data[i] -= rate * velocity.data[i];
        }
    }
};

} // namespace

Tensor<float> LabelledImages::image(int64_t index) const {
    CONVLENS_ASSERT(index >= 0 && index < count());
    Sizes shape{1};
    for (const int64_t size : item)
        shape.push_back(size);
    Tensor<float> image(shape);
    std::copy_n(numbers.begin() + index * item.product(), item.product(), image.data.begin());
    return image;
}

Trainer::Trainer(Network network, std::shared_ptr<const LabelledImages> data, const TrainingOptions& options)
    : network_(std::move(network)), data_(std::move(data)), options_(options) {
    CONVLENS_ASSERT(!untrainable_layer(network_) && data_->count() > 0);
    CONVLENS_ASSERT(options.batch >= 1 && options.threads >= 1);
    CONVLENS_ASSERT(network_.layers.front().shape.product() / network_.layers.front().shape[0] ==
                    data_->item.product());
    const LanePlan plan(network_);
    gradients_ = velocities_ = before_ = velocities_before_ = zeros_beside(network_, plan);
    for (const int label : data_->labels)
        CONVLENS_ASSERT(label >= 0 && label < plan.classes());
    begin_epoch();
}

void Trainer::begin_epoch() {
    epoch_batch_ = options_.batch;
    order_.resize(static_cast<std::size_t>(data_->count()));
    std::iota(order_.begin(), order_.end(), int64_t{0});
    Generator seeds(options_.seed);
    Generator generator(seeds.next() + static_cast<uint64_t>(epoch_));
    for (int64_t i = data_->count() - 1; i > 0; --i)
        std::swap(order_[static_cast<std::size_t>(i)],
                  order_[static_cast<std::size_t>(generator.below(i + 1))]);
}

int64_t Trainer::steps_per_epoch() const {
    return (data_->count() + epoch_batch_ - 1) / epoch_batch_;
}

double Trainer::learning_rate() const {
    if (options_.falls_for <= 0)
        return options_.learning_rate;
    const auto steps = static_cast<double>(steps_per_epoch());
    const double done = (static_cast<double>(epoch_) + static_cast<double>(step_) / steps) /
                        static_cast<double>(options_.falls_for);
    return options_.learning_rate * std::max(0.0, 1 - done);
}

TrainingResult Trainer::step() {
    if (!workshop_.made)
        workshop_.made = std::make_unique<Workshop>(network_);
    Workshop& workshop = *workshop_.made;
    const int64_t first = step_ * epoch_batch_;
    const int64_t count = std::min(epoch_batch_, data_->count() - first);
    batch_.assign(order_.begin() + first, order_.begin() + first + count);
    const int64_t passes = passes_of(count);
    workshop.make_passes(passes);
    const float factor = 1.0F / static_cast<float>(count);
    parallel_for(Crew{options_.threads}, passes, [&](int64_t number, int) {
        LanePass& pass = workshop.passes[static_cast<std::size_t>(number)];
        pass.take(*data_, batch_.data() + number * lane_count,
                  std::min(lane_count, count - number * lane_count));
        pass.forward(network_);
        pass.judge(factor);
        pass.back(network_);
    });
    TrainingResult result;
    result.images = count;
    for (int64_t number = 0; number < passes; ++number) {
        const LanePass& pass = workshop.passes[static_cast<std::size_t>(number)];
        result.loss += pass.loss() / static_cast<double>(count);
        result.right += pass.right();
        for (std::size_t i = 0; i < gradients_.size(); ++i) {
            add_to(gradients_[i].weight, pass.gradients()[i].weight, number == 0);
            add_to(gradients_[i].bias, pass.gradients()[i].bias, number == 0);
        }
    }
    flow_.clear();
    for (int layer = 0; options_.measures_flow && layer < static_cast<int>(network_.layers.size()); ++layer) {
        double squares = 0;
        for (int64_t number = 0; number < passes; ++number)
            squares += workshop.passes[static_cast<std::size_t>(number)].squares(layer);
        flow_.push_back(std::sqrt(squares / static_cast<double>(count * workshop.plan[layer].shape.count())));
    }
    update();
    if (++step_ == steps_per_epoch()) {
        step_ = 0;
        ++epoch_;
        begin_epoch();
    }
    return result;
}

void Trainer::update() {
    last_rate_ = learning_rate();
    const auto rate = static_cast<float>(last_rate_);
    const auto momentum = static_cast<float>(options_.momentum);
    const auto decay = static_cast<float>(options_.weight_decay);
    for (std::size_t i = 0; i < gradients_.size(); ++i) {
        Layer& layer = network_.layers[i];
        if (gradients_[i].weight.data.empty() && gradients_[i].bias.data.empty())
            continue;
        Stepped{layer.weight, gradients_[i].weight, velocities_[i].weight, before_[i].weight,
                velocities_before_[i].weight}
            .step(rate, momentum, decay);
        Stepped{layer.bias, gradients_[i].bias, velocities_[i].bias, before_[i].bias,
                velocities_before_[i].bias}
            .step(rate, momentum, 0);
    }
}

std::optional<TrainingResult> Trainer::run_epoch(const std::function<bool()>& is_cancelled) {
    TrainingResult all;
    const int64_t this_epoch = epoch_;
    while (epoch_ == this_epoch) {
        if (is_cancelled && is_cancelled())
            return {};
        const TrainingResult one = step();
        all.loss += one.loss * static_cast<double>(one.images);
        all.images += one.images;
        all.right += one.right;
    }
    all.loss /= static_cast<double>(all.images);
    return all;
}

NumberChange Trainer::change(int layer, bool of_bias, int64_t index) const {
    const auto i = static_cast<std::size_t>(layer);
    const auto number = [&](const Learned& learned) {
        return (of_bias ? learned.bias : learned.weight)[index];
    };
    const Layer& now = network_.layers[i];
    return {number(before_[i]),
            number(gradients_[i]),
            number(velocities_before_[i]),
            number(velocities_[i]),
            (of_bias ? now.bias : now.weight)[index],
            last_rate_};
}

void Trainer::resume(int64_t epoch, std::vector<Learned> velocities) {
    CONVLENS_ASSERT(epoch >= 0 && velocities.size() == velocities_.size());
    for (std::size_t i = 0; i < velocities.size(); ++i)
        CONVLENS_ASSERT(velocities[i].weight.shape == velocities_[i].weight.shape &&
                        velocities[i].bias.shape == velocities_[i].bias.shape);
    velocities_ = std::move(velocities);
    epoch_ = epoch;
    step_ = 0;
    begin_epoch();
}

} // namespace convlens
