// The pictures of a movie as PNG files, each made from what is kept of the one before: bands of rows that did
// not change keep their matches, stretches of such bands their compressed bits, checksums are combined.
#pragma once

#include "encoding/deflate_block.h"
#include "encoding/pixel_matcher.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace convlens {

class PngSeries {
public:
    /// Straight 0xAARRGGBB pixels; without alpha A is 0.
    PngSeries(int width, int height, bool has_alpha);

    /// The next picture [height * width], which differs from the one before in the rows [begin, end) at most.
    /// Returns the bytes of its file, which stay until the next call.
    const std::string& encode(std::span<const uint32_t> pixels, int begin, int end);

private:
    struct Band {
        int begin = 0, end = 0; // rows
        bool has_changed = true;
        std::size_t uses = 0; // bands above that its matches may repeat
        std::vector<DeflateToken> tokens;
        uint32_t sum = 1; // Adler-32
    };
    /// Neighbouring bands in one block of deflate.
    struct Stretch {
        std::size_t begin = 0, end = 0; // bands
        bool is_new = true;
        Bits bits;
    };
    bool take_rows(std::span<const uint32_t> pixels, int begin, int end);
    bool has_lost_what_it_uses(std::size_t band) const;
    std::size_t unchanged_above(std::size_t band) const;
    void match_bands(std::span<const uint32_t> pixels);
    void match(Band& band, std::span<const uint32_t> pixels);
    std::vector<Stretch> stretches() const;
    void compress();
    std::string stream() const;

    int width_, height_, samples_;
    PixelMatcher matcher_;
    std::vector<uint32_t> before_; // the picture before
    std::vector<Band> bands_;
    std::vector<bool> matched_; // in this picture, of each band
    std::vector<Stretch> stretches_;
    std::vector<uint8_t> row_;
    std::string file_;
};

} // namespace convlens
