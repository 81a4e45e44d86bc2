// Movies of pictures, each decoded by libpng to the same pixels; blocks of deflate, read by zlib.
#include "encoding/png_series.h"

#include "decode_png.h"
#include "encoding/huffman.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace convlens {
namespace {

std::vector<uint8_t> samples_of_pixels(const std::vector<uint32_t>& pixels, bool has_alpha) {
    std::vector<uint8_t> samples;
    for (const uint32_t pixel : pixels) {
        for (int shift = 16; shift >= 0; shift -= 8)
            samples.push_back(static_cast<uint8_t>(pixel >> shift));
        if (has_alpha)
            samples.push_back(static_cast<uint8_t>(pixel >> 24));
    }
    return samples;
}

/// A picture that changes as figures do: rectangles of few colours, now and then noise.
class Movie {
public:
    Movie(int width, int height, bool has_alpha, unsigned seed)
        : width_(width), height_(height), mask_(has_alpha ? 0xFFFFFFFFU : 0xFFFFFFU), random_(seed),
          pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xF0F0F0U & mask_) {}

    /// Returns the first and the last row but one that may differ.
    std::pair<int, int> change() {
        const int y0 = below(height_), y1 = y0 + 1 + below(height_ - y0);
        const int x0 = below(width_), x1 = x0 + 1 + below(width_ - x0);
        const bool is_noise = below(4) == 0;
        const auto color = static_cast<uint32_t>(below(5)) * 0x203010U;
        for (int y = y0; y < y1; ++y)
            for (int x = x0; x < x1; ++x)
                pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                       static_cast<std::size_t>(x)] =
                    (is_noise ? static_cast<uint32_t>(random_()) : color) & mask_;
        return {below(y0 + 1), y1 + below(height_ - y1 + 1)};
    }

private:
    int below(int limit) {
        return limit > 0 ? static_cast<int>(random_() % static_cast<unsigned>(limit)) : 0;
    }

    int width_, height_;
    uint32_t mask_;
    std::mt19937 random_;

public:
    std::vector<uint32_t> pixels;
};

/// The file of the next picture.
const std::string& encoded(PngSeries& series, const std::vector<uint32_t>& pixels, int begin, int end) {
    return series.encode(begin, end, [&](int y, std::span<uint32_t> row) {
        std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(y) * static_cast<std::ptrdiff_t>(row.size()),
                    row.size(), row.begin());
    });
}

void expect_same_pixels(int width, int height, bool has_alpha, unsigned seed, int frames) {
    Movie movie(width, height, has_alpha, seed);
    PngSeries series(width, height, has_alpha);
    const PngColors colors = has_alpha ? PngColors::rgba : PngColors::rgb;
    std::pair<int, int> rows{0, height};
    for (int frame = 0; frame < frames; ++frame) {
        const std::string& file = encoded(series, movie.pixels, rows.first, rows.second);
        ASSERT_EQ(decoded(file, colors), samples_of_pixels(movie.pixels, has_alpha))
            << width << "x" << height << " seed " << seed << " frame " << frame;
        rows = frame % 5 == 3 ? std::pair{0, 0} : movie.change();
        if (frame % 5 == 3)
            continue;
    }
}

TEST(PngSeries, gives_the_pixels_of_every_frame) {
    for (unsigned seed = 0; seed < 30; ++seed) {
        std::mt19937 random(seed);
        const int width = 1 + static_cast<int>(random() % 200), height = 1 + static_cast<int>(random() % 150);
        expect_same_pixels(width, height, seed % 2 == 1, seed, 15);
        if (HasFailure())
            return;
    }
    expect_same_pixels(1, 1, false, 1, 3);
    expect_same_pixels(12'000, 20, false, 2, 6); // a row is longer than deflate can look back
    expect_same_pixels(10'922, 40, false, 3, 6); // and one that is just not
    expect_same_pixels(3, 2000, true, 4, 6);
}

TEST(PngSeries, gives_the_same_bytes_where_nothing_changes) {
    Movie movie(100, 80, false, 1);
    PngSeries series(100, 80, false);
    const std::string first = encoded(series, movie.pixels, 0, 80);
    EXPECT_EQ(encoded(series, movie.pixels, 0, 80), first);
    EXPECT_EQ(encoded(series, movie.pixels, 0, 0), first);
}

TEST(PngSeries, a_small_change_keeps_most_of_the_bytes) {
    std::mt19937 random(1);
    std::vector<uint32_t> pixels(200 * 200);
    for (uint32_t& pixel : pixels)
        pixel = random() & 0xFFFFFFU;
    PngSeries series(200, 200, false);
    encoded(series, pixels, 0, 200);
    pixels[200 * 150] ^= 1;
    const std::string second = encoded(series, pixels, 0, 200);
    pixels[200 * 151] ^= 1;
    const std::string third = encoded(series, pixels, 0, 200);
    const auto differ = std::mismatch(second.begin(), second.end(), third.begin(), third.end());
    EXPECT_GT(differ.first - second.begin(), 60'000) << "the rows above are as they were";
}

/// The bytes that tokens stand for.
std::string expanded(const std::vector<DeflateToken>& tokens) {
    std::string bytes;
    for (const DeflateToken& token : tokens) {
        if (token.distance == 0)
            bytes += static_cast<char>(token.value);
        for (int i = 0; token.distance > 0 && i < token.value; ++i)
            bytes += bytes[bytes.size() - token.distance];
    }
    return bytes;
}

std::string inflated(Bits bits, std::size_t size) {
    bits.append(0b011, 10);
    std::string bytes(size + 1, '\0');
    z_stream stream{};
    inflateInit2(&stream, -15);
    stream.next_in = reinterpret_cast<Bytef*>(bits.bytes.data());
    stream.avail_in = static_cast<uInt>(bits.bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = static_cast<uInt>(bytes.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END) << (stream.msg != nullptr ? stream.msg : "");
    bytes.resize(stream.total_out);
    inflateEnd(&stream);
    return bytes;
}

TEST(DeflateBlock, says_what_its_tokens_say) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937 random(seed);
        std::vector<DeflateToken> tokens;
        std::size_t size = 0;
        const unsigned alphabet = 1U << random() % 9;
        for (auto count = random() % 4000; count > 0; --count) {
            const std::size_t far = std::min<std::size_t>(size, max_distance);
            if (far > 0 && random() % 3 == 0)
                tokens.push_back({static_cast<uint16_t>(random() % 9 == 0 ? max_match : 3 + random() % 256),
                                  static_cast<uint16_t>(1 + random() % far)});
            else
                tokens.push_back({static_cast<uint16_t>(random() % alphabet), 0});
            size += tokens.back().distance > 0 ? tokens.back().value : 1;
        }
        const std::span<const DeflateToken> all(tokens);
        const std::size_t cut = all.empty() ? 0 : random() % all.size();
        const std::span<const DeflateToken> parts[] = {all.first(cut), all.subspan(cut)};
        Bits bits = deflate_block({parts, 1});
        bits.append(deflate_block({parts + 1, 1})); // behind any number of bits
        const std::string bytes = expanded(tokens);
        ASSERT_EQ(inflated(bits, bytes.size()), bytes) << "seed " << seed;
        ASSERT_EQ(inflated(deflate_block(parts), bytes.size()), bytes) << "seed " << seed;
    }
}

TEST(Huffman, codes_are_complete_and_within_their_length) {
    std::vector<uint32_t> fibonacci{1, 1};
    while (fibonacci.size() < 40)
        fibonacci.push_back(fibonacci.back() + fibonacci[fibonacci.size() - 2]); // the deepest tree there is
    for (const int max_bits : {7, 15}) {
        const std::vector<uint8_t> lengths = huffman_lengths(fibonacci, max_bits);
        double used = 0;
        for (const uint8_t length : lengths) {
            EXPECT_GE(length, 1);
            EXPECT_LE(length, max_bits);
            used += std::ldexp(1.0, -length);
        }
        EXPECT_EQ(used, 1);
    }
    EXPECT_EQ(huffman_lengths(std::vector<uint32_t>{0, 5, 0}, 15), (std::vector<uint8_t>{0, 1, 0}));
    EXPECT_EQ(huffman_lengths(std::vector<uint32_t>{0, 0}, 15), (std::vector<uint8_t>{0, 0}));
}

} // namespace
} // namespace convlens
