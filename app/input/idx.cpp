// The header first; then exactly as many bytes as it says, and not one more.
#include "input/idx.h"

#include "i18n/error.h"
#include "input/gate.h"
#include "input/limits.h"

#define ZLIB_CONST // next_in points to what is not changed
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace convlens {
namespace {

constexpr unsigned char bytes_type = 8;

[[noreturn]] void refuse_idx(const char* key, const std::string& where, Error::Values values = {}) {
    throw Error(Error::Fault::request, key, std::move(values), where);
}

/// The content one piece after the other, unpacked where it is packed.
class Content {
public:
    explicit Content(std::string_view file) : file_(file) {
        is_packed_ = file.size() > 2 && file[0] == '\x1f' && file[1] == '\x8b';
        if (!is_packed_)
            return;
        constexpr int gzip_only = 16 + MAX_WBITS;
        stream_.next_in = reinterpret_cast<const Bytef*>(file.data()); // zlib's type of bytes
        stream_.avail_in = static_cast<uInt>(file.size());
        is_good_ = inflateInit2(&stream_, gzip_only) == Z_OK;
    }
    ~Content() {
        if (is_packed_)
            inflateEnd(&stream_);
    }
    Content(const Content&) = delete;
    Content& operator=(const Content&) = delete;

    /// As many of `count` bytes as there are.
    std::size_t read(uint8_t* into, std::size_t count) {
        if (!is_packed_) {
            const std::size_t there = std::min(count, file_.size());
            std::copy_n(file_.begin(), there, into);
            file_.remove_prefix(there);
            return there;
        }
        stream_.next_out = into;
        stream_.avail_out = static_cast<uInt>(count);
        while (is_good_ && stream_.avail_out > 0) {
            const int result = inflate(&stream_, Z_NO_FLUSH);
            is_good_ = result == Z_OK;
        }
        return count - stream_.avail_out;
    }

private:
    std::string_view file_;
    z_stream stream_{};
    bool is_packed_ = false, is_good_ = true;
};

/// Bytes of the shape; over the limit: one more than that.
int64_t checked_count(const Sizes& shape) {
    int64_t count = 1;
    for (const int64_t size : shape) {
        if (size > 0 && count > limits::idx_bytes / size)
            return limits::idx_bytes + 1;
        count *= size;
    }
    return count;
}

Sizes read_shape(Content& content, const std::string& where) {
    uint8_t magic[4];
    if (content.read(magic, sizeof magic) != sizeof magic || magic[0] != 0 || magic[1] != 0 ||
        magic[3] == 0 || magic[3] > Sizes::capacity)
        refuse_idx("error.idx_magic", where);
    if (magic[2] != bytes_type)
        refuse_idx("error.idx_type", where, {{"value", std::to_string(magic[2])}});
    Sizes shape;
    for (int axis = 0; axis < magic[3]; ++axis) {
        uint8_t size[4];
        if (content.read(size, sizeof size) != sizeof size)
            refuse_idx("error.idx_magic", where);
        int64_t value = 0;
        for (const uint8_t byte : size)
            value = value << 8 | byte;
        shape.push_back(value);
    }
    return shape;
}

} // namespace

IdxArray idx_from(std::string_view file, const std::string& where) {
    Content content(file);
    IdxArray array;
    array.shape = read_shape(content, where);
    const int64_t count = checked_count(array.shape);
    if (count > limits::idx_bytes)
        refuse_idx("error.idx_large", where, {{"limit", std::to_string(limits::idx_bytes)}});
    constexpr std::size_t piece = 1 << 20;
    while (static_cast<int64_t>(array.data.size()) < count) {
        const std::size_t before = array.data.size();
        const std::size_t wanted = std::min(piece, static_cast<std::size_t>(count) - before);
        array.data.resize(before + wanted);
        const std::size_t got = content.read(array.data.data() + before, wanted);
        if (got < wanted)
            refuse_idx("error.idx_short", where,
                       {{"value", std::to_string(before + got)}, {"needed", std::to_string(count)}});
    }
    uint8_t more = 0;
    if (content.read(&more, 1) != 0)
        refuse_idx("error.idx_long", where, {{"needed", std::to_string(count)}});
    return array;
}

IdxArray read_idx(const std::string& path) {
    return idx_from(read_file(path, limits::idx_bytes), path);
}

} // namespace convlens
