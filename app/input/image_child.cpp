// The child: limits on itself first, then descriptor 0 is decoded into descriptor 3.
#include "input/image_child.h"

#include "input/limits.h"
#include "input/stb.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CONVLENS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define CONVLENS_SANITIZED 1
#endif
#endif

namespace convlens {
namespace {

namespace protocol = image_child_protocol;

void limit(__rlimit_resource resource, int64_t value) {
    const rlimit both{static_cast<rlim_t>(value), static_cast<rlim_t>(value)};
    setrlimit(resource, &both);
}

void limit_self() {
#ifndef CONVLENS_SANITIZED // sanitizers reserve terabytes of addresses
    limit(RLIMIT_AS, limits::decoder_memory);
#endif
    limit(RLIMIT_CPU, limits::decoder_seconds);
    limit(RLIMIT_NOFILE, limits::decoder_files);
    limit(RLIMIT_FSIZE, limits::image_pixels * 3 + static_cast<int64_t>(sizeof(protocol::Header)));
    limit(RLIMIT_CORE, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

bool write_all(const void* bytes, std::size_t count) {
    const auto* at = static_cast<const char*>(bytes);
    while (count > 0) {
        const ssize_t done = write(3, at, count);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        at += done;
        count -= static_cast<std::size_t>(done);
    }
    return true;
}

/// One row without alpha: what is transparent shows white.
void put_on_white(const uint8_t* row, int width, int channels, std::vector<uint8_t>& opaque) {
    const int colors = channels - (channels % 2 == 0 ? 1 : 0);
    opaque.clear();
    for (int column = 0; column < width; ++column, row += channels) {
        const int alpha = channels % 2 == 0 ? row[colors] : 255;
        for (int color = 0; color < colors; ++color)
            opaque.push_back(static_cast<uint8_t>((row[color] * alpha + 255 * (255 - alpha) + 127) / 255));
    }
}

int write_image(const Decoded& decoded) {
    const int colors = decoded.channels - (decoded.channels % 2 == 0 ? 1 : 0);
    const protocol::Header header{static_cast<uint32_t>(decoded.width), static_cast<uint32_t>(decoded.height),
                                  static_cast<uint32_t>(colors)};
    bool good = write_all(&header, sizeof header);
    std::vector<uint8_t> opaque;
    const std::size_t stride =
        static_cast<std::size_t>(decoded.width) * static_cast<std::size_t>(decoded.channels);
    for (int row = 0; good && row < decoded.height; ++row) {
        put_on_white(decoded.pixels.get() + static_cast<std::size_t>(row) * stride, decoded.width,
                     decoded.channels, opaque);
        good = write_all(opaque.data(), opaque.size());
    }
    return good ? protocol::done : protocol::cannot_write;
}

} // namespace

int image_child(int argc, char** argv) {
    if (argc != 2 || std::strcmp(argv[1], protocol::argument) != 0)
        return -1;
    limit_self();
    const Decoded decoded = decode_with_stb(0, limits::image_pixels);
    switch (decoded.outcome) {
    case Decoded::Outcome::done:
        return write_image(decoded);
    case Decoded::Outcome::not_an_image:
        return protocol::not_an_image;
    case Decoded::Outcome::too_many_pixels:
        return protocol::too_many_pixels;
    case Decoded::Outcome::out_of_memory:
        return protocol::out_of_memory;
    }
    return protocol::not_an_image;
}

} // namespace convlens
