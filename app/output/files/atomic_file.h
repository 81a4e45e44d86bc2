// A file that is either written completely or not at all: the bytes go to a temporary file beside the target,
// which takes the target's place when everything is written. What is unfinished is removed, also on SIGINT
// and SIGTERM, and goes by itself on SIGKILL where the file system has files without names. Knows bytes and
// paths, nothing of pictures.
#pragma once

#include "output/files/move_all.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// How a format writes: from the first byte to the last, or going back to what was written before. What goes
/// to a device, a pipe or standard output is gathered in a file without a name first where it goes back.
enum class FileOrder { straight, any };

/// Writes to `path`; its symbolic links are followed, an existing file keeps its mode. A device or a pipe is
/// written straight, "-" is standard output. Without `commit` the destructor leaves everything as it was.
/// With `makes_folder` the folder that it lies in may be missing, and is made in the moment in which it has
/// its place. Throws Error: `error.cannot_write` (request) where the path cannot be opened,
/// `error.write_failed` (work) later.
class AtomicFile {
public:
    explicit AtomicFile(std::string path, FileOrder order = FileOrder::straight, bool makes_folder = false);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// Buffered: an error of the device may come with a later call, at `commit` at the latest.
    void write(const void* bytes, std::size_t size);
    void write(std::string_view bytes) { write(bytes.data(), bytes.size()); }
    /// All of its bytes, and commits.
    void write_whole(std::string_view bytes) {
        write(bytes);
        commit();
    }
    /// Replaces what was written before, from byte `offset` on. FileOrder::any only.
    void overwrite(int64_t offset, std::string_view bytes);
    /// For another program that writes the whole file: its descriptor, which stays ours; it may be opened
    /// anew by /proc/self/fd. FileOrder::any only.
    int descriptor() const { return descriptor_; }
    /// All bytes of an open file, from its first on.
    void copy(int descriptor);
    /// Writes what is buffered: all that can fail for want of space. Once, after the last write;
    /// of several files that belong together all are finished before the first is committed.
    void finish();
    /// Finishes where that has not been done, and takes the target's place. Once, last.
    void commit();
    /// The same for files that belong together: all of them take their places, or none, also on a signal.
    static void commit_all(std::span<AtomicFile* const> files);

private:
    FileMove move() const;
    int take_place() const;
    void open();
    void open_temporary();
    void open_straight();
    void gather();
    void pass_on();
    void flush();
    void write_out(const char* bytes, std::size_t size);

    std::string path_;   // as the caller has it
    std::string target_; // links followed; empty: written straight
    bool makes_folder_;
    std::string new_folder_;   // that is made with it; empty: its folder is there
    std::string temporary_;    // a name of its own until it has its place; empty: it needs none
    bool is_nameless_ = false; // it has that name only for a moment, where it replaces a file
    bool is_finished_ = false;
    int slot_ = -1;       // in the table of the signal handler
    int descriptor_ = -1; // negative: closed
    int goal_ = -1;       // where what is gathered goes; negative: nothing is gathered
    std::vector<char> buffer_;
};

/// The whole file at once. What takes a while to make has an AtomicFile from the beginning instead, so that a
/// wrong path is refused before. Throws Error as AtomicFile.
void write_whole_file(const std::string& path, std::string_view bytes);

/// From now on SIGINT, SIGTERM and SIGHUP remove what is unfinished before the program ends by that signal,
/// and a closed pipe or a full quota is an error of the write instead of a signal. For main, once.
void install_signal_cleanup();

} // namespace convlens
