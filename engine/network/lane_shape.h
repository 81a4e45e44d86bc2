// The layout that is trained in: the numbers of 16 pictures side by side, [C][spatial..][16], so that what is
// done to one is done to all in the lanes of vectors, whatever the size of the maps. Private to the engine.
#pragma once

#include "convlens/network.h"
#include "engine/detail/fast/kernels.h"

#include <array>
#include <cstdint>
#include <vector>

namespace convlens::detail {

inline constexpr int64_t lane_count = 16;

/// Channels and three spatial axes of what a layer gives, axes of size 1 in front.
struct LaneShape {
    int64_t channels = 1;
    std::array<int64_t, 3> size{1, 1, 1};

    int64_t plane() const { return size[0] * size[1] * size[2]; }
    int64_t count() const { return channels * plane(); } // numbers of one picture
    int64_t floats() const { return count() * lane_count; }
};

LaneShape lane_shape(const Sizes& shape);

} // namespace convlens::detail
