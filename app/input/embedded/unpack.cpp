// A packed text that is longer than a scene can be is not told from a damaged one: both are refused.
#include "input/embedded/unpack.h"

#include "encoding/packed_text.h"
#include "i18n/error.h"
#include "input/limits.h"

namespace convlens {

void refuse_damaged() {
    throw Error(Error::Fault::request, "error.scene_damaged", {}, "");
}

void require_text_size(std::size_t bytes) {
    if (bytes > std::size_t{limits::scene_bytes})
        throw Error(Error::Fault::request, "error.scene_too_large",
                    {{"value", std::to_string(bytes)}, {"limit", std::to_string(limits::scene_bytes)}}, "");
}

std::size_t max_packed_bytes() {
    // Stored blocks have five bytes for every 16 KiB.
    return std::size_t{limits::scene_bytes} + std::size_t{limits::scene_bytes} / 1024 + 1024;
}

std::size_t max_base64_bytes() {
    return (max_packed_bytes() + 2) / 3 * 4;
}

std::string unpacked(std::string_view stream) {
    if (stream.size() > max_packed_bytes())
        refuse_damaged();
    auto text = expand_text(stream, std::size_t{limits::scene_bytes});
    if (!text)
        refuse_damaged();
    return *std::move(text);
}

std::string unpacked_base64(std::string_view packed) {
    if (packed.size() > max_base64_bytes())
        refuse_damaged();
    auto text = unpack_text(packed, std::size_t{limits::scene_bytes});
    if (!text)
        refuse_damaged();
    return *std::move(text);
}

} // namespace convlens
