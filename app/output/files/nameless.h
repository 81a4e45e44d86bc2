// Files that go with their descriptors: what is unfinished has no name, and nothing is left of it however the
// program ends. Knows bytes and paths only.
#pragma once

#include <cstdint>
#include <string>

#include <sys/types.h>

namespace convlens {

/// Bytes that have no name yet.
struct NamelessBytes {
    int descriptor = -1;  // of a file; negative: there are none
    bool is_file = false; // all of a file that can be named; else the bytes [offset, offset + size) of it
    int64_t offset = 0, size = 0;
};

/// Opens a file without a name for reading and writing: in a folder, so that it can be named there; where the
/// file system has no such files `can_be_named` is false. Negative: errno says why there is none.
int open_nameless_in(const std::string& folder, mode_t mode, bool& can_be_named);
/// In the folder for temporary files.
int open_nameless();

/// One in the folder for temporary files, closed with its owner.
class ScratchFile {
public:
    ScratchFile() : descriptor_(open_nameless()) {}
    ~ScratchFile();
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    int descriptor() const { return descriptor_; } // negative: errno says why there is none

private:
    int descriptor_;
};

/// "/proc/self/fd/7": for whoever opens it by a path.
std::string descriptor_path(int descriptor);

/// Gives bytes a name that is free: another name of their file, else a file of its own. Returns 0, or the
/// errno of what failed (EEXIST: it is not free).
int give_name(const NamelessBytes& bytes, const std::string& path);

} // namespace convlens
