// SIGTERM, SIGINT and SIGHUP as a wish that the loop carries out: it writes what is unsaved first.
#pragma once

#include "process/descriptor.h"

#include <array>
#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

namespace convlens {

/// While it lives these signals are taken. One at a time in a program.
class Termination {
public:
    /// `wake` is called from another thread when a signal has come.
    explicit Termination(std::function<void()> wake);
    ~Termination();
    Termination(const Termination&) = delete;
    Termination& operator=(const Termination&) = delete;

    /// The signal that has come; 0: none.
    int signal() const { return signal_; }

private:
    static constexpr std::array signals{SIGTERM, SIGINT, SIGHUP};
    void watch();
    void give_back();

    std::function<void()> wake_;
    std::array<struct sigaction, signals.size()> before_{};
    Descriptor read_end_;
    std::atomic<int> signal_ = 0;
    std::thread thread_;
};

} // namespace convlens
