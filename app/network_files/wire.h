// Protocol buffers' wire format: the fields of a message, one after the other, as views into its bytes. Knows
// no schema, allocates nothing.
#pragma once

#include <cstdint>
#include <string_view>

namespace convlens {

/// How a field lies in the bytes, as numbered there. Groups (3 and 4) are not read.
enum class WireType : uint8_t { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

/// One field. Who asks for another form than it has gets Error error.onnx_damaged.
struct WireField {
    uint32_t number = 0;
    WireType type = WireType::varint;
    uint64_t value = 0;     // of all but bytes
    std::string_view bytes; // of WireType::bytes

    std::string_view text() const;
    int64_t integer() const;
    int32_t integer32() const; // as protobuf cuts an int32 or an enumeration
    float float32() const;
};

/// The fields of a message, in order.
/// Source  protobuf.dev/programming-guides/encoding
class WireReader {
public:
    explicit WireReader(std::string_view message) : rest_(message) {}

    /// False at the end. Throws Error error.onnx_damaged, without a place, where bytes are malformed.
    bool next(WireField& field);

private:
    std::string_view rest_;
};

/// Takes a number off `bytes`. Throws as WireReader.
uint64_t take_varint(std::string_view& bytes);
uint64_t take_fixed64(std::string_view& bytes);
uint32_t take_fixed32(std::string_view& bytes);

/// Calls `use(uint64_t)` with each number of a repeated field, packed or not: `take` is one of those above.
/// Throws as WireReader.
template <class Use> void each_number(const WireField& field, WireType type, const Use& use) {
    if (field.type == type) {
        use(field.value);
        return;
    }
    for (std::string_view rest = field.text(); !rest.empty();)
        use(type == WireType::varint    ? take_varint(rest)
            : type == WireType::fixed64 ? take_fixed64(rest)
                                        : take_fixed32(rest));
}

} // namespace convlens
