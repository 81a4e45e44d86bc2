// Any bytes compressed by zlib, the same bytes for the same input.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace convlens {

/// The level that gives the fewest bytes, and the window of a deflate stream without a header (RFC 1951).
inline constexpr int best_compression = 9, bare_window = -15;

/// Bytes that come one after the other, to one stream; they themselves are not kept. Throws std::bad_alloc.
class Deflater {
public:
    /// `level` 1 to 9; `window_bits` 8 to 15 of a zlib stream (RFC 1950), or bare_window.
    Deflater(int level, int window_bits);
    ~Deflater();
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    void add(std::string_view bytes);
    /// Of what has been compressed so far.
    std::size_t size() const { return compressed_.size(); }
    /// Once, last: the whole stream.
    std::string finish();

private:
    struct State;
    void run(std::string_view bytes, int flush);

    std::unique_ptr<State> state_;
    std::string compressed_;
};

/// A zlib stream, as small as zlib makes it. Throws std::bad_alloc.
std::string zlib_stream(std::string_view bytes);

} // namespace convlens
