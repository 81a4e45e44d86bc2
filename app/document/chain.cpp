// A chain fits where each layer's input is the output before it.
#include "document/chain.h"

#include "convlens/arithmetic.h"

#include <algorithm>

namespace convlens {
namespace {

/// Whether a layer can follow on an output.
bool takes(const ChainLayer& layer, const Sizes& before) {
    if (before.empty())
        return false;
    if (layer.is_linear) // the features, or the channels that Keras has last
        return layer.needed == before.back() || layer.needed == before[0];
    if (!layer.operation)
        return true;
    const Operation& operation = *layer.operation;
    const bool has_axes = operation.dims() + 1 == before.size() && operation.in_channels == before[0];
    return has_axes &&
           std::equal(operation.input_size.begin(), operation.input_size.end(), before.begin() + 1);
}

} // namespace

Sizes chain_output(const Operation& operation) {
    if (!check(operation).empty())
        return {};
    Sizes output{operation.out_channels};
    for (const int64_t size : output_size(operation))
        output.push_back(size);
    return output;
}

std::optional<std::size_t> first_misfit(const std::vector<ChainLayer>& chain) {
    for (std::size_t at = 1; at < chain.size(); ++at)
        if (!takes(chain[at], chain[at - 1].output))
            return at;
    return std::nullopt;
}

} // namespace convlens
