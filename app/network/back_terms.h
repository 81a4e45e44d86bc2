// What one number on a way back is made of: what arrives at a layer, times the weights that it had going up,
// added up map by map.
#pragma once

#include "network/results.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace convlens {

/// What one arriving map, or unit, brings: R times W at each place where the kernel led up from the element.
struct BackTerm {
    struct Product {
        float r = 0, w = 0;
    };
    int64_t channel = 0;
    std::vector<Product> products; // those inside the map, in the kernel's order
    double sum = 0;
};

/// Of element `flat` of what a conv or a dense layer reads: a term for each arriving map that its filters led
/// to. Empty for other layers, and where nothing arrives.
/// Cost  O(terms)
std::vector<BackTerm> back_terms(const Network& network, const WayBack& way, int layer, int64_t flat);

/// What the scaling of the picture multiplies on its way down: the weight of affine layer `layer` in a
/// channel.
/// Errors  null: it is no such layer
std::optional<double> back_scale(const Network& network, int layer, int64_t channel);

} // namespace convlens
