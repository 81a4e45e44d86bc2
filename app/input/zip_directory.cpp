// The end of the archive names the place of the directory; a Zip64 one has places of eight bytes.
#include "input/zip.h"

#include "input/limits.h"

#include <algorithm>
#include <optional>

namespace convlens {
namespace {

constexpr uint64_t end_bytes = 22, max_comment = 65535, locator_bytes = 20, end64_bytes = 56,
                   entry_bytes = 46;
constexpr uint32_t in_zip64 = 0xFFFFFFFF;

uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
    uint64_t value = 0;
    for (std::size_t i = count; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

std::string part(const ByteSource& archive, uint64_t at, uint64_t count) {
    std::string bytes(static_cast<std::size_t>(count), '\0');
    archive.read(at, bytes.data(), bytes.size());
    return bytes;
}

struct Directory {
    uint64_t at = 0, size = 0;
};

std::optional<Directory> directory_of(const ByteSource& archive) {
    const uint64_t searched = std::min(archive.size, end_bytes + max_comment);
    const std::string tail = part(archive, archive.size - searched, searched);
    const std::size_t end = tail.rfind("PK\5\6");
    if (end == std::string::npos || tail.size() - end < end_bytes)
        return {};
    Directory directory{little_endian(tail, end + 16, 4), little_endian(tail, end + 12, 4)};
    const bool is_zip64 =
        directory.at == in_zip64 || directory.size == in_zip64 || little_endian(tail, end + 10, 2) == 0xFFFF;
    if (!is_zip64)
        return directory;
    if (end < locator_bytes || tail.compare(end - locator_bytes, 4, "PK\6\7") != 0)
        return {};
    const uint64_t end64 = little_endian(tail, end - locator_bytes + 8, 8);
    if (!archive.has(end64, end64_bytes))
        return {};
    const std::string record = part(archive, end64, end64_bytes);
    if (!record.starts_with("PK\6\6"))
        return {};
    return Directory{little_endian(record, 48, 8), little_endian(record, 40, 8)};
}

/// Sizes and places that four bytes do not hold lie in the extra field 1, in this order, only those.
bool read_zip64(std::string_view extra, ZipEntry& entry) {
    while (extra.size() >= 4) {
        const uint64_t id = little_endian(extra, 0, 2), size = little_endian(extra, 2, 2);
        if (size > extra.size() - 4)
            return false;
        std::string_view field = extra.substr(4, size);
        for (uint64_t* value : {&entry.size, &entry.packed_size, &entry.header_at}) {
            if (id != 1 || *value != in_zip64)
                continue;
            if (field.size() < 8)
                return false;
            *value = little_endian(field, 0, 8);
            field.remove_prefix(8);
        }
        extra.remove_prefix(4 + size);
    }
    return true;
}

} // namespace

ZipFault read_zip_directory(const ByteSource& archive, std::vector<ZipEntry>& entries) {
    const std::optional<Directory> directory = directory_of(archive);
    if (!directory || !archive.has(directory->at, directory->size))
        return ZipFault::damaged;
    if (directory->size > static_cast<uint64_t>(limits::archive_directory))
        return ZipFault::too_many_entries;
    const std::string bytes = part(archive, directory->at, directory->size);
    for (std::size_t at = 0; at < bytes.size();) {
        const std::string_view rest = std::string_view(bytes).substr(at);
        if (rest.size() < entry_bytes || !rest.starts_with("PK\1\2"))
            return ZipFault::damaged;
        const uint64_t name = little_endian(rest, 28, 2), extra = little_endian(rest, 30, 2),
                       comment = little_endian(rest, 32, 2);
        if (rest.size() - entry_bytes < name + extra + comment)
            return ZipFault::damaged;
        ZipEntry entry;
        entry.name = rest.substr(entry_bytes, name);
        entry.method = static_cast<uint32_t>(little_endian(rest, 10, 2));
        entry.crc = static_cast<uint32_t>(little_endian(rest, 16, 4));
        entry.packed_size = little_endian(rest, 20, 4);
        entry.size = little_endian(rest, 24, 4);
        entry.header_at = little_endian(rest, 42, 4);
        if (!read_zip64(rest.substr(entry_bytes + name, extra), entry))
            return ZipFault::damaged;
        const bool is_encrypted = (little_endian(rest, 8, 2) & 1) != 0;
        if (!is_encrypted)
            entries.push_back(std::move(entry));
        at += static_cast<std::size_t>(entry_bytes + name + extra + comment);
    }
    return ZipFault::none;
}

} // namespace convlens
