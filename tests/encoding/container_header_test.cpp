// Headers of pieces of MP4 and WebM, whole and cut off at every byte.
#include "encoding/container_header.h"

#include "encoding/big_endian.h"

#include <gtest/gtest.h>

#include <string>

namespace convlens {
namespace {

std::string bytes(std::initializer_list<int> values) {
    std::string text;
    for (const int value : values)
        text += static_cast<char>(value);
    return text;
}

void expect_none_of_less(const std::string& whole,
                         std::optional<ContainerHeader> (*header)(std::string_view)) {
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(header(whole.substr(0, size))) << size;
}

TEST(ContainerHeader, of_mp4) {
    const std::string usual = bytes({0, 0, 1, 2}) + "moov";
    ASSERT_TRUE(mp4_header(usual + "more"));
    EXPECT_EQ(mp4_header(usual)->name, big_endian("moov"));
    EXPECT_EQ(mp4_header(usual)->size, 8U);
    EXPECT_EQ(mp4_header(usual)->length, 258U);
    expect_none_of_less(usual, mp4_header);
    const std::string large = bytes({0, 0, 0, 1}) + "mdat" + bytes({0, 0, 0, 1, 0, 0, 0, 0});
    EXPECT_EQ(mp4_header(large)->size, 16U);
    EXPECT_EQ(mp4_header(large)->length, uint64_t{1} << 32);
    expect_none_of_less(large, mp4_header);
    EXPECT_EQ(mp4_header(bytes({0, 0, 0, 0}) + "mdat")->length, std::nullopt) << "to the end";
}

TEST(ContainerHeader, of_webm) {
    const std::string segment = bytes({0x18, 0x53, 0x80, 0x67, 0x41, 0x02});
    ASSERT_TRUE(webm_header(segment + "more"));
    EXPECT_EQ(webm_header(segment)->name, 0x18538067U);
    EXPECT_EQ(webm_header(segment)->size, 6U);
    EXPECT_EQ(webm_header(segment)->length, 0x102U);
    expect_none_of_less(segment, webm_header);
    const std::string longest = bytes({0xA3, 0x01, 0, 0, 0, 0, 0, 1, 0});
    EXPECT_EQ(webm_header(longest)->length, 256U);
    expect_none_of_less(longest, webm_header);
    EXPECT_EQ(webm_header(bytes({0xA3, 0xFF}))->length, std::nullopt) << "unknown";
    EXPECT_EQ(webm_header(bytes({0xA3, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}))->length,
              std::nullopt);
    EXPECT_FALSE(webm_header(bytes({0x08, 0, 0, 0, 0, 0x81}))) << "a name of five bytes";
    EXPECT_FALSE(webm_header(bytes({0xA3, 0x00, 0, 0, 0, 0, 0, 0, 0, 0}))) << "a length of nine";
}

} // namespace
} // namespace convlens
