// Non-blocking open: a FIFO without a writer would block the program for ever.
#include "input/gate.h"

#include "i18n/error_words.h"
#include "input/limits.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <memory>
#include <utility>

namespace convlens {

namespace {

[[noreturn]] void refuse_reading(const std::string& path) {
    throw Error(Error::Fault::request, "error.cannot_read", {{"reason", system_reason(errno)}}, path);
}

Descriptor opened(const std::string& path) {
    return Descriptor(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
}

/// What came through pipes, by path.
std::map<std::string, Descriptor>& piped() {
    static std::map<std::string, Descriptor> files;
    return files;
}

/// A pipe that has no writer reads as ended; one may come yet.
bool wait_for_writer(int pipe) {
    pollfd waiting{pipe, POLLIN, 0};
    return poll(&waiting, 1, static_cast<int>(limits::pipe_wait_seconds * 1000)) > 0;
}

void write_whole(const Descriptor& to, const char* bytes, std::size_t count, const std::string& path) {
    while (count > 0) {
        const ssize_t done = write(to.get(), bytes, count);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            refuse_reading(path);
        bytes += done;
        count -= static_cast<std::size_t>(done);
    }
}

void copy_pipe(int from, bool may_wait, const Descriptor& to, const std::string& path) {
    const auto block = std::make_unique<std::array<char, 65536>>();
    for (int64_t copied = 0;;) {
        const ssize_t got = read(from, block->data(), block->size());
        if (got < 0 && errno == EAGAIN) {
            pollfd waiting{from, POLLIN, 0};
            poll(&waiting, 1, -1);
        } else if (got < 0 && errno != EINTR) {
            refuse_reading(path);
        } else if (got == 0 && copied == 0 && may_wait) {
            if (!wait_for_writer(from))
                throw Error(Error::Fault::request, "error.pipe_silent",
                            {{"limit", std::to_string(limits::pipe_wait_seconds)}}, path);
            may_wait = false;
        } else if (got == 0) {
            return;
        } else if (got > 0) {
            copied += got;
            if (copied > limits::pipe_bytes)
                throw Error(Error::Fault::request, "error.pipe_too_large",
                            {{"limit", std::to_string(limits::pipe_bytes)}}, path);
            write_whole(to, block->data(), static_cast<std::size_t>(got), path);
        }
    }
}

} // namespace

void keep_piped(const std::string& path) {
    if (piped().contains(path))
        return;
    struct stat status {};
    const bool is_standard_input = path == "-";
    if (!is_standard_input && (stat(path.c_str(), &status) != 0 || !S_ISFIFO(status.st_mode)))
        return;
    const Descriptor pipe = is_standard_input ? Descriptor() : opened(path);
    if (!is_standard_input && pipe.get() < 0)
        refuse_reading(path);
    Descriptor memory(memfd_create("convlens-pipe", MFD_CLOEXEC));
    if (memory.get() < 0)
        refuse_reading(path);
    copy_pipe(is_standard_input ? STDIN_FILENO : pipe.get(), !is_standard_input, memory, path);
    piped().emplace(path, std::move(memory));
}

OpenFile open_regular(const std::string& path, int64_t max_bytes) {
    const auto kept = piped().find(path);
    OpenFile file{
        opened(kept == piped().end() ? path : "/proc/self/fd/" + std::to_string(kept->second.get())), 0};
    if (file.descriptor.get() < 0)
        throw Error(Error::Fault::request, "error.cannot_read", {{"reason", system_reason(errno)}}, path);
    struct stat status {};
    if (fstat(file.descriptor.get(), &status) != 0)
        throw Error(Error::Fault::request, "error.cannot_read", {{"reason", system_reason(errno)}}, path);
    if (!S_ISREG(status.st_mode))
        throw Error(Error::Fault::request, "error.not_a_file", {}, path);
    file.size = status.st_size;
    if (file.size > max_bytes)
        throw Error(Error::Fault::request, "error.file_too_large",
                    {{"value", std::to_string(file.size)}, {"limit", std::to_string(max_bytes)}}, path);
    return file;
}

void read_exactly(const Descriptor& descriptor, void* into, std::size_t count, const std::string& path) {
    auto* at = static_cast<char*>(into);
    while (count > 0) {
        const ssize_t got = read(descriptor.get(), at, count);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw Error(Error::Fault::request, "error.cannot_read", {{"reason", system_reason(errno)}}, path);
        if (got == 0)
            throw Error(Error::Fault::request, "error.file_shrank", {}, path);
        at += got;
        count -= static_cast<std::size_t>(got);
    }
}

ByteSource byte_source(const OpenFile& file, const std::string& path) {
    return {static_cast<uint64_t>(file.size), [&file, path](uint64_t at, void* into, std::size_t count) {
                if (lseek(file.descriptor.get(), static_cast<off_t>(at), SEEK_SET) < 0)
                    throw Error(Error::Fault::request, "error.file_shrank", {}, path);
                read_exactly(file.descriptor, into, count, path);
            }};
}

std::string read_file(const std::string& path, int64_t max_bytes) {
    const OpenFile file = open_regular(path, max_bytes);
    std::string content(static_cast<std::size_t>(file.size), '\0');
    read_exactly(file.descriptor, content.data(), content.size(), path);
    return content;
}

} // namespace convlens
