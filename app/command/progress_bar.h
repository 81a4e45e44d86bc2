// A bar on standard error while something is written. Shown on a terminal only, unless asked for.
#pragma once

#include <cstdint>
#include <optional>

namespace convlens {

class ProgressBar {
public:
    /// `asked`: --progress; absent: where standard error is a terminal.
    explicit ProgressBar(std::optional<bool> asked);
    /// The bar is taken away, so that an error's line is alone.
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void show(int64_t done, int64_t all);

private:
    bool shown_;
    int64_t last_ = -1; // hundredths that the bar shows
};

} // namespace convlens
