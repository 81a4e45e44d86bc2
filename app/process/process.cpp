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
    Descriptor read_end;
    if (request.input < 0) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0)
            fail(errno);
        read_end = Descriptor(ends[0]);
        input_ = Descriptor(ends[1]);
    }
    const Descriptor input = out_of_the_way(request.input < 0 ? read_end.get() : request.input);
    const Descriptor extra = request.extra < 0 ? Descriptor() : out_of_the_way(request.extra);
    SpawnActions actions;
    actions.give(input, STDIN_FILENO);
    actions.silence(STDOUT_FILENO);
    actions.silence(STDERR_FILENO);
    if (extra.get() >= 0)
        actions.give(extra, 3);
    child_ = spawn(request, actions);
}

Process::~Process() {
    if (child_ < 0)
        return;
    kill(child_, SIGKILL);
    wait_status(child_);
}

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

ProcessEnd Process::wait(std::optional<std::chrono::milliseconds> limit) {
    input_.close();
    const bool in_time = !limit || ends_within(child_, *limit);
    if (!in_time)
        kill(child_, SIGKILL);
    const int status = wait_status(std::exchange(child_, -1));
    if (!in_time)
        return {ProcessEnd::How::timed_out, 0};
    if (WIFSIGNALED(status))
        return {ProcessEnd::How::signalled, WTERMSIG(status)};
    return {ProcessEnd::How::exited, WEXITSTATUS(status)};
}

} // namespace convlens
