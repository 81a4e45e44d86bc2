// The child: limits on itself first, then descriptor 0 is decoded into descriptor 3.
#include "input/image_child.h"

#include "input/decoders.h"
#include "input/limits.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <string_view>

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
    limit(RLIMIT_FSIZE,
          limits::image_pixels * 6 + static_cast<int64_t>(sizeof(ImageHeader) + sizeof(ImageFooter)));
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

/// The file that lies on descriptor 0; empty where it cannot be mapped.
std::string_view mapped_file() {
    struct stat status {};
    if (fstat(0, &status) != 0 || status.st_size <= 0)
        return {};
    const auto size = static_cast<std::size_t>(status.st_size);
    void* const bytes = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, 0, 0);
    return bytes == MAP_FAILED ? std::string_view() : std::string_view(static_cast<const char*>(bytes), size);
}

DecodeOutcome decode() {
    const std::string_view file = mapped_file();
    if (file.empty())
        return DecodeOutcome::out_of_memory;
    RowSink sink(write_all, {limits::image_pixels, limits::decoded_pixels});
    try {
        return decode_picture(file, sink);
    } catch (const std::bad_alloc&) {
        return DecodeOutcome::out_of_memory;
    }
}

} // namespace

int image_child(int argc, char** argv) {
    if (argc != 2 || std::strcmp(argv[1], protocol::argument) != 0)
        return -1;
    limit_self();
    const DecodeOutcome outcome = decode();
    return outcome == DecodeOutcome::done ? 0 : protocol::first_refusal + static_cast<int>(outcome);
}

} // namespace convlens
