// The directory of an sfnt font is read and written anew; a table that does not shrink stays as it is.
#include "web_page/woff.h"

#include "encoding/big_endian.h"
#include "encoding/compressed.h"

#include <cassert>
#include <cstdint>

namespace convlens {
namespace {

constexpr std::size_t sfnt_header = 12, sfnt_entry = 16;
constexpr std::size_t woff_header = 44, woff_entry = 20;

uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    assert(at + size <= bytes.size());
    return static_cast<uint32_t>(big_endian(bytes.substr(at, size)));
}

std::size_t padded(std::size_t size) {
    return (size + 3) / 4 * 4;
}

} // namespace

std::string woff_of(std::string_view sfnt) {
    const std::size_t tables = number_at(sfnt, 4, 2);
    std::string directory, data;
    std::size_t sfnt_size = sfnt_header + tables * sfnt_entry;
    for (std::size_t i = 0; i < tables; ++i) {
        const std::size_t entry = sfnt_header + i * sfnt_entry;
        const std::string_view table =
            sfnt.substr(number_at(sfnt, entry + 8, 4), number_at(sfnt, entry + 12, 4));
        const std::string smaller = zlib_stream(table);
        const std::string_view stored = smaller.size() < table.size() ? smaller : table;
        directory += sfnt.substr(entry, 4);
        put_big_endian(directory, woff_header + tables * woff_entry + data.size(), 4);
        put_big_endian(directory, stored.size(), 4);
        put_big_endian(directory, table.size(), 4);
        directory += sfnt.substr(entry + 4, 4); // checksum
        data += stored;
        data.resize(padded(data.size()));
        sfnt_size += padded(table.size());
    }
    std::string file = "wOFF";
    file += sfnt.substr(0, 4); // flavour
    put_big_endian(file, woff_header + directory.size() + data.size(), 4);
    put_big_endian(file, tables, 2);
    put_big_endian(file, 0, 2);
    put_big_endian(file, sfnt_size, 4);
    put_big_endian(file, 0x00010000, 4); // version
    file.resize(woff_header);            // neither metadata nor private data
    return file + directory + data;
}

} // namespace convlens
