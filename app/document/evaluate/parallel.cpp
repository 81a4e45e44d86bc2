// A thread that cannot be had is done without: the caller's own does all that the others leave.
#include "document/evaluate/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace convlens {

int processors() {
    static const int count = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return count;
}

void on_threads(int threads, int64_t count, const IsCancelled& is_cancelled,
                const std::function<void(int64_t)>& work) {
    std::atomic<int64_t> next = 0;
    std::atomic<bool> ends = false;
    std::exception_ptr error; // the first one
    const auto take = [&] {
        try {
            for (int64_t number = next++; number < count && !ends; number = next++) {
                go_on(is_cancelled);
                work(number);
            }
        } catch (...) {
            if (!ends.exchange(true))
                error = std::current_exception();
        }
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
    if (error)
        std::rethrow_exception(error);
}

} // namespace convlens
