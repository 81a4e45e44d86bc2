// Words for error lines: guesses, and any bytes on one line.
#include "command/arguments/words.h"

#include <array>
#include <gtest/gtest.h>

namespace convlens {
namespace {

constexpr std::array<std::string_view, 4> names = {"--kernel-size", "--input-size", "--stride", "-o"};

TEST(NearestWord, finds_each_kind_of_typing_mistake) {
    EXPECT_EQ(nearest_word("--kernal-size", names), "--kernel-size"); // exchanged
    EXPECT_EQ(nearest_word("--strde", names), "--stride");            // left out
    EXPECT_EQ(nearest_word("--inputt-size", names), "--input-size");  // put in
    EXPECT_EQ(nearest_word("--stirde", names), "--stride");           // swapped
}

TEST(NearestWord, finds_nothing_where_nothing_is_near) {
    EXPECT_EQ(nearest_word("--completely-different", names), "");
    EXPECT_EQ(nearest_word("", names), "");
    EXPECT_EQ(nearest_word(std::string(100000, 'x'), names), "");
}

TEST(OneLine, replaces_what_would_break_the_line) {
    EXPECT_EQ(one_line("a\nb\r\x1b[0m\x7f", 100), "a b  [0m ");
    EXPECT_EQ(one_line("卷积 é", 100), "卷积 é");
    EXPECT_EQ(one_line("\xc2\x85\xe2\x80\xa8", 100), "  "); // next line, line separator
}

TEST(OneLine, replaces_malformed_bytes) {
    EXPECT_EQ(one_line("\xff\xfe", 100), "??");
    EXPECT_EQ(one_line("\xc0\xaf", 100), "??");           // overlong
    EXPECT_EQ(one_line("\xed\xa0\x80", 100), "???");      // surrogate
    EXPECT_EQ(one_line("x\xe5\x8d", 100), "x??");         // cut off
    EXPECT_EQ(one_line("\xf4\x90\x80\x80", 100), "????"); // past U+10FFFF
}

TEST(OneLine, cuts_between_characters) {
    const std::string cut = one_line(std::string(300, 'a') + "z", 20);
    EXPECT_EQ(cut, "aaaaaaaaaa...aaaaaaaaaz");
    std::string chinese;
    for (int i = 0; i < 100; ++i)
        chinese += "卷";
    EXPECT_EQ(one_line(chinese, 20), "卷卷卷...卷卷卷");
}

} // namespace
} // namespace convlens
