// Every length is checked against what is left of the message.
#include "network_files/wire.h"

#include "i18n/error.h"

#include <bit>

namespace convlens {
namespace {

constexpr int max_varint_bits = 64;

[[noreturn]] void refuse_bytes() {
    throw Error(Error::Fault::request, "error.onnx_damaged", {}, "");
}

uint64_t take_little_end(std::string_view& bytes, std::size_t count) {
    if (bytes.size() < count)
        refuse_bytes();
    uint64_t value = 0;
    for (std::size_t i = count; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    bytes.remove_prefix(count);
    return value;
}

} // namespace

uint64_t take_varint(std::string_view& bytes) {
    uint64_t value = 0;
    for (int shift = 0; shift < max_varint_bits; shift += 7) {
        if (bytes.empty())
            refuse_bytes();
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<uint64_t>(byte & 0x7FU) << shift;
        if ((byte & 0x80U) == 0)
            return value;
    }
    refuse_bytes();
}

uint64_t take_fixed64(std::string_view& bytes) {
    return take_little_end(bytes, 8);
}

uint32_t take_fixed32(std::string_view& bytes) {
    return static_cast<uint32_t>(take_little_end(bytes, 4));
}

bool WireReader::next(WireField& field) {
    if (rest_.empty())
        return false;
    const uint64_t key = take_varint(rest_);
    field = {};
    field.number = static_cast<uint32_t>(key >> 3);
    field.type = static_cast<WireType>(key & 7U);
    if (field.number == 0 || key >> 32 != 0)
        refuse_bytes();
    switch (key & 7U) {
    case static_cast<uint64_t>(WireType::varint):
        field.value = take_varint(rest_);
        return true;
    case static_cast<uint64_t>(WireType::fixed64):
        field.value = take_fixed64(rest_);
        return true;
    case static_cast<uint64_t>(WireType::fixed32):
        field.value = take_fixed32(rest_);
        return true;
    case static_cast<uint64_t>(WireType::bytes): {
        const uint64_t size = take_varint(rest_);
        if (size > rest_.size())
            refuse_bytes();
        field.bytes = rest_.substr(0, static_cast<std::size_t>(size));
        rest_.remove_prefix(static_cast<std::size_t>(size));
        return true;
    }
    default:
        refuse_bytes();
    }
}

std::string_view WireField::text() const {
    if (type != WireType::bytes)
        refuse_bytes();
    return bytes;
}

int64_t WireField::integer() const {
    if (type != WireType::varint)
        refuse_bytes();
    return static_cast<int64_t>(value);
}

int32_t WireField::integer32() const {
    return static_cast<int32_t>(static_cast<uint32_t>(integer()));
}

float WireField::float32() const {
    if (type != WireType::fixed32)
        refuse_bytes();
    return std::bit_cast<float>(static_cast<uint32_t>(value));
}

} // namespace convlens
