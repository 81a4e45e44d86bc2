// Pixels to an animated PNG (PNG specification, third edition). Knows pixels, nothing of frames and files.
#pragma once

#include "output/apng/zlib_compressor.h"
#include "output/shown_pixels.h"
#include "picture/frame_rate.h"
#include "picture/pixel_rect.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

struct ApngFacts {
    int width = 0, height = 0; // px, at least 1
    bool transparent = false;  // the ground is not opaque
    FrameRate rate;
    bool loops = true;                   // without end; else it is played once
    std::string_view scene;              // the text that the file holds; empty: none
    std::optional<double> width_mm = {}; // on paper
};

/// Each picture is written as the rectangle in which it differs from the one before, on an opaque ground with
/// what is unchanged left transparent; one that does not differ only makes that one last longer. The first is
/// what readers of still pictures show. Keeps one picture, and the encoded bytes of one.
class ApngWriter {
public:
    using Sink = std::function<void(std::string_view bytes)>;
    /// Bytes that take the place of those at `offset` when all is written.
    struct Patch {
        int64_t offset = 0;
        std::string bytes;
    };

    ApngWriter(const ApngFacts& facts, Sink sink);

    /// Picture `number` of the film, from 0 on in order: 0xAARRGGBB premultiplied, row-major [height *
    /// width]. Outside of `touched` it is as the one before.
    void add(std::span<const uint32_t> pixels, PixelRect touched, int64_t number);
    /// Ends the file, whose last picture was `frames` - 1. Once, last. How many pictures are written is known
    /// only now: the patch says so in the header.
    Patch finish(int64_t frames);

private:
    void put(std::string_view bytes);
    std::string animation_chunk() const;
    std::string_view compressed(std::span<const uint32_t> pixels, PixelRect rect);
    void write_pending(int64_t end);
    void write_picture(PixelRect rect, std::string_view stream, int64_t begin, int64_t end, bool over);
    uint32_t next_sequence() { return sequence_++; }

    ApngFacts facts_;
    Sink sink_;
    ShownPixels shown_;
    ZlibCompressor compressor_;
    std::vector<uint8_t> samples_;   // of the rectangle, with filter bytes
    std::vector<uint32_t> straight_; // a row not multiplied by alpha
    int64_t written_ = 0, patched_at_ = 0;
    uint32_t pictures_ = 0, sequence_ = 0;

    struct Pending { // a picture whose duration is not known yet
        PixelRect rect;
        std::string stream;
        int64_t begin = 0; // its number
    } pending_;
};

} // namespace convlens
