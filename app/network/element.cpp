// Layers give [N, C, spatial..]; of fewer axes the first is the batch where there are two.
#include "network/element.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

const Layer& at(const Network& network, int layer) {
    return network.layers[static_cast<std::size_t>(layer)];
}

/// Flat index of the channel's first element in item 0.
int64_t channel_begin(const Layer& layer, int64_t channel) {
    return channel * spatial_shape(layer).product();
}

} // namespace

int64_t channel_count(const Layer& layer) {
    return layer.shape.size() < 2 ? layer.shape.product() : layer.shape[1];
}

Sizes spatial_shape(const Layer& layer) {
    Sizes shape;
    for (std::size_t axis = 2; axis < layer.shape.size(); ++axis)
        shape.push_back(layer.shape[axis]);
    return shape;
}

std::optional<int> layer_named(const Network& network, std::string_view name) {
    const auto found = std::find_if(network.layers.begin(), network.layers.end(),
                                    [&](const Layer& layer) { return layer.name == name; });
    return found == network.layers.end()
               ? std::nullopt
               : std::optional<int>(static_cast<int>(found - network.layers.begin()));
}

Chosen element_at(const Network& network, const Tensor<float>& values, int layer, int64_t channel,
                  const Sizes& place) {
    Chosen element{layer, channel, place, 0, 0};
    element.flat =
        channel_begin(at(network, layer), channel) + ravel_index(place, spatial_shape(at(network, layer)));
    element.value = values[element.flat];
    return element;
}

Chosen strongest_element(const Network& network, const Tensor<float>& values, int layer, int64_t channel) {
    const Layer& from = at(network, layer);
    const Sizes spatial = spatial_shape(from);
    const int64_t begin = channel < 0 ? 0 : channel_begin(from, channel);
    const int64_t end = channel_begin(from, channel < 0 ? channel_count(from) : channel + 1);
    int64_t best = begin;
    float strongest = -std::numeric_limits<float>::infinity();
    for (int64_t flat = begin; flat < end; ++flat)
        if (values[flat] > strongest) {
            strongest = values[flat];
            best = flat;
        }
    const int64_t plane = spatial.product();
    return {layer, best / plane, unravel_index(best % plane, spatial), best, values[best]};
}

Chosen chosen_element(const Network& network, const Activations& activations, const NetworkElement& element) {
    const int layer =
        layer_named(network, element.layer).value_or(static_cast<int>(network.layers.size()) - 1);
    const Tensor<float>& values = activations.values[static_cast<std::size_t>(layer)];
    if (element.channel < 0)
        return strongest_element(network, values, layer);
    const int64_t channel = std::min(element.channel, channel_count(at(network, layer)) - 1);
    const Sizes spatial = spatial_shape(at(network, layer));
    if (element.at.size() != spatial.size() || spatial.empty())
        return strongest_element(network, values, layer, channel);
    Sizes place = element.at;
    for (std::size_t axis = 0; axis < place.size(); ++axis)
        place[axis] = std::clamp<int64_t>(place[axis], 0, spatial[axis] - 1);
    return element_at(network, values, layer, channel, place);
}

Chosen score_of(const Network& network, const Activations& activations, const Chosen& element) {
    const Layer& layer = at(network, element.layer);
    if (layer.kind != LayerKind::softmax && layer.kind != LayerKind::log_softmax)
        return element;
    Chosen score = element; // of the same shape
    score.layer = layer.reads[0];
    score.value = activations.values[static_cast<std::size_t>(score.layer)][score.flat];
    return score;
}

LayerPart part_of(const Network& network, const Chosen& element) {
    LayerPart part;
    part.begin = unravel_index(element.flat, at(network, element.layer).shape);
    part.end = part.begin;
    for (std::size_t axis = 0; axis < part.end.size(); ++axis)
        ++part.end[axis];
    return part;
}

} // namespace convlens
