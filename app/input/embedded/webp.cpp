// WebP: RIFF chunks of a name and a length, filled up to even ones. XMP is looked through as text.
#include "encoding/scene_names.h"
#include "input/embedded/readers.h"
#include "input/embedded/unpack.h"

namespace convlens {
namespace {

EmbeddedText text_in_xmp(ByteWindow& file, uint64_t from, uint64_t end) {
    const std::string element(scene_names::xmp_element);
    const std::string opening = "<" + element + ">", closing = "</" + element + ">";
    const auto begin = file.find(opening, from, end);
    if (!begin)
        return {};
    const uint64_t at = *begin + opening.size();
    const auto behind = file.find(closing, at, end);
    if (!behind || *behind - at > max_base64_bytes())
        refuse_damaged();
    return unpacked_base64(file.bytes(at, static_cast<std::size_t>(*behind - at)));
}

} // namespace

EmbeddedText text_in_webp(ByteWindow& file) {
    constexpr uint64_t chunk_header = 8;
    for (uint64_t at = 12; file.has(at, chunk_header);) {
        const bool is_xmp = file.view(at, 4) == "XMP ";
        const uint64_t length = file.little_endian(at + 4, 4);
        const uint64_t data = at + chunk_header;
        if (is_xmp) {
            const uint64_t end = file.has(data, length) ? data + length : file.size();
            if (auto text = text_in_xmp(file, data, end))
                return text;
        }
        at = data + length + (length & 1U);
    }
    return {};
}

} // namespace convlens
