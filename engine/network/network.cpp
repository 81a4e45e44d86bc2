// What is known of a layer without its numbers: what it is, how much it has learned and how much it computes.
#include "convlens/network.h"

#include "convlens/arithmetic.h"
#include "convlens/assert.h"

namespace convlens {

bool is_operation(LayerKind kind) {
    switch (kind) {
    case LayerKind::conv:
    case LayerKind::conv_transpose:
    case LayerKind::max_pool:
    case LayerKind::avg_pool:
    case LayerKind::lp_pool:
    case LayerKind::max_unpool:
        return true;
    default:
        return false;
    }
}

int64_t parameter_count(const Layer& layer) {
    switch (layer.kind) {
    case LayerKind::conv:
    case LayerKind::conv_transpose:
    case LayerKind::dense:
    case LayerKind::batch_norm:
        return layer.weight.count() + layer.bias.count();
    default:
        return 0;
    }
}

int64_t multiply_adds(const Network& network, int number) {
    const Layer& layer = network.layers[static_cast<std::size_t>(number)];
    CONVLENS_ASSERT(!layer.shape.empty());
    const int64_t outputs = layer.shape.product() / layer.shape[0];
    switch (layer.kind) {
    case LayerKind::conv:
    case LayerKind::conv_transpose: {
        Operation one = layer.operation;
        one.batch = 1;
        return counts(one).multiply_adds;
    }
    case LayerKind::dense:
        return outputs * layer.weight.shape[1];
    case LayerKind::batch_norm:
        return outputs;
    default:
        return 0;
    }
}

} // namespace convlens
