// Networks against PyTorch: what every layer gives, and what arrives at it by each of the three rules.
#include "convlens/network.h"
#include "engine/network_file.h"

#include <gtest/gtest.h>

#include <cmath>

namespace convlens {
namespace {

/// Every number within `tolerance` of the largest one of its layer.
void expect_near(const Tensor<float>& got, const Tensor<float>& expected, double tolerance,
                 const std::string& what) {
    ASSERT_EQ(got.shape, expected.shape) << what;
    double largest = 0;
    for (const float value : expected.data)
        largest = std::max(largest, std::abs(static_cast<double>(value)));
    for (int64_t i = 0; i < got.count(); ++i)
        ASSERT_NEAR(got[i], expected[i], tolerance * largest) << "at " << i << " of " << what;
}

/// Where nothing arrives PyTorch has zeros.
Tensor<float> zeros_if_empty(const Tensor<float>& arriving, const Sizes& shape) {
    return arriving.data.empty() ? Tensor<float>(shape) : arriving;
}

TEST(NetworkTorch, every_layer_gives_what_it_gives_there) {
    for (const TorchNetwork& torch : read_torch_networks()) {
        const Activations activations = forward(torch.network, torch.x);
        for (std::size_t i = 0; i < torch.values.size(); ++i)
            ASSERT_NO_FATAL_FAILURE(expect_near(activations.values[i], torch.values[i], 1e-5,
                                                torch.name + ", " + torch.network.layers[i].name));
    }
}

TEST(NetworkTorch, every_rule_brings_to_every_layer_what_it_brings_there) {
    for (const TorchNetwork& torch : read_torch_networks()) {
        const Activations activations = forward(torch.network, torch.x);
        const Sizes& shape = torch.network.layers[static_cast<std::size_t>(torch.start)].shape;
        for (const BackRule rule : {BackRule::backprop, BackRule::deconvnet, BackRule::guided}) {
            const auto arrivals =
                send_back(torch.network, activations, torch.start, one_at(shape, torch.index), rule);
            const auto& expected = torch.arrivals[static_cast<std::size_t>(rule)];
            for (std::size_t i = 0; i < expected.size(); ++i)
                ASSERT_NO_FATAL_FAILURE(expect_near(zeros_if_empty(arrivals[i], expected[i].shape),
                                                    expected[i], 1e-4,
                                                    torch.name + ", " + torch.network.layers[i].name +
                                                        ", rule " + std::to_string(static_cast<int>(rule))));
        }
    }
}

TEST(NetworkTorch, there_are_enough_and_all_kinds_of_layers) {
    std::vector<bool> found(static_cast<std::size_t>(LayerKind::identity) + 1);
    const std::vector<TorchNetwork> networks = read_torch_networks();
    for (const TorchNetwork& torch : networks)
        for (const Layer& layer : torch.network.layers)
            found[static_cast<std::size_t>(layer.kind)] = true;
    EXPECT_GE(networks.size(), 20U);
    for (std::size_t kind = 0; kind < found.size(); ++kind)
        EXPECT_TRUE(found[kind]) << "no layer of kind " << kind;
}

} // namespace
} // namespace convlens
