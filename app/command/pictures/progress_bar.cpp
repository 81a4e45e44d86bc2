// A line that writes over itself.
#include "command/pictures/progress_bar.h"

#include <cmath>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace convlens {
namespace {
constexpr int64_t width = 40, room = 40; // of the bar, and of what is behind it
}

ProgressBar::ProgressBar(std::optional<bool> asked, const Texts& texts)
    : shown_(asked.value_or(isatty(STDERR_FILENO) == 1)), texts_(texts) {}

ProgressBar::~ProgressBar() {
    if (last_ >= 0)
        std::fprintf(stderr, "\r%*s\r", static_cast<int>(width + room), "");
}

void ProgressBar::show(int64_t done, int64_t all) {
    const int64_t hundredths =
        all > 0 ? static_cast<int64_t>(100.0 * static_cast<double>(done) / static_cast<double>(all)) : 100;
    if (!shown_ || hundredths == last_)
        return;
    last_ = hundredths;
    const auto filled = static_cast<std::size_t>(hundredths * width / 100);
    const std::string bar =
        std::string(filled, '=') + std::string(static_cast<std::size_t>(width) - filled, ' ');
    std::fprintf(stderr, "\r[%s] %3d %%%s", bar.c_str(), static_cast<int>(hundredths),
                 time_left(static_cast<double>(hundredths) / 100).c_str());
}

/// Empty while too little is done to judge by, or where next to nothing is left.
std::string ProgressBar::time_left(double share) const {
    constexpr double min_share = 0.02, min_seconds = 2;
    const double gone = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    if (share < min_share || gone < min_seconds)
        return std::string(static_cast<std::size_t>(room) - 16, ' ');
    const auto left = static_cast<int64_t>(std::ceil(gone * (1 - share) / share));
    const std::string seconds = std::to_string(left % 60 + 100).substr(1);
    return "  " + texts_("progress.left", {{"time", std::to_string(left / 60) + ":" + seconds}}) + "      ";
}

} // namespace convlens
