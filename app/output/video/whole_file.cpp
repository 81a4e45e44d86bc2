// Only headers are read: a few bytes for each piece of a second or more.
#include "output/video/whole_file.h"

#include "encoding/big_endian.h"
#include "encoding/container_header.h"
#include "output/files/nameless.h"

#include <cstdint>
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
        : file_(open(descriptor_path(descriptor).c_str(), O_RDONLY | O_CLOEXEC)) {
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
    std::string header(int64_t at) const {
        std::string bytes(max_container_header, '\0');
        if (pread(file_, bytes.data(), bytes.size(), at) < 0)
            bytes.assign(bytes.size(), '\0');
        return bytes;
    }

private:
    int file_;
    int64_t size_ = -1;
};

struct Element {
    uint64_t name = 0;
    int64_t data = 0, end = 0; // places in the file
};

/// The element at a place; none: it has no name or no known length.
std::optional<Element> element_at(const ReadBack& file, int64_t at) {
    const auto header = webm_header(file.header(at));
    if (!header || !header->length || *header->length > static_cast<uint64_t>(file.size()))
        return {};
    const int64_t data = at + static_cast<int64_t>(header->size);
    return Element{header->name, data, data + static_cast<int64_t>(*header->length)};
}

} // namespace

bool is_whole_mp4(int descriptor) {
    const ReadBack file(descriptor);
    bool has_index = false;
    int64_t at = 0;
    while (at >= 0 && at < file.size()) {
        const auto header = mp4_header(file.header(at));
        const uint64_t length = header ? header->length.value_or(0) : 0;
        if (length < 8 || length > static_cast<uint64_t>(file.size() - at))
            return false;
        has_index = has_index || header->name == big_endian("moov");
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
