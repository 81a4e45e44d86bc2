// What belongs to the element that is pointed at, or else chosen: what it sees below and whom it feeds above.
#pragma once

#include "scene/network/network_input.h"
#include "scene/network/network_tags.h"

#include <vector>

namespace convlens {

struct LitElement {
    LayerElement element;
    int64_t channel = 0;
    Sizes at;
    float value = 0;
    std::vector<LayerPart> seen, fed; // of each layer
};
/// The pointed element, else the chosen one.
LitElement lit_element(const NetworkSceneInput& input);

/// What of `layer` is lit: seen below the element, fed above it; its own cell is neither.
const LayerPart* lit_part(const LitElement& lit, int layer);

} // namespace convlens
