// Greedy: to put a match off, as zlib does, makes flat pictures larger here. What a far match costs more in
// bits is weighed against what it is longer.
#include "encoding/pixel_matcher.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace convlens {
namespace {

constexpr int pair_bits = 13, single_bits = 14;
constexpr std::size_t remembered = 1U << 14; // places: as many as deflate can look back
constexpr int chain_depth = 8;               // places that are looked at
constexpr int good_enough = 24;              // pixels: no longer one is looked for
constexpr int pixel_gain = 6;                // bits that a pixel more in a match is worth
constexpr int min_row_match = 4;             // pixels

uint32_t hash_of(uint32_t one, uint32_t next) {
    return (one * 0x9E3779B1U ^ next * 0x85EBCA77U) >> (32 - pair_bits);
}
uint32_t hash_of(uint32_t one) {
    return one * 0x9E3779B1U >> (32 - single_bits);
}

int common(const uint32_t* a, const uint32_t* b, int most) {
    int count = 0;
    for (; count + 2 <= most; count += 2) {
        uint64_t one = 0, other = 0;
        std::memcpy(&one, a + count, sizeof one);
        std::memcpy(&other, b + count, sizeof other);
        if (one != other)
            return count + (a[count] == b[count] ? 1 : 0);
    }
    return count < most && a[count] == b[count] ? count + 1 : count;
}

/// Extra bits of a distance, a measure of what it costs.
int cost(uint32_t distance) {
    return distance <= 4 ? 0 : static_cast<int>(std::bit_width(distance - 1)) - 2;
}

} // namespace

PixelMatcher::PixelMatcher(int width, int samples)
    : width_(width), samples_(samples), max_pixels_(max_match / samples),
      row_bytes_(static_cast<std::size_t>(width) * static_cast<std::size_t>(samples) + 1) {}

std::span<const DeflateToken> PixelMatcher::tokens(std::span<const uint32_t> picture, int begin, int end,
                                                   int history) {
    pixels_ = picture.data();
    first_row_ = begin - history;
    first_ = static_cast<int32_t>(place(0, first_row_));
    pairs_.resize(std::size_t{1} << pair_bits, -1);
    singles_.resize(std::size_t{1} << single_bits, -1);
    before_.resize(remembered, -1);
    tokens_.clear();
    if (std::exchange(known_end_, end) != begin)
        read_history(first_row_, begin);
    for (int row = begin; row < end; ++row) {
        int x = take_row_above(row);
        while (x < width_) {
            const Match match = find(x, row);
            insert(x, row);
            if (match.pixels == 0) {
                put_literal(pixels_[place(x, row)]);
                ++x;
            } else {
                put_match(match.pixels, match.distance);
                insert_some(x + 1, row, match.pixels - 1);
                x += match.pixels;
            }
        }
    }
    return tokens_;
}

void PixelMatcher::read_history(int begin, int end) {
    for (int row = begin; row < end; ++row)
        for (int x = 0; x < width_;) {
            const uint32_t* const here = pixels_ + place(x, row);
            const int run = common(here, here + 1, width_ - x - 1);
            insert_some(x, row, run + 1);
            x += run + 1;
        }
}

/// The filter byte, alone or with what is as in the row above; returns how many pixels that are.
int PixelMatcher::take_row_above(int row) {
    if (row > first_row_ && row_bytes_ <= max_distance) {
        const uint32_t* const here = pixels_ + place(0, row);
        const int pixels = common(here, here - width_, std::min(width_, (max_match - 1) / samples_));
        if (pixels >= min_row_match) {
            tokens_.push_back(
                {static_cast<uint16_t>(1 + pixels * samples_), static_cast<uint16_t>(row_bytes_)});
            insert_some(0, row, pixels);
            return pixels;
        }
    }
    tokens_.push_back({0, 0});
    return 0;
}

PixelMatcher::Match PixelMatcher::find(int x, int row) const {
    const uint32_t* const here = pixels_ + place(x, row);
    const int room = std::min(width_ - x, max_pixels_);
    Match best;
    if (x > 0)
        consider(best, common(here, here - 1, room), static_cast<uint32_t>(samples_));
    if (best.pixels == room)
        return best;
    if (row > first_row_ && row_bytes_ <= max_distance)
        consider(best, common(here, here - width_, room), static_cast<uint32_t>(row_bytes_));
    if (best.pixels < good_enough && best.pixels < room && x + 1 < width_)
        search_chain(best, x, row, room);
    if (best.pixels == 0) {
        const int32_t earlier = singles_[hash_of(*here)];
        if (is_known(earlier, place(x, row)) && pixels_[earlier] == *here)
            consider(best, 1, distance(x, row, earlier));
    }
    return best;
}

void PixelMatcher::search_chain(Match& best, int x, int row, int room) const {
    const std::size_t at = place(x, row);
    const uint32_t* const here = pixels_ + at;
    int32_t earlier = pairs_[hash_of(here[0], here[1])];
    for (int depth = chain_depth; is_known(earlier, at) && depth > 0;
         --depth, earlier = before_[static_cast<std::size_t>(earlier) % remembered]) {
        const uint32_t far = distance(x, row, earlier);
        if (far > max_distance)
            return;
        const int most = std::min(room, width_ - earlier % width_);
        const uint32_t* const there = pixels_ + earlier;
        if (most > best.pixels && here[best.pixels] == there[best.pixels])
            consider(best, common(here, there, most), far);
        if (best.pixels >= good_enough)
            return;
    }
}

void PixelMatcher::consider(Match& best, int pixels, uint32_t distance) const {
    if (pixels == 0 || distance > max_distance)
        return;
    if (best.pixels == 0 || (pixels - best.pixels) * pixel_gain > cost(distance) - cost(best.distance))
        best = {pixels, distance};
}

uint32_t PixelMatcher::distance(int x, int row, int32_t earlier) const {
    const auto rows = static_cast<std::size_t>(row - earlier / width_);
    const int columns = x - earlier % width_;
    return static_cast<uint32_t>(static_cast<int64_t>(rows * row_bytes_) + int64_t{columns} * samples_);
}

void PixelMatcher::insert(int x, int row) {
    const std::size_t at = place(x, row);
    const auto here = static_cast<int32_t>(at);
    if (x + 1 < width_) {
        int32_t& last = pairs_[hash_of(pixels_[at], pixels_[at + 1])];
        before_[at % remembered] = last;
        last = here;
    }
    singles_[hash_of(pixels_[at])] = here;
}

/// Of a long stretch the ends only.
void PixelMatcher::insert_some(int x, int row, int pixels) {
    constexpr int all = 20, at_begin = 2, at_end = 2;
    for (int i = 0; i < pixels; ++i) {
        if (pixels > all && i == at_begin)
            i = pixels - at_end;
        insert(x + i, row);
    }
}

void PixelMatcher::put_literal(uint32_t pixel) {
    for (int shift = 16; shift >= 0; shift -= 8)
        tokens_.push_back({static_cast<uint16_t>(pixel >> shift & 255U), 0});
    if (samples_ == 4)
        tokens_.push_back({static_cast<uint16_t>(pixel >> 24), 0});
}

void PixelMatcher::put_match(int pixels, uint32_t distance) {
    tokens_.push_back({static_cast<uint16_t>(pixels * samples_), static_cast<uint16_t>(distance)});
}

} // namespace convlens
