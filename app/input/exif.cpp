// A byte order, the place of a directory, and in it entries of twelve bytes: tag, type, count, value.
#include "input/exif.h"

#include <cstddef>
#include <cstdint>

namespace convlens {
namespace {

class Bytes {
public:
    Bytes(std::string_view bytes, bool is_big) : bytes_(bytes), is_big_(is_big) {}

    bool has(uint64_t at, uint64_t count) const { return at <= bytes_.size() && count <= bytes_.size() - at; }
    uint32_t number(std::size_t at, std::size_t count) const {
        uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto byte = static_cast<unsigned char>(bytes_[at + (is_big_ ? i : count - 1 - i)]);
            value = value << 8 | byte;
        }
        return value;
    }

private:
    std::string_view bytes_;
    bool is_big_;
};

} // namespace

int exif_orientation(std::string_view tiff) {
    constexpr uint32_t orientation_tag = 0x0112, short_type = 3, long_type = 4;
    constexpr std::size_t entry_bytes = 12;
    const bool is_big = tiff.starts_with("MM");
    const Bytes bytes(tiff, is_big);
    if ((!is_big && !tiff.starts_with("II")) || !bytes.has(0, 8) || bytes.number(2, 2) != 42)
        return 1;
    const uint32_t directory = bytes.number(4, 4);
    if (!bytes.has(directory, 2))
        return 1;
    const uint32_t count = bytes.number(directory, 2);
    for (uint32_t entry = 0; entry < count; ++entry) {
        const uint64_t at = uint64_t{directory} + 2 + uint64_t{entry} * entry_bytes;
        if (!bytes.has(at, entry_bytes))
            return 1;
        if (bytes.number(at, 2) != orientation_tag)
            continue;
        const uint32_t type = bytes.number(at + 2, 2);
        const uint32_t value = type == short_type  ? bytes.number(at + 8, 2)
                               : type == long_type ? bytes.number(at + 8, 4)
                                                   : 0;
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

} // namespace convlens
