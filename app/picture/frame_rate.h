// Frames a second as an exact fraction, so that the times of the frames of any film have no drift.
#pragma once

#include <cstdint>

namespace convlens {

/// 20 is 20/1, 23.976 is 2997/125, NTSC's is 24000/1001. A value.
struct FrameRate {
    int64_t frames = 20; // > 0, in
    int64_t seconds = 1; // > 0, so many
    bool operator==(const FrameRate&) const = default;

    double per_second() const { return static_cast<double>(frames) / static_cast<double>(seconds); }
    bool is_over(int64_t per_second) const { return frames > per_second * seconds; }
    /// When frame `number` begins, in 1/`units` s, rounded by itself: rounding errors never add up.
    /// Preconditions  number * seconds * units * 2 < 2^63
    int64_t begin_of(int64_t number, int64_t units) const {
        return (number * seconds * units * 2 + frames) / (2 * frames);
    }
};

} // namespace convlens
