// Rows of pixels to literals and matches of deflate. It looks at whole pixels, where zlib looks at bytes: a
// third of the places, and flat runs and rows like the one above are found without searching.
#pragma once

#include "encoding/deflate_block.h"

#include <cstdint>
#include <span>
#include <vector>

namespace convlens {

class PixelMatcher {
public:
    /// `samples`: 3 or 4 a pixel, whose bytes are those of 0xAARRGGBB in the order R, G, B, A.
    PixelMatcher(int width, int samples);

    /// The tokens of the rows [begin, end) of a picture, each with PNG's filter byte for "none" before it.
    /// They repeat bytes of these rows and of `history` rows before them, which the reader knows. Until the
    /// next call.
    std::span<const DeflateToken> tokens(std::span<const uint32_t> picture, int begin, int end, int history);

    std::size_t row_bytes() const { return row_bytes_; }

private:
    struct Match {
        int pixels = 0;
        uint32_t distance = 0; // bytes
    };
    void read_history(int begin, int end);
    int take_row_above(int row);
    Match find(int x, int row) const;
    void consider(Match& best, int pixels, uint32_t distance) const;
    void search_chain(Match& best, int x, int row, int room) const;
    void insert(int x, int row);
    void insert_some(int x, int row, int pixels);
    void put_literal(uint32_t pixel);
    void put_match(int pixels, uint32_t distance);
    std::size_t place(int x, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
    }
    uint32_t distance(int x, int row, int32_t earlier) const;
    bool is_known(int32_t earlier, std::size_t here) const {
        return earlier >= first_ && static_cast<std::size_t>(earlier) < here;
    }

    int width_, samples_, max_pixels_;
    std::size_t row_bytes_;
    const uint32_t* pixels_ = nullptr;
    int first_row_ = 0;  // that may be repeated
    int32_t first_ = 0;  // its place
    int known_end_ = -1; // the rows before it are in the tables
    // By hash: the last place of two pixels, of one. What an earlier picture has left here does no harm:
    // places are compared by their pixels of now.
    std::vector<int32_t> pairs_, singles_;
    std::vector<int32_t> before_; // by the last bits of a place: the place before with the same hash of two
    std::vector<DeflateToken> tokens_;
};

} // namespace convlens
