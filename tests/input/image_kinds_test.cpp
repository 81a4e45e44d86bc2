// Every kind of picture that people have: transparent colours, orientations, deep and odd ones, large ones.
#include "input/exif.h"
#include "input/image_file.h"
#include "input/limits.h"
#include "input/picture_bytes.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

namespace convlens {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::StartsWith;

Image image_of(const std::string& bytes) {
    return read_image(TemporaryFile(bytes).path());
}
std::string refusal_of(const std::string& bytes, PixelUse use = PixelUse::averages) {
    const TemporaryFile file(bytes);
    return refusal([&] { read_image(file.path(), use); });
}
std::vector<uint16_t> deep(const Image& image) {
    std::vector<uint16_t> values(image.pixels.size() / 2);
    std::memcpy(values.data(), image.pixels.data(), image.pixels.size());
    return values;
}

TEST(ImageKinds, a_transparent_colour_without_a_palette_shows_white) {
    for (const int bits : {1, 2, 4, 8}) { // two pixels: the colour 1, which is transparent, and 0
        PngParts png{2, 1, bits, 0, std::string(1, '\0'), png_chunk("tRNS", big_end(1, 2)), "", 0};
        png.rows += bits == 8 ? std::string("\1\0", 2) : std::string(1, static_cast<char>(1 << (8 - bits)));
        const Image image = image_of(png_file(png));
        EXPECT_EQ(image.channels, 1) << bits;
        EXPECT_THAT(image.pixels, ElementsAre(255, 0)) << bits;
    }
    const Image grey = image_of(
        png_file({2, 1, 16, 0, std::string("\0\1\2\1\3", 5), png_chunk("tRNS", big_end(0x0102, 2)), "", 0}));
    EXPECT_EQ(grey.bits, 16);
    EXPECT_THAT(deep(grey), ElementsAre(65535, 0x0103));
    std::string rows;
    for (int row = 0; row < 4; ++row)
        rows += std::string(1, '\0') + "\n\x14\x1E\n\x14\x1E\n\x14\x1E" + std::string("\1\2\3");
    const Image color =
        image_of(png_file({4, 4, 8, 2, rows, png_chunk("tRNS", std::string("\0\1\0\2\0\3", 6)), "", 0}));
    EXPECT_EQ(color.channels, 3);
    std::vector<uint8_t> expected;
    for (int pixel = 0; pixel < 16; ++pixel)
        for (const uint8_t value : {uint8_t{10}, uint8_t{20}, uint8_t{30}})
            expected.push_back(pixel % 4 == 3 ? uint8_t{255} : value);
    EXPECT_THAT(color.pixels, ElementsAreArray(expected));
    const Image deep_color = image_of(png_file({1, 1, 16, 2, std::string("\0\1\2\3\4\5\6", 7),
                                                png_chunk("tRNS", std::string("\1\2\3\4\5\6", 6)), "", 0}));
    EXPECT_THAT(deep(deep_color), ElementsAre(65535, 65535, 65535));
}

TEST(ImageKinds, interlaced_and_16_bits_keep_their_values) {
    const std::string rows("\0\x12\x34\0\xFF\xFE",
                           6); // Adam7 of 1 x 2: pass 1, then pass 7... the same bytes
    const Image image = image_of(png_file({1, 2, 16, 0, rows, "", "", 0}));
    EXPECT_THAT(deep(image), ElementsAre(0x1234, 0xFFFE));
    EXPECT_THAT(deep(image_of(png_file({1, 2, 16, 0, rows, "", "", 1}))), ElementsAre(0x1234, 0xFFFE));
}

/// Pixels 1 2 3 / 4 5 6 as each orientation shows them.
TEST(ImageKinds, orientation_is_obeyed) {
    const std::string rows("\0\1\2\3\0\4\5\6", 8);
    const std::vector<std::vector<uint8_t>> shown = {
        {1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}, {6, 5, 4, 3, 2, 1}, {4, 5, 6, 1, 2, 3},
        {1, 4, 2, 5, 3, 6}, {4, 1, 5, 2, 6, 3}, {6, 3, 5, 2, 4, 1}, {3, 6, 2, 5, 1, 4}};
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const std::string chunk = png_chunk("eXIf", exif_bytes(orientation, orientation % 2 == 0));
        for (const bool is_after : {false, true}) {
            const Image image =
                image_of(png_file({3, 2, 8, 0, rows, is_after ? "" : chunk, is_after ? chunk : "", 0}));
            EXPECT_EQ(image.width, orientation < 5 ? 3 : 2) << orientation;
            EXPECT_THAT(image.pixels, ElementsAreArray(shown[static_cast<std::size_t>(orientation - 1)]))
                << orientation;
        }
    }
}

TEST(ImageKinds, orientation_of_photographs) {
    const std::string jpeg = bytes_of(fixture("gradient.jpg"));
    const Image stored = image_of(jpeg);
    const Image turned = image_of(with_exif(jpeg, exif_bytes(3, true)));
    ASSERT_EQ(turned.pixels.size(), stored.pixels.size());
    EXPECT_EQ(turned.pixels.front(),
              stored.pixels[stored.pixels.size() - static_cast<std::size_t>(stored.channels)]);
    EXPECT_EQ(image_of(with_exif(jpeg, exif_bytes(9))), stored);
    EXPECT_EQ(image_of(with_exif(jpeg, "nothing")), stored);
}

TEST(ImageKinds, exif_that_is_malformed_is_upright) {
    const std::string good = exif_bytes(6);
    EXPECT_EQ(exif_orientation(good), 6);
    for (std::size_t length = 0; length < good.size() - 4; ++length)
        EXPECT_EQ(exif_orientation(good.substr(0, length)), 1) << length;
    std::string far = good;
    far.replace(4, 4, "\xFF\xFF\xFF\xFF");
    EXPECT_EQ(exif_orientation(far), 1);
    std::string many = good;
    many.replace(8, 2, "\xFF\xFF");
    many.replace(10, 2, "\1\1");
    EXPECT_EQ(exif_orientation(many), 1);
}

TEST(ImageKinds, inks_with_and_without_the_marker_of_adobe) {
    for (const char* name :
         {"cmyk.jpg", "cmyk_adobe.jpg"}) { // both hold 200, 100, 50 under four fifths of light
        const Image image = read_image(fixture(name));
        EXPECT_EQ(image.channels, 3) << name;
        EXPECT_NEAR(image.pixels[0], 160, 3) << name;
        EXPECT_NEAR(image.pixels[1], 80, 3) << name;
        EXPECT_NEAR(image.pixels[2], 40, 3) << name;
    }
}

TEST(ImageKinds, arithmetic_coding_is_read_and_12_bits_are_named) {
    const Image image = read_image(fixture("arithmetic.jpg"));
    EXPECT_NEAR(image.pixels[0], 200, 3);
    EXPECT_NEAR(image.pixels[1], 100, 3);
    std::string jpeg = bytes_of(fixture("arithmetic.jpg"));
    const std::size_t frame = jpeg.find("\xFF\xC9");
    ASSERT_NE(frame, std::string::npos);
    std::string deep = jpeg;
    deep[frame + 4] = 12;
    EXPECT_THAT(refusal_of(deep), StartsWith("error.image_kind: the picture is of a kind that is not read"));
    jpeg[frame + 1] = '\xC3'; // lossless
    EXPECT_THAT(refusal_of(jpeg), StartsWith("error.image_kind"));
}

TEST(ImageKinds, the_png_of_iphone_programs_is_refused_by_name) {
    const std::string png = png_file({1, 1, 8, 0, std::string(2, '\0'), "", "", 0});
    const std::string apple = png.substr(0, 8) + png_chunk("CgBI", "\x50\1\2\3") + png.substr(8);
    EXPECT_THAT(refusal_of(apple), HasSubstr("is a CgBI picture"));
    EXPECT_THAT(refusal([&] { decode_image(apple, "scene"); }), HasSubstr("is a CgBI picture"));
}

TEST(ImageKinds, bitmaps_of_few_bits_masks_and_runs) {
    const std::string palette("\3\2\1\0\6\5\4\0", 8); // 1 2 3 and 4 5 6
    EXPECT_THAT(image_of(bmp_file({3, 1, 1, 0, palette, std::string("\x40\0\0\0", 4)})).pixels,
                ElementsAre(1, 2, 3, 4, 5, 6, 1, 2, 3));
    EXPECT_THAT(image_of(bmp_file({3, 1, 4, 0, palette, std::string("\x01\x10\0\0", 4)})).pixels,
                ElementsAre(1, 2, 3, 4, 5, 6, 4, 5, 6));
    const std::string two_rows = std::string("\3\1\0\0", 4) + std::string("\0\3\0\1\1\0\0\1", 8);
    EXPECT_THAT(image_of(bmp_file({3, 2, 8, 1, palette, two_rows})).pixels, // from the bottom
                ElementsAre(1, 2, 3, 4, 5, 6, 4, 5, 6, 4, 5, 6, 4, 5, 6, 4, 5, 6));
    EXPECT_THAT(image_of(bmp_file({3, 1, 4, 2, palette, std::string("\3\x01\0\1", 4)})).pixels,
                ElementsAre(1, 2, 3, 4, 5, 6, 1, 2, 3));
    EXPECT_THAT(image_of(bmp_file({1, 1, 16, 0, "", std::string("\x1F\x7C\0\0", 4)})).pixels,
                ElementsAre(255, 0, 255));
    const std::string masks = little_end(0xFF, 4) + little_end(0xFF00, 4) + little_end(0xFF0000, 4);
    EXPECT_THAT(image_of(bmp_file({1, -1, 32, 3, masks, "\1\2\3\4"})).pixels, ElementsAre(1, 2, 3));
    EXPECT_THAT(refusal_of(bmp_file({1, 1, 0, 5, "", std::string(40, 'P')})), StartsWith("error.image_kind"));
    EXPECT_THAT(refusal_of(bmp_file({3, 2, 8, 1, palette, std::string("\3\1\0\0", 4)})),
                StartsWith("error.image_damaged"));
    EXPECT_THAT(refusal_of(bmp_file({3, 2, 8, 1, palette, std::string("\0\2\7\7\0\1", 6)})),
                StartsWith("error.image_damaged"));
    EXPECT_THAT(refusal_of(bmp_file({2, 2, 24, 0, "", std::string(15, 'x')})),
                StartsWith("error.image_damaged"));
}

/// 8000 x 6000: 48 megapixels of 0 and, in the last row, of 255.
std::string large_png(int interlaced) {
    std::string rows(static_cast<std::size_t>(6000) * 1001, '\0'); // one bit a pixel
    for (std::size_t i = 0; i < 1000; ++i)
        rows[rows.size() - 1 - i] = '\xFF';
    return png_file({8000, 6000, 1, 0, rows, "", "", interlaced});
}

TEST(ImageKinds, more_pixels_than_are_kept_are_reduced_while_they_are_decoded) {
    const Image image = image_of(large_png(0));
    EXPECT_EQ(image.width, 4000);
    EXPECT_EQ(image.height, 3000);
    EXPECT_EQ(image.pixels.front(), 0);
    EXPECT_EQ(image.pixels.back(), 128); // a row of 0 and one of 255
    EXPECT_THAT(refusal_of(large_png(0), PixelUse::exact), StartsWith("error.image_exact"));
    EXPECT_THAT(
        refusal_of(png_file({60000, 60000, 1, 0, "", "", "", 0})),
        StartsWith("error.image_pixels: the picture has 60000x60000 pixels; at most 1000000000 are read"));
    EXPECT_THAT(
        refusal_of(large_png(1)),
        StartsWith("error.image_whole: the picture has 8000x6000 pixels and cannot be reduced while it "
                   "is decoded; it may have 40000000 at most"));
}

} // namespace
} // namespace convlens
