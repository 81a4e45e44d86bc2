// Lines of English and Chinese, each character one wide.
#include "scene/base/wrapping.h"

#include "i18n/utf8.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace convlens {
namespace {

using testing::ElementsAre;

std::vector<std::string> lines_of(std::string_view text, float width) {
    return wrapped(text, width, [](std::string_view line) {
        float count = 0;
        for (std::size_t at = 0; at < line.size(); at += first_character(line.substr(at)).size())
            ++count;
        return count;
    });
}

TEST(Wrapping, english_breaks_behind_words) {
    EXPECT_THAT(lines_of("one two three", 7), ElementsAre("one two", "three"));
    EXPECT_THAT(lines_of("unbreakable it is", 5), ElementsAre("unbreakable", "it is"));
    EXPECT_THAT(lines_of("a 5 × 5 map", 6), ElementsAre("a", "5 × 5", "map"));
}

TEST(Wrapping, chinese_breaks_anywhere_but_before_a_closing_mark) {
    EXPECT_THAT(lines_of("拖动窗口，按两次", 4), ElementsAre("拖动窗", "口，按两", "次"));
    EXPECT_THAT(lines_of("按两次 F6 后选定", 6), ElementsAre("按两次 F6", "后选定"));
}

TEST(Wrapping, no_chinese_character_is_alone_on_the_last_line) {
    EXPECT_THAT(lines_of("把空洞率当成了 1", 8), ElementsAre("把空洞率当成", "了 1"));
    EXPECT_THAT(lines_of("循环矩阵的第几行。", 8), ElementsAre("循环矩阵的第", "几行。"));
    EXPECT_THAT(lines_of("第 1, 2, 5, 6 行。", 12), ElementsAre("第 1, 2, 5,", "6 行。"));
    EXPECT_THAT(lines_of("漏数了第一个位置", 7), ElementsAre("漏数了第一个", "位置"));
    EXPECT_THAT(lines_of("not a word is moved", 17), ElementsAre("not a word is", "moved"));
    EXPECT_THAT(lines_of("the answer is a", 13), ElementsAre("the answer is", "a"));
}

TEST(Wrapping, an_empty_text_has_no_lines) {
    EXPECT_TRUE(lines_of("", 10).empty());
}

} // namespace
} // namespace convlens
