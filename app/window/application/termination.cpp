// The handler writes the signal's number into a pipe, which it may; a thread reads it, for the loop waits in
// the system's window library, which a signal does not wake.
#include "window/application/termination.h"

#include <fcntl.h>
#include <poll.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace convlens {
namespace {

constexpr int patience = 2000; // ms until a program that does not carry the wish out ends all the same
constexpr unsigned char enough = 0;

std::atomic<int> write_end = -1; // of the pipe that the handler knows

extern "C" void pass_on(int signal_number) {
    const auto number = static_cast<unsigned char>(signal_number);
    [[maybe_unused]] const ssize_t written = write(write_end, &number, 1);
}

} // namespace

Termination::Termination(std::function<void()> wake) : wake_(std::move(wake)) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return; // the signals end the program as they do elsewhere
    read_end_ = Descriptor(ends[0]);
    write_end = ends[1];
    try {
        thread_ = std::thread([this] { watch(); });
    } catch (const std::system_error&) {
        return;
    }
    for (std::size_t i = 0; i < signals.size(); ++i) {
        sigaction(signals[i], nullptr, &before_[i]);
        struct sigaction action = {};
        action.sa_handler = pass_on;
        action.sa_flags = SA_RESTART;
        if (before_[i].sa_handler != SIG_IGN) // nohup keeps its meaning
            sigaction(signals[i], &action, nullptr);
    }
}

Termination::~Termination() {
    if (thread_.joinable()) {
        give_back();
        [[maybe_unused]] const ssize_t written = write(write_end, &enough, 1);
        thread_.join();
    }
    const Descriptor closing(write_end.exchange(-1));
}

void Termination::give_back() {
    for (std::size_t i = 0; i < signals.size(); ++i)
        sigaction(signals[i], &before_[i], nullptr);
}

void Termination::watch() {
    unsigned char number = enough;
    if (read(read_end_.get(), &number, 1) != 1 || number == enough)
        return;
    signal_ = number;
    wake_();
    // A second signal, or a loop that is held up: what was there before ends the program.
    pollfd more{read_end_.get(), POLLIN, 0};
    unsigned char next = enough;
    if (poll(&more, 1, patience) == 1 && read(read_end_.get(), &next, 1) == 1 && next == enough)
        return;
    give_back();
    raise(number);
}

} // namespace convlens
