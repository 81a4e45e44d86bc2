// The pictures of a movie as PNG files, each made from what is kept of the one before: bands of rows that did
// not change keep their matches, stretches of such bands their compressed bits, checksums are combined.
#pragma once

#include "encoding/deflate_block.h"
#include "encoding/pixel_matcher.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace convlens {

class PngSeries {
public:
    /// Without alpha A of the pixels is 0. Every file has the chunks that are given before its rows.
    PngSeries(int width, int height, bool has_alpha, std::string before_rows = {});

    /// Writes a row of the picture, straight 0xAARRGGBB [width].
    using PutRow = std::function<void(int y, std::span<uint32_t> row)>;

    /// The next picture, which differs from the one before in the rows [begin, end) at most; the first has
    /// all. Returns the bytes of its file, which stay until the next call.
    const std::string& encode(int begin, int end, const PutRow& put_row);

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
    bool take_rows(int begin, int end, const PutRow& put_row);
    bool has_lost_what_it_uses(std::size_t band) const;
    std::size_t unchanged_above(std::size_t band) const;
    void match_bands();
    void match(Band& band);
    uint32_t sum_of(const Band& band) const;
    std::span<uint32_t> row(int y);
    std::vector<Stretch> stretches() const;
    void compress();
    std::string stream() const;

    int width_, height_, samples_;
    PixelMatcher matcher_;
    std::vector<uint32_t> pixels_; // of the picture
    std::vector<uint32_t> new_row_;
    std::vector<Band> bands_;
    std::vector<bool> matched_; // in this picture, of each band
    std::vector<Stretch> stretches_;
    std::string before_rows_, file_;
};

} // namespace convlens
