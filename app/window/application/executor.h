// Who does a job's work: a thread beside the window, or, where there are no threads, the window's own turns.
#pragma once

#include <deque>
#include <functional>
#include <memory>

namespace convlens {

/// One piece of work that an executor has taken.
class RunningWork {
public:
    virtual ~RunningWork() = default; // waits too
    /// Returns when the work is done; with an executor without threads it is done here.
    virtual void wait() = 0;
    /// Lets it go on by itself: going away waits no more, and nobody is told when it is done.
    virtual void leave() = 0;
};

class Executor {
public:
    virtual ~Executor() = default;
    /// Does the work once, sooner or later; it throws nothing.
    virtual std::unique_ptr<RunningWork> run(std::function<void()> work) = 0;
    /// Called once a turn of the window.
    virtual void poll() = 0;
    /// Whether `poll` must be called again, for there is work.
    virtual bool needs_poll() const = 0;
};

/// A thread for each piece of work; where none can be started it is done before `run` returns.
class ThreadExecutor : public Executor {
public:
    /// `wake` is called from the thread after each piece of work, so that the window takes the outcome.
    explicit ThreadExecutor(std::function<void()> wake);
    std::unique_ptr<RunningWork> run(std::function<void()> work) override;
    void poll() override {}
    bool needs_poll() const override { return false; }
    /// From now on nobody is woken: the window goes.
    void stop_waking();
    /// Whether some work is still being done, left by everybody.
    bool is_busy() const;

private:
    struct Shared; // outlives the executor while a thread runs
    std::shared_ptr<Shared> shared_;
};

/// One piece of work a turn, in the order in which they came, each as a whole.
class CooperativeExecutor : public Executor {
public:
    std::unique_ptr<RunningWork> run(std::function<void()> work) override;
    void poll() override;
    bool needs_poll() const override { return !waiting_.empty(); }

private:
    std::deque<std::shared_ptr<std::function<void()>>> waiting_; // an empty function: was done by `wait`
};

} // namespace convlens
