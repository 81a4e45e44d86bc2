// seen_by and fed_by of one element.
#include "scene/network/lit.h"

namespace convlens {

LitElement lit_element(const NetworkSceneInput& input) {
    const NetworkResults& results = input.results;
    const Network& network = *results.network;
    LitElement lit;
    lit.element =
        element_of(input.hover, results).value_or(LayerElement{results.chosen.layer, results.chosen.flat});
    const auto layer = static_cast<std::size_t>(lit.element.layer);
    const Sizes& shape = network.layers[layer].shape;
    const LayerPart part = part_of(shape, lit.element.index);
    lit.channel = part.begin.size() > 1 ? part.begin[1] : 0;
    for (std::size_t axis = 2; axis < part.begin.size(); ++axis)
        lit.at.push_back(part.begin[axis]);
    lit.value = results.activations->values[layer][lit.element.index];
    lit.seen = seen_by(network, lit.element.layer, part);
    lit.fed = fed_by(network, lit.element.layer, part);
    return lit;
}

const LayerPart* lit_part(const LitElement& lit, int layer) {
    if (layer == lit.element.layer)
        return nullptr;
    const std::vector<LayerPart>& parts = layer < lit.element.layer ? lit.seen : lit.fed;
    const auto at = static_cast<std::size_t>(layer);
    return at < parts.size() && !parts[at].is_empty() ? &parts[at] : nullptr;
}

} // namespace convlens
