// Texts of every size there and back, and what is none.
#include "encoding/packed_text.h"

#include "encoding/compressed.h"

#include <gtest/gtest.h>

#include <random>

namespace convlens {
namespace {

std::string random_text(std::size_t size) {
    std::mt19937 random(static_cast<unsigned>(size));
    std::string text(size, '\0');
    for (char& c : text)
        c = static_cast<char>(random() % 7 == 0 ? random() : 'a');
    return text;
}

TEST(PackedText, comes_back) {
    for (const std::size_t size : {0, 1, 2, 100, 16383, 16384, 16385, 300000}) {
        const std::string text = random_text(size);
        EXPECT_EQ(unpack_text(pack_text(text), size), text) << size;
        EXPECT_EQ(expand_text(zlib_stream(text), size), text) << size;
        EXPECT_EQ(zlib_stream(text), zlib_stream(text)) << size;
    }
}

TEST(PackedText, holds_no_more_than_the_limit) {
    const std::string text(1000000, 'x');
    const std::string stream = zlib_stream(text);
    EXPECT_LT(stream.size(), 2000U);
    EXPECT_FALSE(expand_text(stream, text.size() - 1));
    EXPECT_FALSE(expand_text(stream, 0));
    EXPECT_FALSE(unpack_text(pack_text("x"), 0));
}

TEST(PackedText, refuses_what_is_none) {
    const std::string stream = zlib_stream(random_text(1000));
    for (std::size_t size = 0; size < stream.size(); ++size)
        EXPECT_FALSE(expand_text(stream.substr(0, size), 1000)) << size;
    EXPECT_FALSE(expand_text(stream + "x", 1000));
    std::string changed = stream;
    changed.back() = static_cast<char>(changed.back() + 1); // its checksum
    EXPECT_FALSE(expand_text(changed, 1000));
    EXPECT_FALSE(unpack_text("no base64!", 1000));
    EXPECT_FALSE(unpack_text("Zm9v", 1000));
}

} // namespace
} // namespace convlens
