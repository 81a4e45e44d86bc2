// A line that writes over itself.
#include "command/progress_bar.h"

#include <cstdio>
#include <string>
#include <unistd.h>

namespace convlens {
namespace {
constexpr int64_t width = 40;
}

ProgressBar::ProgressBar(std::optional<bool> asked) : shown_(asked.value_or(isatty(STDERR_FILENO) == 1)) {}

ProgressBar::~ProgressBar() {
    if (last_ >= 0)
        std::fprintf(stderr, "\r%*s\r", static_cast<int>(width) + 8, "");
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
    std::fprintf(stderr, "\r[%s] %3d %%", bar.c_str(), static_cast<int>(hundredths));
}

} // namespace convlens
