// What counts as one edit for undo.
#pragma once

#include <cstdint>

namespace convlens {

/// Every press, key, activation, or burst of the wheel is one gesture, and one entry of the history.
class GestureCounter {
public:
    static constexpr double burst_seconds = 0.5;
    uint64_t value() const { return value_; }
    void press() { ++value_; }
    void wheel(double seconds) {
        if (seconds - last_wheel_ > burst_seconds)
            ++value_;
        last_wheel_ = seconds;
    }

private:
    uint64_t value_ = 1;
    double last_wheel_ = -1e9;
};

} // namespace convlens
