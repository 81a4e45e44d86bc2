// Which channels are connected, and by which kernel of the weight. Private to the engine.
#pragma once

#include "convlens/operation.h"

#include <cstdint>

namespace convlens::detail {

/// Every output channel of a group sums over every input channel of it. Without a weight each channel is a
/// group of its own.
struct Channels {
    int64_t in = 1;  // of one group
    int64_t out = 1; // of one group
    int64_t groups = 1;
    bool is_conv = true; // the weight is [O, C/G, kernel...], else [C, O/G, kernel...]

    /// Number of the kernel that connects output channel `o` of `group` with its input channel `c`.
    int64_t kernel_of(int64_t group, int64_t o, int64_t c) const {
        return is_conv ? (group * out + o) * in + c : (group * in + c) * out + o;
    }
};

inline Channels channels_of(const Operation& operation) {
    if (!has_weight(operation.kind))
        return {1, 1, operation.in_channels, true};
    return {operation.in_channels / operation.groups, operation.out_channels / operation.groups,
            operation.groups, operation.kind == Kind::conv};
}

} // namespace convlens::detail
