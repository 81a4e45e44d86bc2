// Work of which only the latest is wanted, beside the window: one at a time, for each may take all the memory
// that there is. What is superseded is cancelled and never waited for; what is wanted now begins in the turn
// that finds it ended.
#pragma once

#include "window/application/jobs.h"

#include <functional>
#include <optional>
#include <utility>

namespace convlens {

template <class T> class LatestJob {
public:
    using Work = std::function<T(JobControl&)>;
    using Outcome = typename Job<T>::Outcome;

    /// `now`: platform_seconds.
    void want(Executor& executor, Work work, double now) {
        if (!behind_since_)
            behind_since_ = now;
        if (job_.is_running()) {
            cancel();
            next_ = std::move(work);
            return;
        }
        begin(executor, std::move(work));
    }
    /// Nothing is wanted any more.
    void drop() {
        behind_since_.reset();
        next_ = nullptr;
        if (job_.is_running())
            cancel();
    }
    /// What was wanted last, once, when it is there.
    std::optional<Outcome> take(Executor& executor) {
        std::optional<Outcome> outcome = job_.take();
        if (!outcome)
            return std::nullopt;
        if (std::exchange(is_dropped_, false)) {
            if (next_)
                begin(executor, std::exchange(next_, nullptr));
            return std::nullopt;
        }
        behind_since_.reset();
        return outcome;
    }

    bool is_running() const { return job_.is_running(); }
    /// Returns when what runs is done.
    void wait() { job_.wait(); }
    /// Since when something is wanted that is not there.
    std::optional<double> behind_since() const { return behind_since_; }

private:
    void begin(Executor& executor, Work work) {
        job_ = Job<T>(executor, std::move(work), WhenDropped::leave);
    }
    void cancel() {
        job_.control()->cancelled = true;
        is_dropped_ = true;
    }

    Job<T> job_;
    bool is_dropped_ = false; // nobody wants what runs
    Work next_;               // as soon as that has ended
    std::optional<double> behind_since_;
};

} // namespace convlens
