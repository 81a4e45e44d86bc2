// The program ffmpeg as an encoder of raw pictures into one file: started, fed through a pipe, watched. Knows
// no pictures and no formats.
#pragma once

#include "output/files/atomic_file.h"
#include "process/process.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// Both descriptors are the child's for as long as it runs.
struct FfmpegRequest {
    std::vector<std::string> input;                            // what describes the raw pictures, before "-i"
    std::vector<std::string> output;                           // encoder, muxer and their settings
    std::vector<std::pair<std::string, std::string>> metadata; // names and texts of any length
    std::string path;                                          // what errors name
    std::function<bool()> goes_on;              // asked while the program is waited for; empty: yes
    std::chrono::milliseconds patience{60'000}; // without a sign of life
};

/// Thrown where `goes_on` says no; the program has been ended.
struct FfmpegGivenUp {};

class Ffmpeg {
public:
    /// Starts it; it writes to `file`, whose order is FileOrder::any. Throws Error (work): it is not
    /// installed, it cannot be started.
    Ffmpeg(const FfmpegRequest& request, AtomicFile& file);
    ~Ffmpeg();
    Ffmpeg(const Ffmpeg&) = delete;
    Ffmpeg& operator=(const Ffmpeg&) = delete;

    /// The bytes of the next picture. Throws Error (work) with the program's last words where it has ended or
    /// hangs; FfmpegGivenUp.
    void write(std::string_view bytes);
    /// Waits until the file is written. Once, last. Throws as `write`.
    void finish();

private:
    [[noreturn]] void fail(ProcessEnd end) const;

    std::string path_;
    ProcessPatience patience_;
    int64_t patience_seconds_;
    AtomicFile& file_;
    std::optional<Process> process_;
    int slot_ = -1; // in the table of the signal handler
};

} // namespace convlens
