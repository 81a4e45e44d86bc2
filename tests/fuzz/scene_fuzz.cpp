// libFuzzer on the readers of scenes: any bytes are read or refused, and what was read is the same when it is
// written and read again.
#include "document/scene_file/network_file.h"
#include "document/scene_file/scene_file.h"
#include "i18n/error.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace convlens {
namespace {

/// Whatever the bytes are: decoding has a process and a fuzzer of its own.
Image one_pixel(std::string_view) {
    Image image;
    image.width = image.height = image.channels = 1;
    image.pixels = {7};
    return image;
}

void read_twice(std::string_view bytes) {
    std::string written;
    try {
        written = write_scene(read_scene(bytes, one_pixel));
    } catch (const Error&) {
        return;
    }
    if (write_scene(read_scene(written, one_pixel)) != written)
        std::abort();
}

/// A model's bytes have a fuzzer of their own, too.
std::shared_ptr<const Network> no_layers(const NetworkSource&) {
    return nullptr;
}

void read_network_twice(std::string_view bytes) {
    std::string written;
    try {
        written = write_network_scene(read_network_scene(bytes, one_pixel, no_layers));
    } catch (const Error&) {
        return;
    }
    if (!is_network_scene(written) ||
        write_network_scene(read_network_scene(written, one_pixel, no_layers)) != written)
        std::abort();
}

} // namespace
} // namespace convlens

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
    convlens::read_twice({reinterpret_cast<const char*>(data), size});
    convlens::read_network_twice({reinterpret_cast<const char*>(data), size});
    return 0;
}
