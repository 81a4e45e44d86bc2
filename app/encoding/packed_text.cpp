// Expanded piece by piece, so that what claims to be large takes no more memory than it may hold.
#include "encoding/packed_text.h"

#include "encoding/base64.h"
#include "encoding/compressed.h"

#include <zlib.h>

#include <array>
#include <climits>

namespace convlens {
namespace {

Bytef* bytes_of(std::string_view text) {
    return reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); // zlib reads and does not write them
}

} // namespace

std::optional<std::string> expand_text(std::string_view stream, std::size_t max_bytes) {
    if (stream.size() > UINT_MAX)
        return {};
    z_stream inflater{};
    if (inflateInit(&inflater) != Z_OK)
        return {};
    inflater.next_in = bytes_of(stream);
    inflater.avail_in = static_cast<uInt>(stream.size());
    std::string text;
    std::array<char, 1 << 14> piece;
    int result = Z_OK;
    while (result == Z_OK && text.size() <= max_bytes) {
        inflater.next_out = reinterpret_cast<Bytef*>(piece.data());
        inflater.avail_out = piece.size();
        result = inflate(&inflater, Z_NO_FLUSH);
        text.append(piece.data(), piece.size() - inflater.avail_out);
    }
    const bool is_all = result == Z_STREAM_END && inflater.avail_in == 0 && text.size() <= max_bytes;
    inflateEnd(&inflater);
    if (!is_all)
        return {};
    return text;
}

std::string pack_text(std::string_view text) {
    return to_base64(zlib_stream(text));
}

std::optional<std::string> unpack_text(std::string_view packed, std::size_t max_bytes) {
    const std::optional<std::string> stream = from_base64(packed);
    return stream ? expand_text(*stream, max_bytes) : std::nullopt;
}

} // namespace convlens
