// Another program as a child: started without a shell, fed through its standard input, waited for, and never
// left behind. Knows no formats and no texts.
#pragma once

#include "process/descriptor.h"

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

struct ProcessRequest {
    std::string program;                // a path, or a name that is looked for in PATH
    std::vector<std::string> arguments; // with the program's own name first
    int input = -1;               // descriptor that becomes its standard input; negative: a pipe, see `write`
    std::vector<int> extras = {}; // descriptors that become its descriptors 3, 4, ...
    bool reads_errors = false;    // its standard error is read, see `last_error_line`
};

/// How long somebody waits for a child that may hang, and who may end the waiting.
struct ProcessPatience {
    std::optional<std::chrono::milliseconds> limit; // without a sign of life; absent: none
    std::function<bool()> goes_on;                  // asked some times a second; empty: to the end
};

/// How a child has ended.
struct ProcessEnd {
    enum class How { exited, signalled, timed_out, given_up };
    How how = How::exited;
    int value = 0; // the exit status or the signal; of the others 0
    bool is_success() const { return how == How::exited && value == 0; }
};

/// A child whose standard output goes nowhere, and its error too where it is not read. SIGPIPE must be
/// ignored by the program that writes to one.
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
    /// The same. False also where the patience ends, which kills the child: `wait` then says which of the two
    /// it was. A child gives a sign of life where it takes bytes or uses the processor.
    bool write(std::string_view bytes, const ProcessPatience& patience);
    /// Ends the child's standard input and waits for its end; after `limit` the child is killed. Once.
    ProcessEnd wait(std::optional<std::chrono::milliseconds> limit = std::nullopt);
    /// The same, for as long as it gives signs of life.
    ProcessEnd wait(const ProcessPatience& patience);

    pid_t id() const { return child_; }
    /// The last line that is not empty of what it has written to its standard error, of its last 4 KiB;
    /// complete after `wait`.
    std::string last_error_line() const;

private:
    class Vigil;
    void read_errors();
    void give_up(ProcessEnd::How how);
    ProcessEnd end_of(int status);

    pid_t child_ = -1; // negative: its end is known
    Descriptor input_; // our end of the pipe
    Descriptor errors_;
    std::string error_text_;
    std::optional<ProcessEnd::How> killed_; // by us
};

} // namespace convlens
