// Where a decoder's rows go: put on white, made smaller where they are too many, and passed on as bytes.
// Knows no format and no process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace convlens {

/// What came of decoding a file.
enum class DecodeOutcome {
    done,
    damaged,
    other_kind,      // sound, maybe, but of a kind that is not read
    too_many_pixels, // more than are read at all
    too_many_whole,  // more than are read of a file that has to be decoded whole
    out_of_memory,
    cannot_write
};

/// Samples of a row: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA, each of 8 bits or of 16 in this machine's
/// order.
struct RowFormat {
    int64_t width = 0, height = 0; // px
    int channels = 0;
    int bits = 8; // a sample
};

/// Begin of what is written; rows without alpha follow, then an ImageFooter. In native order: both ends are
/// the same program.
struct ImageHeader {
    uint32_t width = 0, height = 0, channels = 0, bits = 0;
    uint32_t reduced = 0; // side of the square of pixels that one pixel is the average of
};
struct ImageFooter {
    uint32_t orientation = 1; // Exif's, 1..8
};

class RowSink {
public:
    using Write = std::function<bool(const void* bytes, std::size_t count)>;
    struct Limits {
        int64_t pixels;         // written
        int64_t decoded_pixels; // of the file
    };

    RowSink(Write write, Limits limits) : write_(std::move(write)), limits_(limits) {}

    const Limits& limits() const { return limits_; }
    /// done, or why a picture of this size is refused; `is_whole`: the decoder needs all of it in memory. The
    /// header of a refused one is written, for the message.
    DecodeOutcome check_size(int64_t width, int64_t height, bool is_whole);

    /// The picture's rows come next, from the top; `already_reduced`: as ImageHeader has it. False, here and
    /// below: they cannot be written.
    bool begin(const RowFormat& format, int64_t already_reduced = 1);
    bool add(const uint8_t* row);
    bool finish(int orientation);

private:
    template <class Sample> bool pass_on_as_it_is(const uint8_t* row);
    template <class Sample> void take(const uint8_t* row);
    template <class Sample> bool pass_on();

    Write write_;
    Limits limits_;
    RowFormat format_;
    int64_t side_ = 1; // of the square that becomes one pixel
    int64_t row_ = 0;
    std::vector<uint64_t> sums_; // [reduced width * colours]
    std::vector<uint8_t> out_;
};

} // namespace convlens
