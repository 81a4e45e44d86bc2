// The headers of the pieces that MP4 (ISO/IEC 14496-12) and WebM (EBML, RFC 8794) are made of: a name and a
// length each. Knows bytes, no files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace convlens {

struct ContainerHeader {
    uint64_t name = 0;              // its bytes as a number, the largest first
    std::size_t size = 0;           // of the header, bytes
    std::optional<uint64_t> length; // MP4: of the piece, its header included; absent: to the end of what it
                                    // lies in. WebM: of what follows the header; absent: unknown
};

/// Bytes that a header can take.
inline constexpr std::size_t max_container_header = 16;

/// Of the piece that `bytes` begin; more than max_container_header are not looked at. None: it has no whole
/// header.
std::optional<ContainerHeader> mp4_header(std::string_view bytes);
std::optional<ContainerHeader> webm_header(std::string_view bytes);

} // namespace convlens
