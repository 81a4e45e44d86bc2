// The encoder against libpng as a reader, and the bytes that files of earlier versions have.
#include "encoding/png.h"

#include "decode_png.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace convlens {
namespace {

std::string encoded(const PngLayout& layout, const std::vector<uint8_t>& samples) {
    const std::size_t row = static_cast<std::size_t>(layout.width) * samples_of(layout.colors);
    return encode_png(layout, [&](int y, uint8_t* to) {
        std::copy_n(samples.data() + static_cast<std::size_t>(y) * row, row, to);
    });
}

/// The types of the file's chunks, in order.
std::vector<std::string> chunks_of(const std::string& file) {
    std::vector<std::string> types;
    for (std::size_t at = 8; at + 8 <= file.size();) {
        uint32_t size = 0;
        for (std::size_t i = 0; i < 4; ++i)
            size = size << 8 | static_cast<uint8_t>(file[at + i]);
        types.push_back(file.substr(at + 4, 4));
        at += size + 12;
    }
    return types;
}

TEST(Png, more_bytes_than_allowed_are_none) {
    PngLayout layout{300, 300, PngColors::grey, PngChunks::one};
    std::vector<uint8_t> noise(std::size_t{300} * 300);
    std::mt19937 random(2);
    for (uint8_t& sample : noise)
        sample = static_cast<uint8_t>(random());
    const std::string whole = encoded(layout, noise);
    layout.max_bytes = 40'000;
    EXPECT_EQ(encoded(layout, noise), "");
    layout.max_bytes = whole.size();
    EXPECT_EQ(encoded(layout, noise), whole);
}

TEST(Png, a_stream_that_fills_its_last_chunk_has_no_empty_one_behind_it) {
    int filled = 0;
    std::mt19937 random(1);
    for (int height = 20; height <= 90; ++height)
        for (int width = 8140 / height - 3; width <= 8192 / height; ++width) {
            const PngLayout layout{width, height, PngColors::grey, PngChunks::many};
            std::vector<uint8_t> samples(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
            for (uint8_t& sample : samples)
                sample = static_cast<uint8_t>(
                    random()); // noise is stored: the stream's length follows from the size
            const std::string file = encoded(layout, samples);
            constexpr std::size_t around = 8 + 25 + 12 + 12; // signature, IHDR, frames of IDAT and IEND
            if (file.size() != 8192 + around)
                continue;
            ++filled;
            EXPECT_EQ(chunks_of(file), (std::vector<std::string>{"IHDR", "IDAT", "IEND"}))
                << width << "x" << height;
        }
    EXPECT_GT(filled, 0);
}

TEST(Png, any_samples_are_read_again) {
    for (unsigned seed = 0; seed < 60; ++seed) {
        std::mt19937 random(seed);
        const PngColors colors[] = {PngColors::grey, PngColors::rgb, PngColors::rgba};
        const PngLayout layout{1 + static_cast<int>(random() % 150), 1 + static_cast<int>(random() % 150),
                               colors[seed % 3], seed % 2 == 0 ? PngChunks::one : PngChunks::many};
        const bool noise = random() % 2 == 0;
        std::vector<uint8_t> samples(static_cast<std::size_t>(layout.width) *
                                     static_cast<std::size_t>(layout.height) * samples_of(layout.colors));
        for (uint8_t& sample : samples)
            sample = static_cast<uint8_t>(noise || random() % 50 == 0 ? random() : seed);
        EXPECT_EQ(decoded(encoded(layout, samples), layout.colors), samples) << "seed " << seed;
    }
}

TEST(Png, chunks_are_one_or_many) {
    std::mt19937 random(1);
    std::vector<uint8_t> noise(100 * 100 * 3); // 30,000 bytes that do not shrink: four chunks
    for (uint8_t& sample : noise)
        sample = static_cast<uint8_t>(random());
    using List = std::vector<std::string>;
    EXPECT_EQ(chunks_of(encoded({100, 100, PngColors::rgb, PngChunks::one}, noise)),
              (List{"IHDR", "IDAT", "IEND"}));
    EXPECT_EQ(chunks_of(encoded({100, 100, PngColors::rgb, PngChunks::many}, noise)),
              (List{"IHDR", "IDAT", "IDAT", "IDAT", "IDAT", "IEND"}));
}

TEST(Png, the_bytes_stay_as_they_were) {
    const std::vector<uint8_t> red(2 * 2 * 3, 0x80);
    const auto header_of_stream = [&](PngChunks chunks) {
        return encoded({2, 2, PngColors::rgb, chunks}, red).substr(41, 2);
    };
    EXPECT_EQ(header_of_stream(PngChunks::one), "\x78\x9c") << "a window of 32 KiB";
    EXPECT_EQ(header_of_stream(PngChunks::many), "\x08\x99") << "the smallest window";
}

} // namespace
} // namespace convlens
