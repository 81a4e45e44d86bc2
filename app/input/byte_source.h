// Bytes at any place of a file or of memory, for readers of archives. Knows no format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace convlens {

struct ByteSource {
    uint64_t size = 0;
    /// `count` bytes from `at` on, which lie within `size`. Throws Error where they cannot be read.
    std::function<void(uint64_t at, void* into, std::size_t count)> read;

    bool has(uint64_t at, uint64_t count) const { return at <= size && count <= size - at; }
};

/// Of bytes in memory, which outlive it.
ByteSource byte_source(std::string_view bytes);

} // namespace convlens
