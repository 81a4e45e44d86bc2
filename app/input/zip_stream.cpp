// An entry's bytes as they are asked for: from the archive, or by zlib from a block of it. What the directory
// promises is held to: not a byte more, and the checksum at the end.
#include "input/zip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>

namespace convlens {
namespace {

constexpr uint64_t local_bytes = 30;
constexpr uint32_t stored = 0, deflated = 8;
constexpr uint64_t max_ratio = 1032; // of deflate (zlib's documentation)

} // namespace

struct ZipStream::Inflater {
    Inflater() {
        if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) // it fails for want of memory only
            throw std::bad_alloc();
    }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    z_stream stream{};
    std::array<Bytef, 1 << 15> block{};
};

ZipStream::ZipStream(const ByteSource& archive, const ZipEntry& entry, ZipFault& fault)
    : archive_(archive), entry_(entry), rest_(entry.packed_size) {
    fault = ZipFault::damaged;
    if (!archive.has(entry.header_at, local_bytes))
        return;
    std::array<unsigned char, local_bytes> header{};
    archive.read(entry.header_at, header.data(), header.size());
    const uint64_t begin = local_bytes + header[26] + uint64_t{256} * header[27] + header[28] +
                           uint64_t{256} * header[29]; // name and extra field
    const bool is_local = header[0] == 'P' && header[1] == 'K' && header[2] == 3 && header[3] == 4;
    at_ = entry.header_at + begin;
    if (!is_local || !archive.has(at_, rest_))
        return;
    if (entry.method != stored && entry.method != deflated) {
        fault = ZipFault::method;
        return;
    }
    const bool is_plausible = entry.method == stored ? entry.size == entry.packed_size
                                                     : entry.size / max_ratio <= entry.packed_size;
    if (!is_plausible)
        return;
    if (entry.method == deflated)
        inflater_ = std::make_unique<Inflater>();
    fault = ZipFault::none;
}

ZipStream::~ZipStream() = default;

bool ZipStream::read(void* into, std::size_t count) {
    if (count > entry_.size - done_)
        return false;
    auto* const to = static_cast<Bytef*>(into);
    for (std::size_t got = 0; got < count;) {
        const std::size_t wanted = std::min<std::size_t>(count - got, std::numeric_limits<uInt>::max());
        if (!inflater_) {
            archive_.read(at_, to + got, wanted);
            at_ += wanted;
            got += wanted;
            continue;
        }
        z_stream& stream = inflater_->stream;
        if (stream.avail_in == 0 && rest_ > 0) {
            const std::size_t taken =
                static_cast<std::size_t>(std::min<uint64_t>(rest_, inflater_->block.size()));
            archive_.read(at_, inflater_->block.data(), taken);
            at_ += taken;
            rest_ -= taken;
            stream.next_in = inflater_->block.data();
            stream.avail_in = static_cast<uInt>(taken);
        }
        stream.next_out = to + got;
        stream.avail_out = static_cast<uInt>(wanted);
        const int status = inflate(&stream, Z_NO_FLUSH);
        const std::size_t made = wanted - stream.avail_out;
        got += made;
        const bool can_go_on = status == Z_OK && (made > 0 || rest_ > 0);
        if (got < count && !can_go_on)
            return false;
    }
    crc_ = static_cast<uint32_t>(crc32_z(crc_, to, count));
    done_ += count;
    return done_ != entry_.size || crc_ == entry_.crc;
}

} // namespace convlens
