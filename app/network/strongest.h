// The strongest places of a map over many pictures, or within one, and what they see.
#pragma once

#include "network/data.h"
#include "network/results.h"

#include <cstdint>
#include <functional>

namespace convlens {

/// Pictures [1, C, spatial..] in which places are sought. The functions are called from one thread.
struct PictureSet {
    int64_t count = 0;
    std::function<Tensor<float>(int64_t)> picture;
    std::function<int64_t(int64_t)> label = [](int64_t) { return -1; }; // -1: it has none
};
/// `data` outlives it.
PictureSet pictures_of(const NetworkData& data);
PictureSet one_picture(Tensor<float> x);
/// The built-in ones, as the document's network wants them.
PictureSet photographs_for(const NetworkDocument& document);

/// The `count` strongest places of the channel: one of each picture where there are as many pictures; else
/// several of one, those left out that see more than half of what a stronger one sees. Equal values: the
/// earlier picture, then the earlier place. Pictures that the layers do not take are left out.
/// Range   count >= 1, 0 <= layer; the channel exists, asserted
/// Errors  Cancelled
/// Cost    a forward pass up to the layer for each picture
StrongestPlaces strongest_places(const Network& network, const PictureSet& pictures, int layer,
                                 int64_t channel, int64_t count, const NetworkOptions& options);

/// Puts pixels and projections of the patches in. Errors: Cancelled. Cost: a pass and a way back for each.
void add_patches(const Network& network, const PictureSet& pictures, BackRule rule, StrongestPlaces& places,
                 const NetworkOptions& options);

} // namespace convlens
