// Training: its gradients against finite differences, the same bits whatever the threads, steps as they are
// written out, and that a network learns.
#include "convlens/training.h"
#include "engine/detail/fast/kernels.h"
#include "support/operations.h"

#include <gtest/gtest.h>

#include <cmath>

namespace convlens {
namespace {

Layer layer_of(const std::string& name, LayerKind kind, const std::vector<int>& reads) {
    Layer layer;
    layer.name = name;
    layer.kind = kind;
    layer.reads = reads;
    return layer;
}

/// A network layer by layer, each reading the one before unless told otherwise.
class Builder {
public:
    Builder() { network_.layers.push_back(layer_of("input", LayerKind::input, {})); }

    int add(LayerKind kind, std::vector<int> reads = {}) {
        if (reads.empty())
            reads = {last()};
        const std::string name = "layer" + std::to_string(network_.layers.size());
        network_.layers.push_back(layer_of(name, kind, reads));
        return last();
    }
    int conv(const Sizes& kernel, int64_t in, int64_t out, const Sizes& stride, const Sizes& padding,
             const Sizes& dilation, int64_t groups = 1, std::vector<int> reads = {}) {
        const int at = add(LayerKind::conv, std::move(reads));
        Operation& o = layer(at).operation;
        o = make_operation(Kind::conv, kernel, kernel);
        o.in_channels = in;
        o.out_channels = out;
        o.groups = groups;
        o.stride = stride;
        o.padding_begin = o.padding_end = padding;
        o.dilation = dilation;
        return at;
    }
    int pool(LayerKind kind, const Sizes& kernel, const Sizes& stride, const Sizes& padding) {
        const int at = add(kind);
        Operation& o = layer(at).operation;
        o = make_operation(kind == LayerKind::max_pool ? Kind::max_pool : Kind::avg_pool, kernel, kernel);
        o.stride = stride;
        o.padding_begin = o.padding_end = padding;
        return at;
    }
    int dense(int64_t in, int64_t out) {
        const int at = add(LayerKind::dense);
        layer(at).weight = Tensor<float>(Sizes{out, in});
        return at;
    }
    int batch_norm(int64_t channels) {
        const int at = add(LayerKind::batch_norm);
        layer(at).weight = Tensor<float>(Sizes{channels});
        layer(at).bias = Tensor<float>(Sizes{channels});
        return at;
    }
    Layer& layer(int at) { return network_.layers[static_cast<std::size_t>(at)]; }
    int last() const { return static_cast<int>(network_.layers.size()) - 1; }

    Network fitted(const Sizes& item, uint64_t seed) {
        Sizes shape{1};
        for (const int64_t size : item)
            shape.push_back(size);
        const auto issue = fit(network_, shape);
        EXPECT_FALSE(issue) << "layer " << (issue ? issue->layer : 0);
        start_weights(network_, seed);
        return network_;
    }

private:
    Network network_;
};

/// conv - ReLU - max pool - conv - ReLU - max pool - dense, for pictures of 8x8.
Network digits_network(uint64_t seed) {
    Builder b;
    b.conv({3, 3}, 1, 8, {1, 1}, {1, 1}, {1, 1});
    b.add(LayerKind::relu);
    b.pool(LayerKind::max_pool, {2, 2}, {2, 2}, {0, 0});
    b.conv({3, 3}, 8, 16, {1, 1}, {1, 1}, {1, 1});
    b.add(LayerKind::relu);
    b.pool(LayerKind::max_pool, {2, 2}, {2, 2}, {0, 0});
    b.add(LayerKind::flatten);
    b.dense(64, 10);
    b.add(LayerKind::softmax);
    return b.fitted({1, 8, 8}, seed);
}

/// Every kind that learns or passes gradients on, with branches, groups, strides and dilation; the number of
/// classes is 4.
Network branched_network(uint64_t seed) {
    Builder b;
    const int scaled = b.add(LayerKind::affine);
    b.layer(scaled).weight = Tensor<float>(Sizes{1}, {0.5F});
    b.layer(scaled).bias = Tensor<float>(Sizes{2, 1, 1}, {0.1F, -0.2F});
    b.conv({3, 2}, 2, 6, {1, 2}, {1, 0}, {1, 1});
    b.batch_norm(6);
    const int leaky = b.add(LayerKind::leaky_relu);
    b.layer(leaky).alpha = 0.2;
    const int inner = b.conv({3, 3}, 6, 6, {1, 1}, {2, 2}, {2, 2}, 3, {leaky});
    b.add(LayerKind::relu);
    b.add(LayerKind::add, {leaky, b.last(), inner});
    b.pool(LayerKind::avg_pool, {3, 3}, {2, 1}, {1, 1});
    b.conv({2, 3}, 6, 5, {2, 1}, {0, 2}, {1, 1});
    b.pool(LayerKind::max_pool, {2, 2}, {1, 1}, {0, 1});
    b.add(LayerKind::global_avg_pool);
    b.add(LayerKind::flatten);
    b.dense(5, 7);
    b.add(LayerKind::relu);
    b.add(LayerKind::identity);
    b.dense(7, 4);
    b.add(LayerKind::log_softmax);
    Network network = b.fitted({2, 7, 8}, seed);
    Random random(seed); // so that every bias and factor matters
    for (Layer& layer : network.layers)
        for (float& number : layer.bias.data)
            if (layer.kind != LayerKind::affine)
                number = static_cast<float>(draw(random, -9, 9)) * 0.02F;
    return network;
}

Network three_axes_network(uint64_t seed) {
    Builder b;
    b.conv({2, 3, 2}, 1, 4, {1, 2, 1}, {1, 1, 0}, {1, 1, 2});
    b.add(LayerKind::relu);
    b.pool(LayerKind::max_pool, {2, 2, 1}, {1, 2, 1}, {0, 0, 0});
    b.add(LayerKind::flatten);
    b.dense(b.fitted({1, 4, 7, 5}, seed).layers.back().shape[1], 3);
    return b.fitted({1, 4, 7, 5}, seed);
}

/// Clouds around a picture for each class: something that can be learned.
std::shared_ptr<LabelledImages> any_images(const Sizes& item, int classes, int64_t count, uint64_t seed) {
    Random random(seed);
    std::normal_distribution<float> distribution;
    auto data = std::make_shared<LabelledImages>();
    data->item = item;
    std::vector<std::vector<float>> centres(static_cast<std::size_t>(classes));
    for (auto& centre : centres)
        for (int64_t i = 0; i < item.product(); ++i)
            centre.push_back(distribution(random));
    for (int64_t i = 0; i < count; ++i) {
        const int label = static_cast<int>(draw(random, 0, classes - 1));
        data->labels.push_back(label);
        for (const float number : centres[static_cast<std::size_t>(label)])
            data->numbers.push_back(number + distribution(random));
    }
    return data;
}

/// The mean cross-entropy by the way of `forward`, in double from the logits on.
double loss_of(const Network& network, const LabelledImages& data) {
    double loss = 0;
    const std::size_t last = network.layers.size() - 1;
    const LayerKind kind = network.layers[last].kind;
    const bool is_softmax = kind == LayerKind::softmax || kind == LayerKind::log_softmax;
    for (int64_t i = 0; i < data.count(); ++i) {
        const Activations activations = forward(network, data.image(i));
        const Tensor<float>& logits =
            activations.values[is_softmax ? static_cast<std::size_t>(network.layers[last].reads[0]) : last];
        double sum = 0;
        for (const float logit : logits.data)
            sum += std::exp(static_cast<double>(logit));
        loss += std::log(sum) - static_cast<double>(logits[data.labels[static_cast<std::size_t>(i)]]);
    }
    return loss / static_cast<double>(data.count());
}

/// Every number that is learned moved a little both ways.
void expect_gradients(Network network, const LabelledImages& data, const std::vector<Learned>& gradients) {
    constexpr float little = 4e-3F;
    for (std::size_t i = 0; i < network.layers.size(); ++i)
        for (const bool of_bias : {false, true}) {
            const Tensor<float>& gradient = of_bias ? gradients[i].bias : gradients[i].weight;
            Tensor<float>& numbers = of_bias ? network.layers[i].bias : network.layers[i].weight;
            double largest = 0;
            for (const float each : gradient.data)
                largest = std::max(largest, std::abs(static_cast<double>(each)));
            int64_t far = 0; // a kink of a ReLU or a pool between the two makes a difference false
            for (int64_t at = 0; at < gradient.count(); ++at) {
                const float number = numbers[at];
                numbers[at] = number + little;
                const double up = loss_of(network, data);
                const double width = static_cast<double>(numbers[at]);
                numbers[at] = number - little;
                const double down = loss_of(network, data);
                const double slope = (up - down) / (width - static_cast<double>(numbers[at]));
                numbers[at] = number;
                if (std::abs(slope - static_cast<double>(gradient[at])) > 0.02 * largest + 1e-4)
                    ++far;
            }
            EXPECT_LE(far, 1 + gradient.count() / 20) << "layer " << i << (of_bias ? ", bias" : ", weight");
            if (!gradient.data.empty()) {
                EXPECT_GT(largest, 0) << "layer " << i;
            }
        }
}

TEST(Training, gradients_are_the_slopes_of_the_loss) {
    const struct {
        Network network;
        Sizes item;
        int classes;
    } cases[] = {{digits_network(1), {1, 8, 8}, 10},
                 {branched_network(2), {2, 7, 8}, 4},
                 {three_axes_network(3), {1, 4, 7, 5}, 3}};
    for (const auto& each : cases) {
        const auto data = any_images(each.item, each.classes, 20, 5); // a full pass and a part of one
        Trainer trainer(each.network, data, {.learning_rate = 0, .batch = 20});
        const TrainingResult result = trainer.step();
        EXPECT_NEAR(result.loss, loss_of(each.network, *data), 1e-5);
        EXPECT_EQ(trainer.network(), each.network) << "the rate is 0";
        expect_gradients(each.network, *data, trainer.gradients());
    }
}

TEST(Training, same_bits_for_any_number_of_threads_and_for_copies) {
    const auto data = any_images({2, 7, 8}, 4, 150, 6);
    TrainingOptions options{.learning_rate = 0.02, .batch = 70, .seed = 3};
    options.measures_flow = true;
    Trainer one(branched_network(1), data, options);
    one.step();
    Trainer copy = one;
    options.threads = 3;
    Trainer three(branched_network(1), data, options);
    one.run_epoch();
    one.run_epoch();
    copy.run_epoch();
    const auto copied = copy.run_epoch();
    three.run_epoch();
    EXPECT_EQ(three.run_epoch(), copied);
    EXPECT_EQ(one.network(), three.network());
    EXPECT_EQ(one.network(), copy.network());
    EXPECT_EQ(one.velocities(), three.velocities());
    EXPECT_EQ(one.gradients(), copy.gradients());
    EXPECT_EQ(one.flow(), three.flow());
    EXPECT_EQ(evaluate(one.network(), *data)->result, evaluate(one.network(), *data, {.threads = 3})->result);
}

TEST(Training, another_seed_is_another_order_and_other_weights) {
    EXPECT_EQ(digits_network(4), digits_network(4));
    EXPECT_NE(digits_network(4), digits_network(5));
    const auto data = any_images({1, 8, 8}, 10, 50, 7);
    Trainer a(digits_network(1), data, {.seed = 1});
    Trainer b(digits_network(1), data, {.seed = 2});
    a.step();
    b.step();
    EXPECT_NE(a.batch(), b.batch());
}

TEST(Training, an_epoch_takes_every_picture_once) {
    const auto data = any_images({1, 8, 8}, 10, 50, 8);
    Trainer trainer(digits_network(1), data, {.batch = 12});
    std::vector<int64_t> met;
    int64_t steps = 0;
    while (trainer.epoch() == 0) {
        trainer.step();
        ++steps;
        met.insert(met.end(), trainer.batch().begin(), trainer.batch().end());
    }
    EXPECT_EQ(steps, 5);
    EXPECT_EQ(trainer.batch().size(), 2U);
    std::vector<int64_t> sorted = met;
    std::sort(sorted.begin(), sorted.end());
    for (int64_t i = 0; i < 50; ++i)
        EXPECT_EQ(sorted[static_cast<std::size_t>(i)], i);
    EXPECT_NE(met, sorted);
    int asked = 0;
    EXPECT_FALSE(trainer.run_epoch([&] { return ++asked == 3; }));
    EXPECT_EQ(trainer.step_in_epoch(), 2);
}

/// velocity = momentum * velocity + gradient + decay * weight; weight = weight - rate * velocity
TEST(Training, a_change_is_what_is_written_out) {
    const auto data = any_images({1, 8, 8}, 10, 60, 9);
    Trainer trainer(
        digits_network(1), data,
        {.learning_rate = 0.1, .momentum = 0.5, .weight_decay = 0.01, .batch = 20, .falls_for = 2});
    trainer.step();
    const NumberChange first = trainer.change(1, false, 4);
    trainer.step();
    const NumberChange second = trainer.change(1, false, 4);
    EXPECT_EQ(first.before, digits_network(1).layers[1].weight[4]);
    EXPECT_EQ(first.velocity_before, 0);
    EXPECT_EQ(first.learning_rate, 0.1);
    EXPECT_EQ(second.before, first.after);
    EXPECT_EQ(second.velocity_before, first.velocity);
    EXPECT_NEAR(second.learning_rate, 0.1 * 5 / 6, 1e-12);
    EXPECT_NEAR(second.velocity, 0.5F * first.velocity + second.gradient + 0.01F * second.before, 1e-7);
    EXPECT_NEAR(second.after, second.before - static_cast<float>(second.learning_rate) * second.velocity,
                1e-7);
    EXPECT_EQ(second.after, trainer.network().layers[1].weight[4]);
    EXPECT_NE(second.gradient, 0);
}

TEST(Training, what_was_stopped_goes_on_as_if_it_had_not) {
    const auto data = any_images({1, 8, 8}, 10, 60, 10);
    const TrainingOptions options{.falls_for = 3};
    Trainer whole(digits_network(1), data, options);
    whole.run_epoch();
    Trainer later(whole.network(), data, options);
    later.resume(1, whole.velocities());
    whole.run_epoch();
    later.run_epoch();
    EXPECT_EQ(later.network(), whole.network());
}

TEST(Training, it_learns) {
    const auto data = any_images({1, 8, 8}, 10, 300, 11);
    Trainer trainer(digits_network(1), data, {.learning_rate = 0.02});
    const double first = trainer.run_epoch()->loss;
    for (int epoch = 0; epoch < 8; ++epoch)
        trainer.run_epoch();
    const auto after = evaluate(trainer.network(), *data);
    EXPECT_LT(after->result.loss, first / 4);
    EXPECT_GT(after->result.accuracy(), 0.97);
    EXPECT_EQ(after->answers.size(), 300U);
}

TEST(Training, flow_is_the_size_of_what_comes_back) {
    const auto data = any_images({1, 8, 8}, 10, 12, 12);
    Trainer trainer(digits_network(1), data, {.measures_flow = true});
    const Network before = trainer.network();
    trainer.step();
    double squares = 0;
    const int logits = 8;
    for (int64_t i = 0; i < 12; ++i) { // dloss/dlogits = (softmax - 1 where it is the label) / batch
        const Activations activations = forward(before, data->image(i));
        for (int64_t k = 0; k < 10; ++k) {
            const double is = k == data->labels[static_cast<std::size_t>(i)] ? 1 : 0;
            squares += std::pow((static_cast<double>(activations.values[9][k]) - is) / 12, 2);
        }
    }
    EXPECT_NEAR(trainer.flow()[logits], std::sqrt(squares / 120), 1e-6);
    EXPECT_EQ(trainer.flow()[0], 0) << "nobody asks what the picture should have been";
    EXPECT_GT(trainer.flow()[1], 0);
}

TEST(Training, dead_channels_are_those_that_are_never_positive) {
    const auto data = any_images({1, 8, 8}, 10, 40, 13);
    Network network = digits_network(1);
    for (const int64_t dead : {2, 5})
        network.layers[1].bias[dead] = -1000;
    network.layers[4].bias[7] = -1000;
    const auto evaluation = evaluate(network, *data, {.threads = 2});
    ASSERT_EQ(evaluation->dead.size(), 2U);
    EXPECT_EQ(evaluation->dead[0], (DeadChannels{2, {2, 5}}));
    EXPECT_EQ(evaluation->dead[1], (DeadChannels{5, {7}}));
    EXPECT_FALSE(evaluate(network, *data, {.is_cancelled = [] { return true; }}));
}

TEST(Training, what_cannot_be_trained_is_named) {
    EXPECT_FALSE(untrainable_layer(digits_network(1)));
    Network network = digits_network(1);
    network.layers[1].operation.padding_mode = PaddingMode::circular;
    EXPECT_EQ(untrainable_layer(network), 1);
    network = digits_network(1);
    network.layers[5].kind = LayerKind::sigmoid;
    EXPECT_EQ(untrainable_layer(network), 5);
    network = digits_network(1);
    network.layers.resize(4); // gives maps
    EXPECT_EQ(untrainable_layer(network), 3);
}

/// The passes of 16 by every kind of processor that this one can be.
TEST(Training, every_processor_finds_the_same_gradients) {
    const auto data = any_images({2, 7, 8}, 4, 40, 14);
    std::vector<std::vector<Learned>> gradients;
    for (const detail::Isa isa : detail::supported_isas()) {
        detail::use_isa(isa);
        Trainer trainer(branched_network(3), data, {.batch = 40});
        trainer.step();
        gradients.push_back(trainer.gradients());
    }
    for (const auto& each : gradients)
        for (std::size_t layer = 0; layer < each.size(); ++layer)
            for (int64_t i = 0; i < each[layer].weight.count(); ++i)
                ASSERT_NEAR(each[layer].weight[i], gradients[0][layer].weight[i], 1e-4);
}

} // namespace
} // namespace convlens
