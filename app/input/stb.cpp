// stb_image, compiled privately. Debian's version has known memory errors: see image_file.h for where this
// runs.
#include "input/stb.h"

#include <unistd.h>

#include <cstring>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_MAX_DIMENSIONS 65535
#include <stb/stb_image.h>

namespace convlens {
namespace {

struct Stream {
    int descriptor;
    bool ended = false;
};

int read_some(void* user, char* data, int size) {
    auto* stream = static_cast<Stream*>(user);
    int done = 0;
    while (done < size) {
        const ssize_t got = read(stream->descriptor, data + done, static_cast<size_t>(size - done));
        if (got <= 0) {
            stream->ended = true;
            break;
        }
        done += static_cast<int>(got);
    }
    return done;
}

void skip(void* user, int count) {
    auto* stream = static_cast<Stream*>(user);
    if (lseek(stream->descriptor, count, SEEK_CUR) < 0)
        stream->ended = true;
}

int at_end(void* user) {
    return static_cast<Stream*>(user)->ended ? 1 : 0;
}

} // namespace

Decoded decode_with_stb(int descriptor, int64_t max_pixels) {
    const stbi_io_callbacks callbacks{read_some, skip, at_end};
    Decoded result;
    Stream header{descriptor};
    if (!stbi_info_from_callbacks(&callbacks, &header, &result.width, &result.height, &result.channels)) {
        const char* reason = stbi_failure_reason();
        if (reason && std::strcmp(reason, "too large") == 0)
            result.outcome = Decoded::Outcome::too_many_pixels;
        return result;
    }
    if (static_cast<int64_t>(result.width) * result.height > max_pixels) {
        result.outcome = Decoded::Outcome::too_many_pixels;
        return result;
    }
    if (lseek(descriptor, 0, SEEK_SET) != 0)
        return result;
    Stream stream{descriptor};
    result.pixels = {stbi_load_from_callbacks(&callbacks, &stream, &result.width, &result.height,
                                              &result.channels, result.channels),
                     stbi_image_free};
    if (result.pixels) {
        result.outcome = Decoded::Outcome::done;
    } else {
        const char* reason = stbi_failure_reason();
        if (reason && std::strcmp(reason, "outofmem") == 0)
            result.outcome = Decoded::Outcome::out_of_memory;
    }
    return result;
}

} // namespace convlens
