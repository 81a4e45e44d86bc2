// The shape of one layer from the shapes of what it reads. Private to the engine.
#pragma once

#include "convlens/network.h"

#include <vector>

namespace convlens::detail {

/// What `fit` finds for a layer.
struct Fitted {
    Sizes shape;
    Operation operation; // the layer's, with its sizes
};

/// Of layer `number`, whose readers know the shapes of all layers before it.
/// Shapes  shapes[i] for every i < number
std::optional<NetworkIssue> fit_layer(const Network& network, int number, const std::vector<Sizes>& shapes,
                                      Fitted& fitted);

/// Numbers of a tensor of this shape; over max_number where it has more, or a size below 1.
int64_t checked_count(const Sizes& shape);

} // namespace convlens::detail
