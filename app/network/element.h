// Elements of what layers give: which one a selection means, and where it lies.
#pragma once

#include "convlens/network.h"
#include "document/network.h"
#include "network/results.h"

#include <optional>
#include <string_view>

namespace convlens {

/// Of what a fitted layer gives: its maps, or numbers where it has no spatial axes; the shape of each map.
int64_t channel_count(const Layer& layer);
Sizes spatial_shape(const Layer& layer);

/// The layer of that name; none: there is no such.
std::optional<int> layer_named(const Network& network, std::string_view name);

/// The element of a layer at a channel and a place, which exist, with its value.
Chosen element_at(const Network& network, const Tensor<float>& values, int layer, int64_t channel,
                  const Sizes& at);

/// The strongest element of the channel (of all channels: -1) in item 0; of equal ones the first, NaN never.
Chosen strongest_element(const Network& network, const Tensor<float>& values, int layer,
                         int64_t channel = -1);

/// The element that a selection means; what does not exist is brought to the nearest that does.
Chosen chosen_element(const Network& network, const Activations& activations, const NetworkElement& element);

/// The number that softmax or its logarithm makes the element from; of other layers the element itself.
/// Papers start their ways back there: an output that is all but 1 changes by next to nothing, whatever a
/// pixel does.
Chosen score_of(const Network& network, const Activations& activations, const Chosen& element);

/// The part of its layer that is this one element.
LayerPart part_of(const Network& network, const Chosen& element);

} // namespace convlens
