// Networks without an oracle: threads and memory that is used again change no bit, slopes are finite
// differences, counts, cancelling.
#include "convlens/network.h"
#include "engine/network_file.h"
#include "support/operations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace convlens {
namespace {

TEST(Network, threads_change_no_bit) {
    for (const TorchNetwork& torch : read_torch_networks()) {
        Sizes large = torch.x.shape;
        large[0] = 3;
        Network network = torch.network;
        if (fit(network, large))
            continue; // a constant wants its own batch
        Random random(1);
        const auto x = small_numbers<float>(random, large);
        const Activations one = forward(network, x);
        const Activations three = forward(network, x, {.threads = 3});
        EXPECT_EQ(one.values, three.values) << torch.name;
        EXPECT_EQ(one.switches, three.switches) << torch.name;
        const auto start = small_numbers<float>(random, one.values.back().shape);
        const int last = static_cast<int>(one.values.size()) - 1;
        EXPECT_EQ(send_back(network, one, last, start, BackRule::guided),
                  send_back(network, one, last, start, BackRule::guided, {.threads = 3}))
            << torch.name;
    }
}

TEST(Network, memory_that_is_used_again_changes_nothing) {
    Activations used;
    std::vector<Tensor<float>> arrivals;
    for (const TorchNetwork& torch : read_torch_networks()) {
        const Activations fresh = forward(torch.network, torch.x);
        forward(torch.network, torch.x, {}, -1, used); // of the network before
        EXPECT_EQ(used.values, fresh.values) << torch.name;
        for (const int layer : {torch.start, torch.start / 2}) {
            const auto start = one_at(fresh.values[static_cast<std::size_t>(layer)].shape, 0);
            send_back(torch.network, fresh, layer, start, BackRule::guided, {}, arrivals);
            EXPECT_EQ(arrivals, send_back(torch.network, fresh, layer, start, BackRule::guided))
                << torch.name;
        }
        Tensor<float> other = torch.x;
        for (float& number : other.data)
            number = -number;
        forward(torch.network, other, {}, -1, used);
        forward(torch.network, torch.x, {}, torch.start / 2, used);
        for (std::size_t i = 0; i < used.values.size(); ++i)
            if (static_cast<int>(i) <= torch.start / 2) {
                EXPECT_EQ(used.values[i], fresh.values[i]) << torch.name << " " << i;
                EXPECT_EQ(used.switches[i], fresh.switches[i]) << torch.name << " " << i;
            } else {
                EXPECT_TRUE(used.values[i].data.empty()) << torch.name << " " << i;
            }
    }
}

/// What backprop brings to the input are the slopes of the number that it began at, but where a ReLU or a
/// pool has a kink nearby: there the slopes to both sides differ.
/// Its slope is 0 but where it steps.
bool rounds(const Network& network) {
    return std::any_of(network.layers.begin(), network.layers.end(),
                       [](const Layer& layer) { return layer.kind == LayerKind::cast; });
}

TEST(Network, backprop_is_the_slope) {
    constexpr float little = 2e-3F;
    for (const TorchNetwork& torch : read_torch_networks()) {
        if (rounds(torch.network))
            continue;
        const Activations activations = forward(torch.network, torch.x);
        const auto start = one_at(activations.values.back().shape, torch.index);
        const auto arrivals = send_back(torch.network, activations, torch.start, start, BackRule::backprop);
        const auto middle = static_cast<double>(activations.values.back()[torch.index]);
        double largest = 0;
        for (const float each : arrivals[0].data)
            largest = std::max(largest, std::abs(static_cast<double>(each)));
        const auto slope_to = [&](int64_t i, float by) {
            Tensor<float> x = torch.x;
            x[i] += by;
            const double width = static_cast<double>(x[i]) - static_cast<double>(torch.x[i]);
            return (static_cast<double>(forward(torch.network, x).values.back()[torch.index]) - middle) /
                   width;
        };
        int64_t smooth = 0;
        for (int64_t i = 0; i < torch.x.count(); ++i) {
            const double up = slope_to(i, little);
            const double down = slope_to(i, -little);
            if (std::abs(up - down) > 0.02 * largest)
                continue;
            ++smooth;
            const double rounding = 2e-7 * std::abs(middle) / static_cast<double>(little);
            ASSERT_NEAR((up + down) / 2, arrivals[0][i], 0.02 * largest + rounding)
                << torch.name << " at " << i;
        }
        EXPECT_GE(smooth * 2, torch.x.count()) << torch.name;
    }
}

/// Sums of what is sent down come back as sums: every rule but the clamping ones is linear.
TEST(Network, backprop_of_a_sum_is_the_sum) {
    for (const TorchNetwork& torch : read_torch_networks()) {
        const Activations activations = forward(torch.network, torch.x);
        const Sizes& shape = activations.values.back().shape;
        Random random(2);
        const auto a = small_numbers<float>(random, shape);
        const auto b = small_numbers<float>(random, shape);
        Tensor<float> both = a;
        for (int64_t i = 0; i < both.count(); ++i)
            both[i] += b[i];
        const auto of = [&](const Tensor<float>& start) {
            return send_back(torch.network, activations, torch.start, start, BackRule::backprop)[0];
        };
        const Tensor<float> of_a = of(a);
        const Tensor<float> of_b = of(b);
        const Tensor<float> of_both = of(both);
        double largest = 1e-3;
        for (const float each : of_both.data)
            largest = std::max(largest, std::abs(static_cast<double>(each)));
        for (int64_t i = 0; i < of_a.count(); ++i)
            ASSERT_NEAR(of_a[i] + of_b[i], of_both[i], 1e-4 * largest) << torch.name;
    }
}

TEST(Network, numbers_of_few_bits_are_the_nearest_of_two_the_even_one) {
    const double step = std::ldexp(1.0, -10), least = std::ldexp(1.0, -24);
    const auto half = [](double number) {
        return static_cast<double>(narrowed(number, NarrowType::float16));
    };
    EXPECT_EQ(half(1 + 0.49 * step), 1);
    EXPECT_EQ(half(1 + 0.5 * step), 1) << "even";
    EXPECT_EQ(half(1 + 1.5 * step), 1 + 2 * step) << "even";
    EXPECT_EQ(half(-0.1), -0.0999755859375);
    EXPECT_EQ(half(65519.9), 65504);
    EXPECT_EQ(half(65520), INFINITY);
    EXPECT_EQ(half(-1e30), -INFINITY);
    EXPECT_EQ(half(0.5 * least), 0) << "even";
    EXPECT_EQ(half(1.4 * least), least) << "the steps stay as they are below 2^-14";
    EXPECT_TRUE(std::isnan(half(NAN)));
    EXPECT_EQ(half(INFINITY), INFINITY);
    EXPECT_TRUE(std::signbit(half(-0.0)));
    const auto brain = [](double number) {
        return static_cast<double>(narrowed(number, NarrowType::bfloat16));
    };
    EXPECT_EQ(brain(1 + std::ldexp(1.0, -8)), 1) << "even";
    EXPECT_EQ(brain(1 + 3 * std::ldexp(1.0, -8)), 1 + std::ldexp(1.0, -6)) << "even";
    EXPECT_EQ(brain(3.3895e38), 3.3895313892515355e38);
    EXPECT_EQ(brain(3.4e38), INFINITY);
    EXPECT_TRUE(std::isnan(brain(NAN)));
}

TEST(Network, small_integers_are_cut_and_wrap_around) {
    for (const auto& [number, wanted] : std::vector<std::pair<double, float>>{
             {255.9, 255}, {256, 0}, {-1, 255}, {-0.9, 0}, {511, 255}, {NAN, 0}, {1e30, 0}, {-INFINITY, 0}})
        EXPECT_EQ(narrowed(number, NarrowType::uint8), wanted) << number;
    for (const auto& [number, wanted] :
         std::vector<std::pair<double, float>>{{127.5, 127}, {128, -128}, {-129, 127}, {-128.9, -128}})
        EXPECT_EQ(narrowed(number, NarrowType::int8), wanted) << number;
}

TEST(Network, cancelling_leaves_the_rest_out) {
    const TorchNetwork torch = read_torch_networks().front();
    const NetworkOptions cancelled{.threads = 1, .is_cancelled = [] { return true; }};
    EXPECT_TRUE(forward(torch.network, torch.x, cancelled).values.back().data.empty());
    const auto start = one_at(torch.values.back().shape, 0);
    const Activations activations = forward(torch.network, torch.x);
    EXPECT_TRUE(send_back(torch.network, activations, torch.start, start, BackRule::backprop, cancelled)[0]
                    .data.empty());
}

TEST(Network, counts_are_those_of_the_layers) {
    for (const TorchNetwork& torch : read_torch_networks()) {
        if (torch.name != "vgg")
            continue;
        const std::vector<Layer>& layers = torch.network.layers;
        EXPECT_EQ(parameter_count(layers[1]), 4 * 3 * 9 + 4);
        EXPECT_EQ(multiply_adds(torch.network, 1), 64 * 4 * 3 * 9);
        EXPECT_EQ(parameter_count(layers[2]), 0);
        EXPECT_EQ(multiply_adds(torch.network, 2), 0);
        EXPECT_EQ(parameter_count(layers[12]), 12 * 24 + 12);
        EXPECT_EQ(multiply_adds(torch.network, 12), 12 * 24);
        EXPECT_TRUE(is_operation(layers[5].kind));
        EXPECT_FALSE(is_operation(layers[12].kind));
    }
}

/// Dense layers of every size of vectors' rests, and of several rows.
TEST(Network, dense_layers_of_all_sizes) {
    for (const int64_t inputs : {1, 3, 16, 33, 130})
        for (const int64_t outputs : {1, 4, 10, 37})
            for (const Sizes& before : {Sizes{1}, Sizes{9}, Sizes{2, 3, 5}}) {
                Random random(static_cast<uint64_t>(inputs * 100 + outputs));
                Network network;
                network.layers.resize(2);
                Layer& dense = network.layers[1];
                dense.kind = LayerKind::dense;
                dense.reads = {0};
                dense.weight = small_numbers<float>(random, {outputs, inputs});
                dense.bias = small_numbers<float>(random, {outputs});
                Sizes shape = before;
                shape.push_back(inputs);
                ASSERT_FALSE(fit(network, shape));
                const auto x = small_numbers<float>(random, shape);
                const Activations activations = forward(network, x, {.threads = 2});
                const auto dy = small_numbers<float>(random, dense.shape);
                const auto dx = send_back(network, activations, 1, dy, BackRule::backprop)[0];
                const int64_t rows = before.product();
                for (int64_t row = 0; row < rows; ++row) {
                    for (int64_t o = 0; o < outputs; ++o) {
                        float sum = dense.bias[o];
                        for (int64_t i = 0; i < inputs; ++i)
                            sum += x[row * inputs + i] * dense.weight[o * inputs + i];
                        ASSERT_EQ(activations.values[1][row * outputs + o], sum);
                    }
                    for (int64_t i = 0; i < inputs; ++i) {
                        float sum = 0;
                        for (int64_t o = 0; o < outputs; ++o)
                            sum += dy[row * outputs + o] * dense.weight[o * inputs + i];
                        ASSERT_EQ(dx[row * inputs + i], sum);
                    }
                }
            }
}

} // namespace
} // namespace convlens
