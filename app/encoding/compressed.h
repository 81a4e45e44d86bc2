// Any bytes compressed by zlib at its best, the same bytes for the same input.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace convlens {

/// Bytes that come one after the other, to a deflate stream (RFC 1951) without a header; what is compressed
/// is not kept. Throws std::bad_alloc.
class Deflater {
public:
    Deflater();
    ~Deflater();
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    void add(std::string_view bytes);
    /// Once, last: the whole stream.
    std::string finish();

private:
    struct State;
    void run(std::string_view bytes, int flush);

    std::unique_ptr<State> state_;
    std::string compressed_;
};

/// A zlib stream (RFC 1950). Throws std::bad_alloc.
std::string zlib_stream(std::string_view bytes);

} // namespace convlens
