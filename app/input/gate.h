// The one gate for files from outside: opened without blocking, regular files only, at most so many bytes.
#pragma once

#include "input/byte_source.h"
#include "process/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace convlens {

struct OpenFile {
    Descriptor descriptor; // at the file's begin
    int64_t size = 0;      // bytes
};

/// Reads a pipe, or for "-" standard input, to its end into memory, and from then on opens that for this
/// path; another file is left alone. To be called before other threads run. Throws Error naming it: it cannot
/// be read, over limits::pipe_bytes come, or nobody writes.
void keep_piped(const std::string& path);

/// Throws Error naming the file: it is not there, not a regular file, or over `max_bytes`.
OpenFile open_regular(const std::string& path, int64_t max_bytes);

/// Reads `count` bytes from `descriptor` on. Throws Error naming the file where there are fewer.
void read_exactly(const Descriptor& descriptor, void* into, std::size_t count, const std::string& path);

/// The file's bytes at any place; `file` outlives it. Reading throws Error naming `path`.
ByteSource byte_source(const OpenFile& file, const std::string& path);

/// The whole file.
std::string read_file(const std::string& path, int64_t max_bytes);

} // namespace convlens
