// Non-blocking open: a FIFO without a writer would block the program for ever.
#include "input/gate.h"

#include "i18n/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace convlens {

OpenFile open_regular(const std::string& path, int64_t max_bytes) {
    OpenFile file{Descriptor(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)), 0};
    if (file.descriptor.get() < 0)
        throw Error(Error::Fault::request, "error.cannot_read", {{"reason", std::strerror(errno)}}, path);
    struct stat status {};
    if (fstat(file.descriptor.get(), &status) != 0)
        throw Error(Error::Fault::request, "error.cannot_read", {{"reason", std::strerror(errno)}}, path);
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
            throw Error(Error::Fault::request, "error.cannot_read", {{"reason", std::strerror(errno)}}, path);
        if (got == 0)
            throw Error(Error::Fault::request, "error.file_shrank", {}, path);
        at += got;
        count -= static_cast<std::size_t>(got);
    }
}

std::string read_file(const std::string& path, int64_t max_bytes) {
    const OpenFile file = open_regular(path, max_bytes);
    std::string content(static_cast<std::size_t>(file.size), '\0');
    read_exactly(file.descriptor, content.data(), content.size(), path);
    return content;
}

} // namespace convlens
