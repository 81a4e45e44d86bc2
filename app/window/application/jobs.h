// Work that takes longer than the window may wait: done by an executor, with progress and cancel.
#pragma once

#include "window/application/executor.h"

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace convlens {

/// Shared between the job's work and the window.
struct JobControl {
    std::atomic<bool> cancelled = false;
    std::atomic<int64_t> done = 0, all = 0;
};

/// What a job that goes away does with work that has begun: files are written to the end, what only reads or
/// computes is left to itself.
enum class WhenDropped { wait, leave };

/// One piece of work that gives a T. Moves. Going away cancels it: work that has begun is waited for or left,
/// work that has not is never done.
template <class T> class Job {
public:
    struct Outcome {
        std::optional<T> value;
        std::exception_ptr error; // where there is no value
    };

    Job() = default;
    Job(Executor& executor, std::function<T(JobControl&)> work, WhenDropped when_dropped = WhenDropped::wait)
        : shared_(std::make_shared<Shared>()), when_dropped_(when_dropped) {
        running_ = executor.run([shared = shared_, work = std::move(work)] {
            if (!shared->abandoned)
                try {
                    shared->outcome.value = work(shared->control);
                } catch (...) {
                    shared->outcome.error = std::current_exception();
                }
            shared->finished.store(true, std::memory_order_release);
        });
    }
    Job(Job&&) noexcept = default;
    Job& operator=(Job&& other) noexcept {
        cancel();
        shared_ = std::move(other.shared_);
        running_ = std::move(other.running_);
        when_dropped_ = other.when_dropped_;
        return *this;
    }
    ~Job() { cancel(); }

    bool is_running() const { return shared_ != nullptr; } // until its outcome was taken
    JobControl* control() { return shared_ ? &shared_->control : nullptr; }
    /// Returns when the work is done; the outcome is there to be taken.
    void wait() {
        if (running_)
            running_->wait();
    }
    /// The outcome, once, when it is there.
    std::optional<Outcome> take() {
        if (!shared_ || !shared_->finished.load(std::memory_order_acquire))
            return std::nullopt;
        running_.reset();
        Outcome outcome = std::move(shared_->outcome);
        shared_.reset();
        return outcome;
    }

private:
    struct Shared {
        JobControl control;
        std::atomic<bool> finished = false, abandoned = false;
        Outcome outcome;
    };
    void cancel() {
        if (shared_)
            shared_->abandoned = shared_->control.cancelled = true;
        if (running_ && when_dropped_ == WhenDropped::leave)
            running_->leave();
        running_.reset();
        shared_.reset();
    }

    std::shared_ptr<Shared> shared_;
    std::unique_ptr<RunningWork> running_;
    WhenDropped when_dropped_ = WhenDropped::wait;
};

} // namespace convlens
