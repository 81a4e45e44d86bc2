// A file's bytes, looked at through a window that goes along. For readers that walk through files of any size
// in constant memory. Knows no format.
#pragma once

#include "input/byte_source.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// Of a source that outlives it. What throws is the source.
class ByteWindow {
public:
    static constexpr std::size_t width = 65536; // bytes that are read at once

    explicit ByteWindow(const ByteSource& source) : source_(source) {}

    uint64_t size() const { return source_.size; }
    bool has(uint64_t at, uint64_t count) const { return source_.has(at, count); }

    /// `count` bytes from `at` on, until the next call.
    /// Range   has(at, count), at most `width`
    std::string_view view(uint64_t at, std::size_t count);
    uint8_t byte(uint64_t at) { return static_cast<uint8_t>(view(at, 1).front()); }
    /// Whole numbers of 1 to 8 bytes, the greatest or the least byte first.
    uint64_t big_endian(uint64_t at, std::size_t count);
    uint64_t little_endian(uint64_t at, std::size_t count);
    /// As `view`, of any length, past the window.
    std::string bytes(uint64_t at, std::size_t count);

    /// Where the text begins, from `from` on and before `end`; none: it is not there.
    /// Range   from <= end <= size(), the text at most 256 bytes
    std::optional<uint64_t> find(std::string_view text, uint64_t from, uint64_t end);
    std::optional<uint64_t> find(std::string_view text, uint64_t from = 0) {
        return find(text, from, size());
    }

private:
    const ByteSource& source_;
    uint64_t at_ = 0;
    std::string window_; // the bytes from `at_` on
};

} // namespace convlens
