// libFuzzer on the decoders of PNG, JPEG and BMP: any bytes are decoded or refused, and what is written is as
// long as its header says.
#include "input/decoders.h"
#include "input/exif.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

namespace convlens {
namespace {

void demand(bool holds) {
    if (!holds)
        std::abort();
}

void decode(std::string_view file) {
    constexpr RowSink::Limits limits{4096, 65536}; // pixels: small, so that many files are tried
    std::string written;
    RowSink sink(
        [&](const void* bytes, std::size_t count) {
            written.append(static_cast<const char*>(bytes), count);
            return true;
        },
        limits);
    DecodeOutcome outcome{};
    try {
        outcome = decode_picture(file, sink);
    } catch (const std::bad_alloc&) {
        return;
    }
    if (outcome != DecodeOutcome::done)
        return;
    ImageHeader header;
    demand(written.size() >= sizeof header + sizeof(ImageFooter));
    std::memcpy(&header, written.data(), sizeof header);
    const uint64_t samples = uint64_t{header.width} * header.height * header.channels;
    demand(int64_t{header.width} * header.height <= limits.pixels);
    demand(written.size() == sizeof header + samples * (header.bits / 8) + sizeof(ImageFooter));
}

} // namespace
} // namespace convlens

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    convlens::decode(bytes);
    const int orientation = convlens::exif_orientation(bytes);
    convlens::demand(orientation >= 1 && orientation <= 8);
    return 0;
}
