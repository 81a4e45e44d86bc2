// How long the class has gone on. A value; whoever asks knows the time, in seconds of any clock that only
// goes forward.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace convlens {

class ClassClock {
public:
    /// Begins, unless it runs already.
    void start(double now) {
        if (!began_)
            began_ = now;
    }
    void restart(double now) { began_ = now; }
    bool is_running() const { return began_.has_value(); }
    /// Whole seconds; 0 before it begins.
    int64_t seconds(double now) const {
        return began_ ? static_cast<int64_t>(std::max(now - *began_, 0.0)) : 0;
    }
    /// When it shows something else, where it shows whole units of so many seconds.
    double next_change(double now, int64_t unit) const {
        const int64_t units = seconds(now) / unit + 1;
        return began_ ? *began_ + static_cast<double>(units * unit) : now;
    }

private:
    std::optional<double> began_;
};

/// "4:05", "1:04:05".
inline std::string elapsed_text(int64_t seconds) {
    const auto two = [](int64_t number) { return (number < 10 ? ":0" : ":") + std::to_string(number); };
    const int64_t minutes = seconds / 60, hours = minutes / 60;
    return (hours > 0 ? std::to_string(hours) + two(minutes % 60) : std::to_string(minutes)) +
           two(seconds % 60);
}

} // namespace convlens
