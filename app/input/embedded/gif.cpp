// GIF89a: blocks of images and extensions, their data in sub-blocks of at most 255 bytes.
#include "encoding/scene_names.h"
#include "input/embedded/readers.h"
#include "input/embedded/unpack.h"

namespace convlens {
namespace {

constexpr std::string_view name = scene_names::gif_application; // identifier and authentication code
constexpr uint8_t extension = 0x21, application = 0xFF, image = 0x2C;

/// Bytes of the table of colours that a byte of flags announces.
uint64_t color_table(uint8_t flags) {
    return (flags & 0x80U) == 0 ? 0 : uint64_t{3} << ((flags & 7U) + 1);
}

/// Walks over sub-blocks from `at` to behind the empty one and collects their data where that is asked for;
/// none: the file ends before.
std::optional<uint64_t> behind_blocks(ByteWindow& file, uint64_t at, std::string* data) {
    while (file.has(at, 1)) {
        const std::size_t length = file.byte(at);
        if (length == 0)
            return at + 1;
        if (!file.has(at + 1, length))
            break;
        if (data != nullptr) {
            if (data->size() + length > max_packed_bytes())
                break;
            data->append(file.view(at + 1, length));
        }
        at += length + 1;
    }
    return {};
}

bool is_scene(ByteWindow& file, uint64_t at) {
    return file.has(at, name.size() + 3) && file.byte(at + 1) == application &&
           file.byte(at + 2) == name.size() && file.view(at + 3, name.size()) == name;
}

} // namespace

EmbeddedText text_in_gif(ByteWindow& file) {
    constexpr uint64_t header = 13, image_header = 10;
    if (!file.has(0, header))
        return {};
    std::optional<uint64_t> at = header + color_table(file.byte(10));
    while (at && file.has(*at, 2)) {
        const uint8_t block = file.byte(*at);
        if (block == extension) {
            if (is_scene(file, *at)) {
                std::string stream;
                if (!behind_blocks(file, *at + name.size() + 3, &stream))
                    refuse_damaged();
                return unpacked(stream);
            }
            at = behind_blocks(file, *at + 2, nullptr);
        } else if (block == image && file.has(*at, image_header)) {
            const uint64_t table = color_table(file.byte(*at + image_header - 1));
            at = behind_blocks(file, *at + image_header + table + 1, nullptr); // behind the size of codes
        } else {
            break;
        }
    }
    return {};
}

} // namespace convlens
