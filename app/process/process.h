// Another program as a child: started without a shell, fed through its standard input, waited for, and never
// left behind. Knows no formats and no texts.
#pragma once

#include "process/descriptor.h"

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

struct ProcessRequest {
    std::string program;                // a path, or a name that is looked for in PATH
    std::vector<std::string> arguments; // with the program's own name first
    int input = -1; // descriptor that becomes its standard input; negative: a pipe, see `write`
    int extra = -1; // descriptor that becomes its descriptor 3; negative: none
};

/// How a child has ended.
struct ProcessEnd {
    enum class How { exited, signalled, timed_out };
    How how = How::exited;
    int value = 0; // the exit status or the signal; of timed_out 0
    bool is_success() const { return how == How::exited && value == 0; }
};

/// A child whose standard output and error go nowhere. SIGPIPE must be ignored by the program that writes to
/// one.
class Process {
public:
    /// Throws std::system_error with the reason where it cannot be started (ENOENT: there is no such
    /// program).
    explicit Process(const ProcessRequest& request);
    /// Ends a child that still runs.
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// To the child's standard input, which is a pipe; waits until the child has taken it. False: the child
    /// reads no more.
    bool write(std::string_view bytes);
    /// Ends the child's standard input and waits for its end; after `limit` the child is killed. Once.
    ProcessEnd wait(std::optional<std::chrono::milliseconds> limit = std::nullopt);

private:
    pid_t child_ = -1; // negative: its end is known
    Descriptor input_; // our end of the pipe
};

} // namespace convlens
