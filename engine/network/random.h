// A generator of our own, so that a seed means the same numbers on every machine. Private to the engine.
#pragma once

#include <cstdint>

namespace convlens::detail {

/// SplitMix64.
/// Source  Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014
class Generator {
public:
    explicit Generator(uint64_t seed) : state_(seed) {}

    uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
        return mixed ^ (mixed >> 31U);
    }
    /// In [0, 1), a multiple of 2^-53.
    double fraction() { return static_cast<double>(next() >> 11U) * 0x1p-53; }
    /// In [0, count); count < 2^32.
    int64_t below(int64_t count) {
        return static_cast<int64_t>(((next() >> 32U) * static_cast<uint64_t>(count)) >> 32U);
    }

private:
    uint64_t state_;
};

} // namespace convlens::detail
