// Work that changes the process, done in a child.
#pragma once

#include <cstdio>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

namespace convlens::test {

/// Runs the work in a child process; its exit status as wait() gives it.
inline int status_of_child(const std::function<void()>& work) {
    std::fflush(nullptr); // else the child writes it once more
    const pid_t child = fork();
    if (child == 0) {
        work();
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}

} // namespace convlens::test
