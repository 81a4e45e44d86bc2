// Images through the decoding child: pixels, and what a hostile file comes to.
#include "input/image_child.h"
#include "input/image_file.h"
#include "input/limits.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <dirent.h>

#include <random>

namespace convlens {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::StartsWith;

TEST(ImageFile, png_and_bmp_exactly) {
    std::vector<uint8_t> expected; // 4x3
    for (int i = 0; i < 36; ++i)
        expected.push_back(static_cast<uint8_t>(i * 20 % 256));
    for (const char* name : {"rgb.png", "rgb.bmp"}) {
        const Image image = read_image(fixture(name));
        EXPECT_EQ(image.width, 4) << name;
        EXPECT_EQ(image.height, 3) << name;
        EXPECT_EQ(image.channels, 3) << name;
        EXPECT_EQ(image.pixels, expected) << name;
    }
}

TEST(ImageFile, grey_and_16_bits) {
    const Image grey = read_image(fixture("grey.png"));
    EXPECT_EQ(grey.channels, 1);
    EXPECT_THAT(grey.pixels, ElementsAre(0, 50, 100, 150, 200, 250));
    const Image deep = read_image(fixture("grey16.png"));
    EXPECT_EQ(deep.channels, 1);
    EXPECT_EQ(deep.bits, 16);
    EXPECT_EQ(deep.pixels.size(), 4U);
}

TEST(ImageFile, what_is_transparent_shows_white) {
    const Image image = read_image(fixture("alpha.png"));
    EXPECT_EQ(image.channels, 3);
    EXPECT_THAT(image.pixels, ElementsAre(255, 0, 0, 255, 255, 255, 127, 127, 127));
}

TEST(ImageFile, jpeg_nearly) {
    const Image image = read_image(fixture("gradient.jpg"));
    EXPECT_EQ(image.width, 16);
    EXPECT_EQ(image.height, 16);
    EXPECT_LT(image.pixels.front(), 20);
    EXPECT_GT(image.pixels.back(), 235);
}

TEST(ImageFile, bytes_in_memory_are_the_same) {
    EXPECT_EQ(decode_image(bytes_of(fixture("rgb.png")), "scene"), read_image(fixture("rgb.png")));
    EXPECT_THAT(refusal([] { decode_image("nothing", "scene"); }), StartsWith("error.image_unknown"));
}

TEST(ImageFile, refusals) {
    EXPECT_THAT(refusal([] { read_image("/tmp"); }), StartsWith("error.not_a_file"));
    EXPECT_THAT(refusal([] { read_image("/dev/zero"); }), StartsWith("error.not_a_file"));
    EXPECT_THAT(refusal([] { read_image("/no/such.png"); }), StartsWith("error.cannot_read"));
    const TemporaryFile empty("");
    EXPECT_EQ(refusal([&] { read_image(empty.path()); }),
              "error.image_unknown: is not a PNG, JPEG or BMP picture (" + empty.path() + ")");
}

TEST(ImageFile, every_truncation_is_refused_or_decoded) {
    for (const char* name : {"rgb.png", "rgb.bmp", "gradient.jpg"}) {
        const std::string whole = bytes_of(fixture(name));
        for (std::size_t length = 0; length < whole.size(); length += 1 + whole.size() / 12) {
            const TemporaryFile file(whole.substr(0, length));
            EXPECT_THAT(refusal([&] { read_image(file.path()); }),
                        AnyOf("", StartsWith("error.image_unknown"), StartsWith("error.image_damaged")))
                << name << " cut to " << length;
        }
    }
    const TemporaryFile half(bytes_of(fixture("rgb.png")).substr(0, 50));
    EXPECT_THAT(refusal([&] { read_image(half.path()); }), StartsWith("error.image_damaged"));
}

TEST(ImageFile, mutations_never_reach_the_program) {
    std::mt19937_64 generator(5);
    int refused = 0;
    for (int round = 0; round < 150; ++round) {
        const char* names[] = {"rgb.png", "rgb.bmp", "gradient.jpg", "alpha.png"};
        std::string bytes = bytes_of(fixture(names[round % 4]));
        for (int changes = 0; changes < 3; ++changes)
            bytes[8 + generator() % (bytes.size() - 8)] = static_cast<char>(generator());
        const TemporaryFile file(bytes);
        const std::string sentence = refusal([&] {
            const Image image = read_image(file.path());
            ASSERT_EQ(image.pixels.size(), static_cast<std::size_t>(image.width) *
                                               static_cast<std::size_t>(image.height) *
                                               static_cast<std::size_t>(image.channels));
        });
        EXPECT_THAT(sentence, AnyOf("", StartsWith("error.image_"))) << "round " << round;
        refused += sentence.empty() ? 0 : 1;
    }
    EXPECT_GT(refused, 10);
}

/// A PNG of nothing but a header that promises `width` x `height`.
std::string png_header(uint32_t width, uint32_t height) {
    std::string bytes = bytes_of(fixture("grey.png"));
    for (std::size_t i = 0; i < 4; ++i) {
        bytes[16 + i] = static_cast<char>(width >> (24 - 8 * i));
        bytes[20 + i] = static_cast<char>(height >> (24 - 8 * i));
    }
    return bytes;
}

TEST(ImageFile, promised_sizes_are_looked_at_before_memory_is_asked_for) {
    for (const auto& [width, height] :
         {std::pair{60000U, 60000U}, {40000U, 1001U}, {65536U, 1U}, {1U, 0x7FFFFFFFU}}) {
        const TemporaryFile file(png_header(width, height));
        EXPECT_THAT(refusal([&] { read_image(file.path()); }),
                    AnyOf(StartsWith("error.image_pixels"), StartsWith("error.image_damaged")))
            << width << "x" << height;
    }
    const TemporaryFile far_over(png_header(60000, 60000));
    EXPECT_THAT(refusal([&] { read_image(far_over.path()); }), StartsWith("error.image_"));
}

int open_descriptors() {
    int count = 0;
    DIR* folder = opendir("/proc/self/fd");
    while (readdir(folder))
        ++count;
    closedir(folder);
    return count;
}

TEST(ImageFile, leaves_no_descriptor_open) {
    const int before = open_descriptors();
    for (int i = 0; i < 5; ++i) {
        read_image(fixture("rgb.png"));
        refusal([] { decode_image(bytes_of(fixture("rgb.png")).substr(0, 40), ""); });
    }
    EXPECT_EQ(open_descriptors(), before);
}

TEST(ImageChild, other_arguments_are_not_its_own) {
    char program[] = "convlens", other[] = "describe", hidden[] = "--convlens-decode-image";
    char* none[] = {program, nullptr};
    char* one[] = {program, other, nullptr};
    char* more[] = {program, hidden, other, nullptr};
    EXPECT_EQ(image_child(1, none), -1);
    EXPECT_EQ(image_child(2, one), -1);
    EXPECT_EQ(image_child(3, more), -1);
}

} // namespace
} // namespace convlens
