// Lengths of MP4 have four bytes, or eight more; names and lengths of WebM tell theirs by their first bits.
#include "encoding/container_header.h"

#include "encoding/big_endian.h"

#include <bit>

namespace convlens {
namespace {

/// Bytes of a number of variable size by its first one; over 8: it is none.
std::size_t number_length(char first) {
    return static_cast<std::size_t>(std::countl_zero(static_cast<uint8_t>(first))) + 1;
}

} // namespace

std::optional<ContainerHeader> mp4_header(std::string_view bytes) {
    constexpr std::size_t usual = 8, with_long_length = 16;
    if (bytes.size() < usual)
        return {};
    ContainerHeader header{big_endian(bytes.substr(4, 4)), usual, big_endian(bytes.substr(0, 4))};
    if (header.length == 0) {
        header.length.reset();
    } else if (header.length == 1) {
        if (bytes.size() < with_long_length)
            return {};
        header.size = with_long_length;
        header.length = big_endian(bytes.substr(usual, 8));
    }
    return header;
}

std::optional<ContainerHeader> webm_header(std::string_view bytes) {
    constexpr std::size_t max_name = 4, max_length = 8;
    const std::size_t name = bytes.empty() ? max_name + 1 : number_length(bytes[0]);
    if (name > max_name || bytes.size() <= name)
        return {};
    const std::size_t length = number_length(bytes[name]);
    if (length > max_length || bytes.size() - name < length)
        return {};
    const uint64_t mask = (uint64_t{1} << (7 * length)) - 1;
    const uint64_t value = big_endian(bytes.substr(name, length)) & mask;
    return ContainerHeader{big_endian(bytes.substr(0, name)), name + length,
                           value == mask ? std::nullopt : std::optional(value)};
}

} // namespace convlens
