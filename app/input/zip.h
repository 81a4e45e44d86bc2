// Zip archives as numpy writes them (.npz): the list of what is in them, and the bytes of one entry. Every
// size is checked against the archive's before memory is allocated.
#pragma once

#include "input/byte_source.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace convlens {

struct ZipEntry {
    std::string name;
    uint32_t method = 0; // 0 stored, 8 deflated
    uint32_t crc = 0;
    uint64_t packed_size = 0, size = 0; // bytes
    uint64_t header_at = 0;
};

enum class ZipFault { none, damaged, too_many_entries, method };

/// The archive's directory, with what is encrypted left out.
/// Cost    at most limits::archive_directory bytes
/// Source  APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3 (Zip64)
ZipFault read_zip_directory(const ByteSource& archive, std::vector<ZipEntry>& entries);

/// The bytes of one entry, in order.
class ZipStream {
public:
    /// Leaves in `fault` why the entry cannot be read.
    ZipStream(const ByteSource& archive, const ZipEntry& entry, ZipFault& fault);
    ~ZipStream();
    ZipStream(const ZipStream&) = delete;
    ZipStream& operator=(const ZipStream&) = delete;

    /// The next bytes; false: there are none, or they are not those that were packed.
    bool read(void* into, std::size_t count);

private:
    struct Inflater;
    const ByteSource archive_;
    ZipEntry entry_;
    uint64_t at_ = 0;   // in the archive, of the next packed byte
    uint64_t rest_ = 0; // packed bytes
    uint64_t done_ = 0; // bytes of the entry
    uint32_t crc_ = 0;
    std::unique_ptr<Inflater> inflater_;
};

} // namespace convlens
