// PNG and APNG (W3C PNG, 11.3.3.4): chunks of a length, a type, data and a checksum.
#include "encoding/scene_names.h"
#include "input/embedded/readers.h"
#include "input/embedded/unpack.h"

#include <zlib.h>

namespace convlens {
namespace {

/// With the zero behind the literal, which ends a keyword in a file too.
constexpr std::string_view keyword{scene_names::png_keyword.data(), scene_names::png_keyword.size() + 1};
constexpr uint64_t around_data = 12; // bytes of length, type and checksum

/// The text of an iTXt chunk's data: keyword, whether it is compressed, how, two empty texts, the text.
std::string text_of(std::string_view data) {
    data.remove_prefix(keyword.size());
    if (data.size() < 2 || data[1] != 0 || static_cast<uint8_t>(data[0]) > 1)
        refuse_damaged();
    const bool is_compressed = data[0] == 1;
    data.remove_prefix(2);
    for (int skipped = 0; skipped < 2; ++skipped) { // language and translated keyword
        const std::size_t end = data.find('\0');
        if (end == std::string_view::npos)
            refuse_damaged();
        data.remove_prefix(end + 1);
    }
    if (is_compressed)
        return unpacked(data);
    require_text_size(data.size());
    return std::string(data);
}

} // namespace

EmbeddedText text_in_png(ByteWindow& file) {
    for (uint64_t at = 8; file.has(at, around_data);) {
        const uint64_t length = file.big_endian(at, 4);
        const std::string type(file.view(at + 4, 4));
        const bool is_scene = type == "iTXt" && length >= keyword.size() &&
                              file.has(at + 8, keyword.size()) &&
                              file.view(at + 8, keyword.size()) == keyword;
        if (is_scene) {
            if (!file.has(at, length + around_data) || length > max_packed_bytes())
                refuse_damaged();
            const std::string chunk = file.bytes(at + 4, static_cast<std::size_t>(length) + 4);
            const auto sum =
                crc32(0, reinterpret_cast<const Bytef*>(chunk.data()), static_cast<uInt>(chunk.size()));
            if (sum != file.big_endian(at + 8 + length, 4))
                refuse_damaged();
            return text_of(std::string_view(chunk).substr(4));
        }
        if (type == "IEND")
            break;
        at += length + around_data;
    }
    return {};
}

} // namespace convlens
