// A bar on standard error while something is written. Shown on a terminal only, unless asked for.
#pragma once

#include "i18n/catalogue.h"
#include "output/movie.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace convlens {

class ProgressBar {
public:
    /// `asked`: --progress; absent: where standard error is a terminal.
    ProgressBar(std::optional<bool> asked, const Texts& texts);
    /// The bar is taken away, so that an error's line is alone.
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// With the time left, once it can be told.
    void show(int64_t done, int64_t all);
    /// Shows it and goes on; for as long as the bar is there.
    Progress progress() {
        return [this](int64_t done, int64_t all) {
            show(done, all);
            return true;
        };
    }

private:
    std::string time_left(double share) const;

    bool shown_;
    Texts texts_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    int64_t last_ = -1; // hundredths that the bar shows
};

} // namespace convlens
