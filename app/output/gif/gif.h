// Pixels to an animated GIF. Knows pixels and colours, nothing of frames and files.
#pragma once

#include "output/gif/lzw.h"
#include "output/gif/palette.h"
#include "picture/pixel_rect.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convlens {

/// Each picture is written as the rectangle in which it differs from the one before, as a whole where the
/// ground is transparent; one that does not differ only makes that one last longer. Keeps one picture, and
/// the encoded bytes of one.
class GifWriter {
public:
    using Sink = std::function<void(std::string_view bytes)>;
    struct Settings {
        bool loops = true;           // without end; else it is played once
        std::string_view scene = {}; // the text that the file holds; empty: none
        bool transparent = false;    // the ground is not opaque; a pixel is there or not
    };

    /// Width and height 1 to 65535 px.
    GifWriter(int width, int height, std::span<const std::pair<Color, Color>> palette_pairs, Sink sink,
              const Settings& settings);
    GifWriter(int width, int height, std::span<const std::pair<Color, Color>> palette_pairs, Sink sink)
        : GifWriter(width, height, palette_pairs, std::move(sink), {}) {}

    /// The next picture, 0xAARRGGBB premultiplied, row-major [height * width], shown for `delay` hundredths
    /// of a second. Outside of `touched` it is as the one before.
    void add(std::span<const uint32_t> pixels, PixelRect touched, int64_t delay);
    /// Ends the file. Once, last, after one picture at least.
    void finish();

    const Palette& palette() const { return palette_; }

private:
    void write_header(const Settings& settings);
    uint8_t entry_of(uint32_t pixel);
    PixelRect take_changes(std::span<const uint32_t> pixels, PixelRect touched);
    void take_row(const uint32_t* pixels, int y, int x0, int x1, PixelRect& changed);
    void encode(PixelRect rect, bool transparent, std::string& out);
    void write_pending();
    void write_image(PixelRect rect, std::string_view data, int64_t delay, bool transparent);

    int width_, height_;
    bool transparent_;
    Palette palette_;
    uint8_t unchanged_; // the entry that means "as before", on a transparent ground "nothing"
    int bits_;          // of an entry
    Sink sink_;
    LzwEncoder lzw_;
    std::vector<uint32_t> shown_;  // pixels of the picture before
    std::vector<uint8_t> entries_; // their palette entries
    std::vector<uint8_t>
        changes_; // entries of what changed, `unchanged_` elsewhere; all unchanged between calls
    std::vector<uint8_t> symbols_; // of the rectangle that is encoded
    int64_t changed_pixels_ = 0;
    bool first_ = true;

    struct Pending { // an image whose duration is not known yet
        PixelRect rect;
        std::string data;
        int64_t delay = 0;
        bool transparent = false;
    } pending_;
};

} // namespace convlens
