// The networks that networks/make_networks.py has written, with what PyTorch gives for them.
#pragma once

#include "convlens/network.h"

#include <string>
#include <vector>

namespace convlens {

/// A network, fitted, and what PyTorch gives for it.
struct TorchNetwork {
    std::string name;
    Network network;
    Tensor<float> x;
    std::vector<Tensor<float>> values; // of each layer
    int start = 0;                     // layer from whose element `index` 1 is sent down
    int64_t index = 0;
    std::vector<std::vector<Tensor<float>>> arrivals; // by rule, then by layer; zeros where nothing arrives
};

/// Cost    all of them are read; a fault of the files throws std::runtime_error
std::vector<TorchNetwork> read_torch_networks();

/// 1 at one element.
Tensor<float> one_at(const Sizes& shape, int64_t index);

} // namespace convlens
