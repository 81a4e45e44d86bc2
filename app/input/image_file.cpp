// The parent: spawns itself as the decoder, waits, and checks all that comes back.
#include "input/image_file.h"

#include "i18n/error.h"
#include "input/gate.h"
#include "input/image_child.h"
#include "input/image_magic.h"
#include "input/limits.h"
#include "process/process.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <system_error>

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

ProcessEnd run_decoder(const Descriptor& input, const Descriptor& output, const std::string& where) {
    try {
        Process decoder({"/proc/self/exe", {"convlens", protocol::argument}, input.get(), output.get()});
        // The child limits its processor time itself; this is for one that sleeps.
        return decoder.wait(std::chrono::seconds(limits::decoder_wait_seconds));
    } catch (const std::system_error& error) {
        fail(error.code().value(), where);
    }
}

void check_end(const ProcessEnd& end, const std::string& where) {
    const bool was_slow =
        end.how == ProcessEnd::How::timed_out ||
        (end.how == ProcessEnd::How::signalled && (end.value == SIGXCPU || end.value == SIGKILL));
    if (was_slow)
        refuse("error.image_slow", {{"limit", std::to_string(limits::decoder_seconds)}}, where);
    if (end.how == ProcessEnd::How::signalled)
        refuse("error.image_damaged", {}, where);
    switch (end.value) {
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
    check_end(run_decoder(input, result, where), where);
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
