// O_TMPFILE where the file system has it; else a file that loses its name at once.
#include "output/files/nameless.h"

#include "output/files/write_path.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace convlens {
namespace {

int copy_bytes(const NamelessBytes& bytes, int to) {
    std::vector<char> piece(1 << 16);
    for (int64_t done = 0; done < bytes.size;) {
        const auto wanted = std::min<int64_t>(static_cast<int64_t>(piece.size()), bytes.size - done);
        const ssize_t size =
            pread(bytes.descriptor, piece.data(), static_cast<std::size_t>(wanted), bytes.offset + done);
        if (size <= 0)
            return size < 0 ? errno : EIO;
        if (const int reason = write_all(to, {piece.data(), static_cast<std::size_t>(size)}); reason != 0)
            return reason;
        done += size;
    }
    return 0;
}

} // namespace

int open_nameless_in(const std::string& folder, mode_t mode, bool& can_be_named) {
    int descriptor = ::open(folder.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, mode);
    can_be_named = descriptor >= 0;
    if (can_be_named)
        return descriptor;
    const std::string name = folder + "/" + temporary_name();
    descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor >= 0)
        unlink(name.c_str());
    return descriptor;
}

int open_nameless() {
    const char* folder = std::getenv("TMPDIR");
    bool ignored = false;
    return open_nameless_in(folder != nullptr && *folder != '\0' ? folder : "/tmp", 0600, ignored);
}

ScratchFile::~ScratchFile() {
    if (descriptor_ >= 0)
        close(descriptor_);
}

std::string descriptor_path(int descriptor) {
    return "/proc/self/fd/" + std::to_string(descriptor);
}

int give_name(const NamelessBytes& bytes, const std::string& path) {
    if (bytes.is_file) {
        const std::string file = descriptor_path(bytes.descriptor);
        return linkat(AT_FDCWD, file.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
    }
    const int to = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (to < 0)
        return errno;
    int reason = copy_bytes(bytes, to);
    if (close(to) != 0 && reason == 0)
        reason = errno;
    if (reason != 0)
        unlink(path.c_str());
    return reason;
}

} // namespace convlens
