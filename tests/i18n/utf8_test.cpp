// UTF-8 to characters and back, with malformed bytes.
#include "i18n/utf8.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

std::u32string characters(std::string_view text) {
    std::u32string all;
    while (!text.empty())
        all += take_character(text);
    return all;
}

TEST(Utf8, well_formed_sequences_of_every_length) {
    EXPECT_EQ(characters("a\xC2\xA9\xE5\x8D\xB7\xF0\x9D\x84\x9E"), U"a\u00A9\u5377\U0001D11E");
}

TEST(Utf8, malformed_bytes_become_the_replacement_character) {
    EXPECT_EQ(characters("\x80"), U"\uFFFD");           // a tail alone
    EXPECT_EQ(characters("\xC0\xAF"), U"\uFFFD\uFFFD"); // overlong
    EXPECT_EQ(characters("\xE0\x80\xAF"), U"\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(characters("\xED\xA0\x80"), U"\uFFFD\uFFFD\uFFFD"); // surrogate
    EXPECT_EQ(characters("\xF4\x90\x80\x80"), U"\uFFFD\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(characters("\xFF"), U"\uFFFD");
    EXPECT_EQ(characters("\xE5\x8D"), U"\uFFFD");   // cut off at the end
    EXPECT_EQ(characters("\xE5\x8Dx"), U"\uFFFDx"); // cut off by another character
}

TEST(Utf8, lengths_of_well_formed_characters) {
    for (const std::string_view character :
         {"a", "\xC2\xA9", "\xE5\x8D\xB7", "\xF0\x9D\x84\x9E", "\xEF\xBF\xBD"}) {
        EXPECT_EQ(well_formed_length(std::string(character) + "x"), character.size()) << character;
        EXPECT_EQ(first_character(std::string(character) + "x"), character);
        EXPECT_EQ(well_formed_length(character.substr(0, character.size() - 1)), 0U) << character;
    }
    for (const std::string_view malformed :
         {"", "\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"})
        EXPECT_EQ(well_formed_length(malformed), 0U);
    EXPECT_EQ(first_character(""), "");
    EXPECT_EQ(first_character("\xE5\x8Dx"), "\xE5\x8D");
}

TEST(Utf8, parts_of_a_text_are_whole_characters) {
    const std::string_view text = "a\xC2\xA9\xE5\x8D\xB7z"; // of 1, 2, 3 and 1 bytes
    EXPECT_EQ(character_count(""), 0U);
    EXPECT_EQ(character_count(text), 4U);
    const std::size_t ends[] = {0, 1, 3, 6, 7, 7};
    for (std::size_t count = 0; count < std::size(ends); ++count)
        EXPECT_EQ(first_characters(text, count), text.substr(0, ends[count])) << count;
    const std::size_t cuts[] = {0, 1, 1, 3, 3, 3, 6, 7, 7};
    for (std::size_t bytes = 0; bytes < std::size(cuts); ++bytes)
        EXPECT_EQ(first_bytes(text, bytes), text.substr(0, cuts[bytes])) << bytes;
}

TEST(Utf8, what_is_appended_is_read_back) {
    for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x900 ? 1 : 97) {
        if (c >= 0xD800 && c < 0xE000) // surrogates are no characters
            continue;
        std::string text;
        append_utf8(text, c);
        EXPECT_EQ(well_formed_length(text), text.size());
        EXPECT_EQ(characters(text), std::u32string(1, c));
    }
}

} // namespace
} // namespace convlens
