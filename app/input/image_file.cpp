// The parent: spawns itself as the decoder, waits, and checks all that comes back.
#include "input/image_file.h"

#include "i18n/error.h"
#include "input/gate.h"
#include "input/image_child.h"
#include "input/image_magic.h"
#include "input/limits.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace convlens {
namespace {

namespace protocol = image_child_protocol;

[[noreturn]] void refuse(std::string key, Error::Values values, const std::string& where) {
    throw Error(Error::Fault::request, std::move(key), std::move(values), where);
}

[[noreturn]] void fail(int error, const std::string& where) {
    throw Error(Error::Fault::work, "error.decoder", {{"reason", std::strerror(error)}}, where);
}

/// An unnamed file in memory.
Descriptor memory_file(const std::string& where) {
    const int fd = memfd_create("convlens-image", MFD_CLOEXEC);
    if (fd < 0)
        fail(errno, where);
    return Descriptor(fd);
}

/// The same file at a number that is not one of the child's, so that moving one there cannot close another.
Descriptor out_of_the_way(const Descriptor& descriptor, const std::string& where) {
    const int fd = fcntl(descriptor.get(), F_DUPFD_CLOEXEC, 10);
    if (fd < 0)
        fail(errno, where);
    return Descriptor(fd);
}

pid_t spawn_decoder(const Descriptor& input, const Descriptor& output, const std::string& where) {
    const Descriptor in = out_of_the_way(input, where);
    const Descriptor out = out_of_the_way(output, where);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.get(), 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out.get(), 3);
    std::string name = "convlens";
    std::string argument = protocol::argument;
    char* const arguments[] = {name.data(), argument.data(), nullptr};
    pid_t child = -1;
    const int error = posix_spawn(&child, "/proc/self/exe", &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        fail(error, where);
    return child;
}

/// Waits for the child, and ends it where it takes too long (its processor time is limited by itself; this is
/// for one that sleeps). Returns its wait status.
int wait_for(pid_t child) {
    // Through syscall: glibc 2.36 declares pidfd_open without extern "C".
    const Descriptor handle(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));
    pollfd event{handle.get(), POLLIN, 0};
    int ready = handle.get() < 0 ? 1 : 0; // no such call before Linux 5.3: wait without a clock
    while (handle.get() >= 0) {
        ready = poll(&event, 1, static_cast<int>(limits::decoder_wait_seconds * 1000));
        if (ready >= 0 || errno != EINTR)
            break;
    }
    if (ready == 0)
        kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

void check_status(int status, const std::string& where) {
    if (WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        if (signal == SIGXCPU || signal == SIGKILL)
            refuse("error.image_slow", {{"limit", std::to_string(limits::decoder_seconds)}}, where);
        refuse("error.image_damaged", {}, where);
    }
    switch (WEXITSTATUS(status)) {
    case protocol::done:
        return;
    case protocol::too_many_pixels:
        refuse("error.image_pixels", {{"limit", std::to_string(limits::image_pixels)}}, where);
    case protocol::out_of_memory:
        refuse("error.image_memory", {{"limit", std::to_string(limits::decoder_memory >> 20)}}, where);
    default:
        refuse("error.image_damaged", {}, where);
    }
}

Image image_from(const Descriptor& result, const std::string& where) {
    protocol::Header header;
    const off_t size = lseek(result.get(), 0, SEEK_END);
    if (size < static_cast<off_t>(sizeof header) || lseek(result.get(), 0, SEEK_SET) != 0)
        refuse("error.image_damaged", {}, where);
    read_exactly(result, &header, sizeof header, where);
    const auto pixels = static_cast<uint64_t>(header.width) * header.height;
    const bool sensible = header.width >= 1 && header.height >= 1 &&
                          (header.channels == 1 || header.channels == 3) &&
                          pixels <= static_cast<uint64_t>(limits::image_pixels) &&
                          pixels * header.channels + sizeof header == static_cast<uint64_t>(size);
    if (!sensible)
        refuse("error.image_damaged", {}, where);
    Image image;
    image.width = static_cast<int>(header.width);
    image.height = static_cast<int>(header.height);
    image.channels = static_cast<int>(header.channels);
    image.pixels.resize(pixels * header.channels);
    read_exactly(result, image.pixels.data(), image.pixels.size(), where);
    return image;
}

Image decoded(const Descriptor& input, const std::string& where) {
    const Descriptor result = memory_file(where);
    check_status(wait_for(spawn_decoder(input, result, where)), where);
    return image_from(result, where);
}

} // namespace

Image read_image(const std::string& path) {
    const OpenFile file = open_regular(path, limits::image_bytes);
    std::string begin(static_cast<std::size_t>(std::min<int64_t>(file.size, 32)), '\0');
    read_exactly(file.descriptor, begin.data(), begin.size(), path);
    if (!is_image(begin))
        refuse("error.image_unknown", {}, path);
    if (lseek(file.descriptor.get(), 0, SEEK_SET) != 0)
        fail(errno, path);
    return decoded(file.descriptor, path);
}

Image decode_image(std::string_view bytes, const std::string& where) {
    if (!is_image(bytes))
        refuse("error.image_unknown", {}, where);
    const Descriptor file = memory_file(where);
    for (std::size_t at = 0; at < bytes.size();) {
        const ssize_t done = write(file.get(), bytes.data() + at, bytes.size() - at);
        if (done < 0 && errno != EINTR)
            fail(errno, where);
        at += done < 0 ? 0 : static_cast<std::size_t>(done);
    }
    if (lseek(file.get(), 0, SEEK_SET) != 0)
        fail(errno, where);
    return decoded(file, where);
}

} // namespace convlens
