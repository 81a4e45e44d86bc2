// The numbers that training begins with.
#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/training.h"
#include "engine/network/random.h"

#include <algorithm>
#include <cmath>

namespace convlens {

using namespace detail;

namespace {

/// Products that each number of the layer's output is a sum of.
int64_t fan_in(const Layer& layer) {
    if (layer.kind == LayerKind::dense)
        return layer.weight.shape[1];
    const Operation& operation = layer.operation;
    return operation.in_channels / operation.groups * operation.kernel_size.product();
}

} // namespace

void start_weights(Network& network, uint64_t seed) {
    Generator generator(seed);
    for (Layer& layer : network.layers) {
        if (layer.kind == LayerKind::batch_norm) {
            std::fill(layer.weight.data.begin(), layer.weight.data.end(), 1.0F);
            std::fill(layer.bias.data.begin(), layer.bias.data.end(), 0.0F);
        }
        const bool is_dense = layer.kind == LayerKind::dense;
        if (!is_dense && layer.kind != LayerKind::conv && layer.kind != LayerKind::conv_transpose)
            continue;
        if (layer.weight.data.empty())
            layer.weight = Tensor<float>(is_dense ? layer.weight.shape : weight_shape(layer.operation));
        layer.bias = Tensor<float>(Sizes{is_dense ? layer.weight.shape[0] : layer.operation.out_channels});
        const double bound = std::sqrt(6.0 / static_cast<double>(fan_in(layer)));
        for (float& number : layer.weight.data)
            number = static_cast<float>((2 * generator.fraction() - 1) * bound);
    }
}

} // namespace convlens
