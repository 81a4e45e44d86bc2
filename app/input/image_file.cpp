// The parent: spawns itself as the decoder, waits, and checks all that comes back.
#include "input/image_file.h"

#include "i18n/error_words.h"
#include "i18n/refuse.h"
#include "input/gate.h"
#include "input/image_child.h"
#include "input/image_magic.h"
#include "input/limits.h"
#include "input/row_sink.h"
#include "input/upright.h"
#include "process/process.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <system_error>
#include <utility>

namespace convlens {
namespace {

namespace protocol = image_child_protocol;

[[noreturn]] void fail(int error, const std::string& where) {
    throw Error(Error::Fault::work, "error.decoder", {{"reason", system_reason(error)}}, where);
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
        Process decoder({"/proc/self/exe", {"convlens", protocol::argument}, input.get(), {output.get()}});
        // The child limits its processor time itself; this is for one that sleeps.
        return decoder.wait(std::chrono::seconds(limits::decoder_wait_seconds));
    } catch (const std::system_error& error) {
        fail(error.code().value(), where);
    }
}

/// "8000x6000": the size in the header that the child leaves of a picture that it refuses.
std::string promised_size(const Descriptor& result) {
    ImageHeader header;
    if (pread(result.get(), &header, sizeof header, 0) != static_cast<ssize_t>(sizeof header))
        return "?";
    return std::to_string(header.width) + "x" + std::to_string(header.height);
}

void check_end(const ProcessEnd& end, const Descriptor& result, const std::string& where) {
    const bool was_slow =
        end.how == ProcessEnd::How::timed_out ||
        (end.how == ProcessEnd::How::signalled && (end.value == SIGXCPU || end.value == SIGKILL));
    if (was_slow)
        refuse("error.image_slow", {{"limit", std::to_string(limits::decoder_seconds)}}, where);
    if (end.how == ProcessEnd::How::signalled)
        refuse("error.image_damaged", {}, where);
    if (end.value == 0)
        return;
    switch (static_cast<DecodeOutcome>(end.value - protocol::first_refusal)) {
    case DecodeOutcome::other_kind:
        refuse("error.image_kind", {}, where);
    case DecodeOutcome::too_many_pixels:
        refuse("error.image_pixels",
               {{"value", promised_size(result)}, {"limit", std::to_string(limits::decoded_pixels)}}, where);
    case DecodeOutcome::too_many_whole:
        refuse("error.image_whole",
               {{"value", promised_size(result)}, {"limit", std::to_string(limits::image_pixels)}}, where);
    case DecodeOutcome::out_of_memory:
        refuse("error.image_memory", {{"limit", std::to_string(limits::decoder_memory >> 20)}}, where);
    case DecodeOutcome::done:
    case DecodeOutcome::damaged:
    case DecodeOutcome::cannot_write:
        break;
    }
    refuse("error.image_damaged", {}, where);
}

/// All that the child writes is checked: the file is hostile, and so may the child be by now.
Image image_from(const Descriptor& result, PixelUse use, const std::string& where) {
    ImageHeader header;
    ImageFooter footer;
    const off_t size = lseek(result.get(), 0, SEEK_END);
    if (size < static_cast<off_t>(sizeof header + sizeof footer) || lseek(result.get(), 0, SEEK_SET) != 0)
        refuse("error.image_damaged", {}, where);
    read_exactly(result, &header, sizeof header, where);
    const auto pixels = static_cast<uint64_t>(header.width) * header.height;
    const bool is_sensible =
        header.width >= 1 && header.height >= 1 && (header.channels == 1 || header.channels == 3) &&
        (header.bits == 8 || header.bits == 16) && pixels <= static_cast<uint64_t>(limits::image_pixels) &&
        pixels * header.channels * (header.bits / 8) + sizeof header + sizeof footer ==
            static_cast<uint64_t>(size);
    if (!is_sensible)
        refuse("error.image_damaged", {}, where);
    if (use == PixelUse::exact && header.reduced != 1)
        refuse("error.image_exact", {{"limit", std::to_string(limits::image_pixels)}}, where);
    Image image;
    image.width = static_cast<int>(header.width);
    image.height = static_cast<int>(header.height);
    image.channels = static_cast<int>(header.channels);
    image.bits = static_cast<int>(header.bits);
    image.pixels.resize(pixels * header.channels * (header.bits / 8));
    read_exactly(result, image.pixels.data(), image.pixels.size(), where);
    read_exactly(result, &footer, sizeof footer, where);
    return upright(std::move(image), footer.orientation);
}

void require_readable(std::string_view begin, const std::string& where) {
    if (!is_image(begin))
        refuse("error.image_unknown", {}, where);
    if (is_iphone_png(begin))
        refuse("error.image_cgbi", {}, where);
}

Image decoded(const Descriptor& input, PixelUse use, const std::string& where) {
    const Descriptor result = memory_file(where);
    check_end(run_decoder(input, result, where), result, where);
    return image_from(result, use, where);
}

} // namespace

Image read_image(const std::string& path, PixelUse use) {
    const OpenFile file = open_regular(path, limits::image_bytes);
    std::string begin(static_cast<std::size_t>(std::min<int64_t>(file.size, 32)), '\0');
    read_exactly(file.descriptor, begin.data(), begin.size(), path);
    require_readable(begin, path);
    if (lseek(file.descriptor.get(), 0, SEEK_SET) != 0)
        fail(errno, path);
    return decoded(file.descriptor, use, path);
}

Image decode_image(std::string_view bytes, const std::string& where) {
    require_readable(bytes, where);
    const Descriptor file = memory_file(where);
    for (std::size_t at = 0; at < bytes.size();) {
        const ssize_t done = write(file.get(), bytes.data() + at, bytes.size() - at);
        if (done < 0 && errno != EINTR)
            fail(errno, where);
        at += done < 0 ? 0 : static_cast<std::size_t>(done);
    }
    if (lseek(file.get(), 0, SEEK_SET) != 0)
        fail(errno, where);
    return decoded(file, PixelUse::averages, where);
}

} // namespace convlens
