// Zip archives made by hand, as numpy.savez and numpy.savez_compressed write them.
#pragma once

#include "input/picture_bytes.h"

#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

namespace convlens {

struct ZipMember {
    std::string name, bytes;
    bool is_deflated = false;
    uint64_t told_size = 0; // of the directory; 0: the true one
    uint32_t method = 8;    // where it is deflated
};

inline std::string deflated(const std::string& bytes) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

/// `has_zip64`: sizes and places lie in extra fields of eight bytes, as for files over 4 GiB.
inline std::string zip_file(const std::vector<ZipMember>& members, bool has_zip64 = false) {
    std::string file, directory;
    for (const ZipMember& member : members) {
        const std::string packed = member.is_deflated ? deflated(member.bytes) : member.bytes;
        const uint64_t size = member.told_size != 0 ? member.told_size : member.bytes.size();
        const uLong sum =
            crc32_z(0, reinterpret_cast<const Bytef*>(member.bytes.data()), member.bytes.size());
        const std::string facts =
            little_end(member.is_deflated ? member.method : 0, 2) + little_end(0, 4) + little_end(sum, 4);
        const std::string sizes = little_end(has_zip64 ? 0xFFFFFFFF : packed.size(), 4) +
                                  little_end(has_zip64 ? 0xFFFFFFFF : size, 4);
        const std::string extra = has_zip64 ? little_end(1, 2) + little_end(24, 2) + little_end(size, 8) +
                                                  little_end(packed.size(), 8) + little_end(file.size(), 8)
                                            : "";
        directory += "PK\1\2" + little_end(20, 2) + little_end(20, 2) + little_end(0, 2) + facts + sizes +
                     little_end(member.name.size(), 2) + little_end(extra.size(), 2) + little_end(0, 2) +
                     little_end(0, 8) + little_end(has_zip64 ? 0xFFFFFFFF : file.size(), 4) + member.name +
                     extra;
        file += "PK\3\4" + little_end(20, 2) + little_end(0, 2) + facts + sizes +
                little_end(member.name.size(), 2) + little_end(extra.size(), 2) + member.name + extra +
                packed;
    }
    const uint64_t at = file.size();
    std::string end;
    if (has_zip64) {
        end = "PK\6\6" + little_end(44, 8) + little_end(45, 2) + little_end(45, 2) + little_end(0, 8) +
              little_end(members.size(), 8) + little_end(members.size(), 8) +
              little_end(directory.size(), 8) + little_end(at, 8);
        end += "PK\6\7" + little_end(0, 4) + little_end(at + directory.size(), 8) + little_end(1, 4);
    }
    end += "PK\5\6" + little_end(0, 4) + little_end(members.size(), 2) + little_end(members.size(), 2) +
           little_end(has_zip64 ? 0xFFFFFFFF : directory.size(), 4) +
           little_end(has_zip64 ? 0xFFFFFFFF : at, 4) + little_end(0, 2);
    return file + directory + end;
}

} // namespace convlens
