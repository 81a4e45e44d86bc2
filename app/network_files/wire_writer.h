// Protocol buffers' wire format, written: fields appended to a message's bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

class WireWriter {
public:
    void integer(uint32_t number, int64_t value);
    void float32(uint32_t number, float value);
    void text(uint32_t number, std::string_view bytes);
    void message(uint32_t number, const WireWriter& inner) { text(number, inner.bytes_); }

    const std::string& bytes() const { return bytes_; }
    std::string take() { return std::move(bytes_); }

private:
    void varint(uint64_t value);

    std::string bytes_;
};

} // namespace convlens
