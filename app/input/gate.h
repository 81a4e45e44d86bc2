// The one gate for files from outside: opened without blocking, regular files only, at most so many bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace convlens {

/// A file descriptor that is closed with its owner.
class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
    Descriptor& operator=(Descriptor&&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
};

struct OpenFile {
    Descriptor descriptor; // at the file's begin
    int64_t size = 0;      // bytes
};

/// Throws Error naming the file: it is not there, not a regular file, or over `max_bytes`.
OpenFile open_regular(const std::string& path, int64_t max_bytes);

/// Reads `count` bytes from `descriptor` on. Throws Error naming the file where there are fewer.
void read_exactly(const Descriptor& descriptor, void* into, std::size_t count, const std::string& path);

/// The whole file.
std::string read_file(const std::string& path, int64_t max_bytes);

} // namespace convlens
