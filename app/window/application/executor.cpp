// Both keep a job's promise: once it is waited for, its work has been done exactly once.
#include "window/application/executor.h"

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace convlens {

using Work = std::function<void()>;

struct ThreadExecutor::Shared {
    std::mutex mutex; // of `wake`
    Work wake;
    std::atomic<int> running = 0;

    void tell() {
        const std::lock_guard lock(mutex);
        if (wake)
            wake();
    }
};

namespace {

/// The window comes first, and with it who draws it: keys are late by a turn of the scheduler else, where the
/// work takes all processors. Threads that the work starts have its priority.
void come_second() {
    constexpr int later = 5;
    const auto thread = static_cast<id_t>(gettid());
    setpriority(PRIO_PROCESS, thread,
                getpriority(PRIO_PROCESS, thread) + later); // at most 19, says the system
}

class ThreadWork : public RunningWork {
public:
    explicit ThreadWork(Work work) : thread_(std::move(work)) {}
    ThreadWork(const ThreadWork&) = delete;
    ThreadWork& operator=(const ThreadWork&) = delete;
    ~ThreadWork() override { join(); }
    void wait() override { join(); }
    void leave() override {
        if (thread_.joinable())
            thread_.detach();
    }

private:
    void join() {
        if (thread_.joinable())
            thread_.join();
    }
    std::thread thread_;
};

/// Does the work that is still there, and leaves an empty function.
void do_once(const std::shared_ptr<Work>& work) {
    if (const Work now = std::exchange(*work, {}))
        now();
}

class WaitingWork : public RunningWork {
public:
    explicit WaitingWork(std::shared_ptr<Work> work) : work_(std::move(work)) {}
    WaitingWork(const WaitingWork&) = delete;
    WaitingWork& operator=(const WaitingWork&) = delete;
    ~WaitingWork() override { do_once(work_); }
    void wait() override { do_once(work_); }
    void leave() override { *work_ = {}; }

private:
    std::shared_ptr<Work> work_;
};

} // namespace

ThreadExecutor::ThreadExecutor(std::function<void()> wake) : shared_(std::make_shared<Shared>()) {
    shared_->wake = std::move(wake);
}

std::unique_ptr<RunningWork> ThreadExecutor::run(Work work) {
    const auto once = std::make_shared<Work>(std::move(work));
    ++shared_->running;
    try {
        return std::make_unique<ThreadWork>([once, shared = shared_] {
            come_second();
            do_once(once);
            --shared->running;
            shared->tell();
        });
    } catch (const std::system_error&) { // the system has no thread to give: the window does it, and is late
        --shared_->running;
        do_once(once);
        shared_->tell();
        return std::make_unique<WaitingWork>(once);
    } catch (...) {
        --shared_->running;
        throw;
    }
}

void ThreadExecutor::stop_waking() {
    const std::lock_guard lock(shared_->mutex);
    shared_->wake = {};
}

bool ThreadExecutor::is_busy() const {
    return shared_->running > 0;
}

std::unique_ptr<RunningWork> CooperativeExecutor::run(Work work) {
    waiting_.push_back(std::make_shared<Work>(std::move(work)));
    return std::make_unique<WaitingWork>(waiting_.back());
}

void CooperativeExecutor::poll() {
    while (!waiting_.empty()) {
        const std::shared_ptr<Work> next = std::move(waiting_.front());
        waiting_.pop_front();
        if (*next) {
            do_once(next);
            return;
        }
    }
}

} // namespace convlens
