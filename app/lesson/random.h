// Numbers without a pattern from a seed, the same on every machine.
#pragma once

#include <cstdint>

namespace convlens {

/// splitmix64: moves the state on.
inline uint64_t next_random(uint64_t& state) {
    uint64_t z = state += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

/// min <= max
inline int64_t random_between(uint64_t& state, int64_t min, int64_t max) {
    return min + static_cast<int64_t>(next_random(state) % static_cast<uint64_t>(max - min + 1));
}

} // namespace convlens
