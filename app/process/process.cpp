// posix_spawn and waitpid. Every descriptor of ours closes when the child starts, but for those that it is
// given.
#include "process/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <system_error>

namespace convlens {
namespace {

[[noreturn]] void fail(int error) {
    throw std::system_error(error, std::system_category());
}

/// The same file at a number that is not one of the child's, so that moving one there cannot close another.
Descriptor out_of_the_way(int descriptor) {
    const int fd = fcntl(descriptor, F_DUPFD_CLOEXEC, 10);
    if (fd < 0)
        fail(errno);
    return Descriptor(fd);
}

class SpawnActions {
public:
    SpawnActions() { posix_spawn_file_actions_init(&actions_); }
    ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;

    void give(const Descriptor& descriptor, int number) {
        posix_spawn_file_actions_adddup2(&actions_, descriptor.get(), number);
    }
    void silence(int number) {
        posix_spawn_file_actions_addopen(&actions_, number, "/dev/null", O_WRONLY, 0);
    }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

pid_t spawn(const ProcessRequest& request, const SpawnActions& actions) {
    std::vector<char*> arguments;
    for (const std::string& argument : request.arguments)
        arguments.push_back(const_cast<char*>(argument.c_str())); // POSIX: they are not changed
    arguments.push_back(nullptr);
    pid_t child = -1;
    const int error =
        posix_spawnp(&child, request.program.c_str(), actions.get(), nullptr, arguments.data(), environ);
    if (error != 0)
        fail(error);
    return child;
}

struct Pipe {
    Descriptor read_end, write_end;
};

Pipe open_pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        fail(errno);
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

constexpr int wide_pipe = 1 << 20; // bytes
constexpr int slice_ms = 100;      // between two looks at a child that is waited for

/// What a process has used so far, all its threads together; 0 where nobody can say.
std::chrono::nanoseconds processor_time(pid_t process) {
    clockid_t clock = 0;
    timespec used{};
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return {};
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

/// Whether the child ends within `limit`.
bool ends_within(pid_t child, std::chrono::milliseconds limit) {
    // Through syscall: glibc 2.36 declares pidfd_open without extern "C".
    const Descriptor handle(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));
    if (handle.get() < 0)
        return true; // no such call before Linux 5.3: wait without a clock
    const auto end = std::chrono::steady_clock::now() + limit;
    while (true) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd event{handle.get(), POLLIN, 0};
        const int ready = poll(&event, 1, static_cast<int>(std::max<int64_t>(left.count(), 0)));
        if (ready >= 0 || errno != EINTR)
            return ready != 0;
    }
}

int wait_status(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

} // namespace

Process::Process(const ProcessRequest& request) {
    std::vector<Descriptor> given; // until the child has them
    SpawnActions actions;
    const auto give = [&](int descriptor, int number) {
        given.push_back(out_of_the_way(descriptor));
        actions.give(given.back(), number);
    };
    Pipe input;
    if (request.input < 0) {
        input = open_pipe();
        fcntl(input.write_end.get(), F_SETPIPE_SZ, wide_pipe); // a wish: fewer turns where much is written
    }
    give(request.input < 0 ? input.read_end.get() : request.input, STDIN_FILENO);
    actions.silence(STDOUT_FILENO);
    Pipe errors;
    if (request.reads_errors) {
        errors = open_pipe();
        fcntl(errors.read_end.get(), F_SETFL, O_NONBLOCK);
        give(errors.write_end.get(), STDERR_FILENO);
    } else {
        actions.silence(STDERR_FILENO);
    }
    for (std::size_t i = 0; i < request.extras.size(); ++i)
        give(request.extras[i], static_cast<int>(3 + i));
    child_ = spawn(request, actions);
    input_ = std::move(input.write_end);
    errors_ = std::move(errors.read_end);
}

Process::~Process() {
    if (child_ < 0)
        return;
    kill(child_, SIGKILL);
    wait_status(child_);
}

/// What it has written, as far as it is there; never waits.
void Process::read_errors() {
    constexpr std::size_t kept = 4096;
    char piece[4096];
    ssize_t size = 0;
    while (errors_.get() >= 0 && (size = read(errors_.get(), piece, sizeof piece)) != 0) {
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return; // nothing is there now
        error_text_.append(piece, static_cast<std::size_t>(size));
        if (error_text_.size() > kept)
            error_text_.erase(0, error_text_.size() - kept);
    }
    errors_.close();
}

std::string Process::last_error_line() const {
    const std::size_t last = error_text_.find_last_not_of("\r\n \t");
    if (last == std::string::npos)
        return {};
    const std::size_t before = error_text_.find_last_of("\r\n", last);
    return error_text_.substr(before + 1, last - before); // npos + 1 is 0
}

void Process::give_up(ProcessEnd::How how) {
    kill(child_, SIGKILL);
    killed_ = how;
}

/// Watches a child while somebody waits for it.
class Process::Vigil {
public:
    Vigil(Process& process, const ProcessPatience& patience)
        : process_(process), patience_(patience), alive_(Clock::now()) {}

    void see_life() { alive_ = Clock::now(); }
    /// Reads what it says, and kills it where the patience ends. Returns whether to go on.
    bool goes_on() {
        process_.read_errors();
        if (patience_.goes_on && !patience_.goes_on()) {
            process_.give_up(ProcessEnd::How::given_up);
            return false;
        }
        if (const std::chrono::nanoseconds used = processor_time(process_.child_); used > used_) {
            used_ = used;
            see_life();
        }
        if (!patience_.limit || Clock::now() - alive_ <= *patience_.limit)
            return true;
        process_.give_up(ProcessEnd::How::timed_out);
        return false;
    }

private:
    using Clock = std::chrono::steady_clock;
    Process& process_;
    const ProcessPatience& patience_;
    Clock::time_point alive_;
    std::chrono::nanoseconds used_{0};
};

bool Process::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(input_.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool Process::write(std::string_view bytes, const ProcessPatience& patience) {
    fcntl(input_.get(), F_SETFL, O_NONBLOCK);
    Vigil vigil(*this, patience);
    while (!bytes.empty()) {
        const ssize_t written = ::write(input_.get(), bytes.data(), bytes.size());
        if (written > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
            vigil.see_life();
            continue;
        }
        if (written < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        pollfd events[] = {{input_.get(), POLLOUT, 0}, {errors_.get(), POLLIN, 0}};
        poll(events, 2, slice_ms);
        if (!vigil.goes_on())
            return false;
    }
    return true;
}

ProcessEnd Process::wait(std::optional<std::chrono::milliseconds> limit) {
    input_.close();
    if (limit && !ends_within(child_, *limit))
        give_up(ProcessEnd::How::timed_out);
    return end_of(wait_status(std::exchange(child_, -1)));
}

ProcessEnd Process::wait(const ProcessPatience& patience) {
    input_.close();
    Vigil vigil(*this, patience);
    while (!ends_within(child_, std::chrono::milliseconds(slice_ms)) && vigil.goes_on()) {
    }
    const int status = wait_status(std::exchange(child_, -1));
    read_errors();
    return end_of(status);
}

ProcessEnd Process::end_of(int status) {
    if (killed_)
        return {*killed_, 0};
    if (WIFSIGNALED(status))
        return {ProcessEnd::How::signalled, WTERMSIG(status)};
    return {ProcessEnd::How::exited, WEXITSTATUS(status)};
}

} // namespace convlens
