// One job at a time. A helper that wakes up after the job's end waits for the next one, so that on a busy
// machine the caller never waits for a thread that has nothing to do.
#include "engine/detail/fast/threads.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace convlens::detail {

namespace {

/// How often a helper checks for the next job before it sleeps: some 20 microseconds, less than waking it
/// costs.
constexpr int spin_count = 4000;

void pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

class Pool {
public:
    ~Pool() {
        {
            const std::lock_guard lock(mutex_);
            ends_ = true;
            ++generation_;
        }
        wake_.notify_all();
        for (std::thread& thread : threads_)
            thread.join();
    }

    /// False: somebody else is using it.
    bool run(const Crew& crew, int64_t count, const std::function<void(int64_t, int)>& task) {
        const std::unique_lock only(in_use_, std::try_to_lock);
        if (!only.owns_lock())
            return false;
        open(crew, count, task);
        work(0);
        std::unique_lock lock(mutex_);
        is_open_ = false;
        done_.wait(lock, [this] { return left_ == joined_; });
        return true;
    }

private:
    void open(const Crew& crew, int64_t count, const std::function<void(int64_t, int)>& task) {
        try {
            while (static_cast<int>(threads_.size()) < crew.threads - 1)
                threads_.emplace_back([this] { help(); });
        } catch (const std::system_error&) { // those that there are do it, at least the caller's
        }
        const int helpers = std::min(crew.threads - 1, static_cast<int>(threads_.size()));
        {
            const std::lock_guard lock(mutex_);
            crew_ = &crew;
            task_ = &task;
            count_ = count;
            next_ = 0;
            joined_ = left_ = 0;
            helpers_ = helpers;
            is_open_ = true;
            ++generation_;
        }
        wake_.notify_all();
    }

    void work(int worker) {
        for (int64_t number = next_++; number < count_ && !crew_->is_cancelled(); number = next_++)
            (*task_)(number, worker);
    }

    void help() {
        uint64_t seen = 0;
        for (;;) {
            for (int spin = 0; spin < spin_count && generation_ == seen; ++spin)
                pause();
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [&] { return generation_ != seen; });
            seen = generation_;
            if (ends_)
                return;
            if (!is_open_ || joined_ == helpers_)
                continue;
            const int worker = ++joined_;
            lock.unlock();
            work(worker);
            lock.lock();
            ++left_;
            done_.notify_one();
        }
    }

    std::mutex in_use_; // held for a whole job
    std::mutex mutex_;  // of all below
    std::condition_variable wake_;
    std::condition_variable done_;
    std::vector<std::thread> threads_;
    const Crew* crew_ = nullptr;
    const std::function<void(int64_t, int)>* task_ = nullptr;
    int64_t count_ = 0;
    std::atomic<int64_t> next_ = 0;
    std::atomic<uint64_t> generation_ = 0; // counts jobs
    int helpers_ = 0;                      // at most so many join the job
    int joined_ = 0;
    int left_ = 0;
    bool is_open_ = false;
    bool ends_ = false;
};

} // namespace

int workers_within(int threads, int64_t count, int64_t bytes, int64_t within) {
    const int64_t most = (within + (int64_t{24} << 20)) / std::max<int64_t>(1, bytes);
    return static_cast<int>(std::max<int64_t>(1, std::min({static_cast<int64_t>(threads), count, most})));
}

void parallel_for(const Crew& crew, int64_t count, const std::function<void(int64_t, int)>& task) {
    static Pool pool;
    const int useful = static_cast<int>(std::min<int64_t>(crew.threads, count));
    if (useful > 1 && pool.run(crew.of(useful), count, task))
        return;
    for (int64_t number = 0; number < count && !crew.is_cancelled(); ++number)
        task(number, 0);
}

} // namespace convlens::detail
