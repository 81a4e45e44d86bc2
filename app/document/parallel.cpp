// A thread that cannot be had is done without: the caller's own does all that the others leave.
#include "document/parallel.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace convlens {

void on_threads(int threads, int64_t count, const IsCancelled& is_cancelled,
                const std::function<void(int64_t)>& work) {
    std::atomic<int64_t> next = 0;
    std::atomic<bool> left_out = false;
    const auto take = [&] {
        for (int64_t number = next++; number < count && !left_out; number = next++)
            if (is_cancelled && is_cancelled())
                left_out = true;
            else
                work(number);
    };
    std::vector<std::thread> helpers;
    const int64_t wanted = std::min<int64_t>(threads, count) - 1;
    try {
        for (int64_t i = 0; i < wanted; ++i)
            helpers.emplace_back(take);
    } catch (const std::system_error&) {
    }
    take();
    for (std::thread& helper : helpers)
        helper.join();
    if (left_out)
        throw Cancelled();
}

} // namespace convlens
