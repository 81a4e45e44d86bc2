// Work that takes longer than the window may wait: on its own thread, with progress and cancel.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace convlens {

/// Shared between the job's thread and the window's.
struct JobControl {
    std::atomic<bool> cancelled = false;
    std::atomic<int64_t> done = 0, all = 0;
};

/// Wakes the window; set once by it. Called from the job's thread.
using Wake = void (*)();

/// One piece of work that gives a T. Moves; going away cancels it and waits for its end.
template <class T> class Job {
public:
    struct Outcome {
        std::optional<T> value;
        std::exception_ptr error; // where there is no value
    };

    Job() = default;
    Job(std::function<T(JobControl&)> work, Wake wake) : shared_(std::make_shared<Shared>()) {
        thread_ = std::thread([shared = shared_, work = std::move(work), wake] {
            try {
                shared->outcome.value = work(shared->control);
            } catch (...) {
                shared->outcome.error = std::current_exception();
            }
            shared->finished.store(true, std::memory_order_release);
            wake();
        });
    }
    Job(Job&&) noexcept = default;
    Job& operator=(Job&& other) noexcept {
        finish();
        shared_ = std::move(other.shared_);
        thread_ = std::move(other.thread_);
        return *this;
    }
    ~Job() { finish(); }

    bool is_running() const { return shared_ != nullptr; } // until its outcome was taken
    JobControl* control() { return shared_ ? &shared_->control : nullptr; }
    /// The outcome, once, when it is there.
    std::optional<Outcome> take() {
        if (!shared_ || !shared_->finished.load(std::memory_order_acquire))
            return std::nullopt;
        thread_.join();
        Outcome outcome = std::move(shared_->outcome);
        shared_.reset();
        return outcome;
    }

private:
    struct Shared {
        JobControl control;
        std::atomic<bool> finished = false;
        Outcome outcome;
    };
    void finish() {
        if (shared_)
            shared_->control.cancelled = true;
        if (thread_.joinable())
            thread_.join();
        shared_.reset();
    }

    std::shared_ptr<Shared> shared_;
    std::thread thread_;
};

} // namespace convlens
