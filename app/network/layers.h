// Networks written down layer by layer, each reading the one before it.
#pragma once

#include "convlens/network.h"

#include <string>
#include <vector>

namespace convlens {

class LayerChain {
public:
    /// Begins with the input.
    LayerChain();

    /// The network's own scaling: x * weight + bias.
    void scale(const Sizes& shape, std::vector<float> weight, std::vector<float> bias);
    /// Square; weights are empty.
    void conv(std::string name, int64_t in_channels, int64_t out_channels, int64_t kernel, int64_t padding,
              int64_t groups = 1);
    void max_pool(std::string name, int64_t kernel, int64_t stride, AutoPadding padding = AutoPadding::none);
    void dense(std::string name);
    void leaky_relu(std::string name, double alpha);
    /// Of a kind that has nothing else: relu, flatten, softmax.
    void plain(std::string name, LayerKind kind);

    Layer& last() { return network_.layers.back(); }
    Network take() { return std::move(network_); }

private:
    Layer& add(std::string name, LayerKind kind);
    Network network_;
};

/// For pictures [C, height, width] of values up to `max_value`: scale, conv 3x3, ReLU, pool, conv 3x3, ReLU,
/// pool, dense, softmax. Weights are empty, those of the dense layer 0.
Network picture_layers(const Sizes& item, int64_t classes, double max_value, int64_t channels,
                       int64_t more_channels);

} // namespace convlens
