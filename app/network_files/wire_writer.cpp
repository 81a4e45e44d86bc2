// A field is its number and form as one varint, then its value.
#include "network_files/wire_writer.h"

#include "network_files/wire.h"

#include <bit>

namespace convlens {
namespace {

uint64_t key_of(uint32_t number, WireType type) {
    return static_cast<uint64_t>(number) << 3 | static_cast<uint64_t>(type);
}

} // namespace

void WireWriter::varint(uint64_t value) {
    for (; value >= 0x80U; value >>= 7)
        bytes_.push_back(static_cast<char>(value | 0x80U));
    bytes_.push_back(static_cast<char>(value));
}

void WireWriter::integer(uint32_t number, int64_t value) {
    varint(key_of(number, WireType::varint));
    varint(static_cast<uint64_t>(value));
}

void WireWriter::float32(uint32_t number, float value) {
    varint(key_of(number, WireType::fixed32));
    const auto bits = std::bit_cast<uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8)
        bytes_.push_back(static_cast<char>(bits >> shift & 0xFFU));
}

void WireWriter::text(uint32_t number, std::string_view bytes) {
    varint(key_of(number, WireType::bytes));
    varint(bytes.size());
    bytes_ += bytes;
}

} // namespace convlens
