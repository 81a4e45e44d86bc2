// Only headers are read: a few bytes for each piece of a second or more.
#include "output/video/whole_file.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace convlens {
namespace {

/// The file behind a descriptor that may be for writing only.
class ReadBack {
public:
    explicit ReadBack(int descriptor)
        : file_(open(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), O_RDONLY | O_CLOEXEC)) {
        struct stat status = {};
        if (file_ >= 0 && fstat(file_, &status) == 0)
            size_ = status.st_size;
    }
    ~ReadBack() {
        if (file_ >= 0)
            close(file_);
    }
    ReadBack(const ReadBack&) = delete;
    ReadBack& operator=(const ReadBack&) = delete;

    int64_t size() const { return size_; }
    /// Bytes from `at` on; zeros behind the end.
    std::array<uint8_t, 16> header(int64_t at) const {
        std::array<uint8_t, 16> bytes{};
        if (pread(file_, bytes.data(), bytes.size(), at) < 0)
            bytes = {};
        return bytes;
    }

private:
    int file_;
    int64_t size_ = -1;
};

uint64_t big_endian(const uint8_t* bytes, int count) {
    uint64_t value = 0;
    for (int i = 0; i < count; ++i)
        value = value << 8 | bytes[i];
    return value;
}

struct Element {
    uint64_t name = 0;
    int64_t data = 0, end = 0; // places in the file
};

/// Bytes of a number of EBML by its first one.
int number_length(uint8_t first) {
    int length = 1;
    while (length <= 8 && (first & (0x100U >> length)) == 0)
        ++length;
    return length;
}

/// The element at a place; none: it has no name or no known length.
std::optional<Element> element_at(const ReadBack& file, int64_t at) {
    const auto bytes = file.header(at);
    const int name = number_length(bytes[0]);
    if (name > 4)
        return {};
    const int length = number_length(bytes[static_cast<std::size_t>(name)]);
    if (length > 8)
        return {};
    const uint64_t mask = (uint64_t{1} << (7 * length)) - 1;
    const uint64_t size = big_endian(&bytes[static_cast<std::size_t>(name)], length) & mask;
    if (size == mask || size > static_cast<uint64_t>(file.size()))
        return {};
    const int64_t data = at + name + length;
    return Element{big_endian(bytes.data(), name), data, data + static_cast<int64_t>(size)};
}

} // namespace

bool is_whole_mp4(int descriptor) {
    const ReadBack file(descriptor);
    bool has_index = false;
    int64_t at = 0;
    while (at >= 0 && at < file.size()) {
        const auto bytes = file.header(at);
        uint64_t length = big_endian(bytes.data(), 4);
        if (length == 1)
            length = big_endian(&bytes[8], 8);
        if (length < 8 || length > static_cast<uint64_t>(file.size() - at))
            return false;
        has_index = has_index || std::memcmp(&bytes[4], "moov", 4) == 0;
        at += static_cast<int64_t>(length);
    }
    return has_index;
}

bool is_whole_webm(int descriptor) {
    constexpr uint64_t ebml = 0x1A45DFA3, segment_name = 0x18538067, cues = 0x1C53BB6B;
    const ReadBack file(descriptor);
    const auto head = element_at(file, 0);
    const auto segment = head ? element_at(file, head->end) : std::nullopt;
    if (!segment || head->name != ebml || segment->name != segment_name || segment->end != file.size())
        return false;
    bool has_index = false;
    int64_t at = segment->data;
    while (at < segment->end) {
        const auto element = element_at(file, at);
        if (!element)
            return false;
        has_index = has_index || element->name == cues;
        at = element->end;
    }
    return has_index && at == segment->end;
}

} // namespace convlens
