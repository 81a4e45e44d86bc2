// Lessons from Markdown: what is read, and where what is wrong is.
#include "lesson/reading/read_lesson.h"

#include "document/presets.h"
#include "page.h"
#include "support/unanswerable_lesson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace convlens {
namespace {

using testing::ElementsAre;
using testing_lesson::page_of;
using testing_lesson::page_text;

/// "LINE:COLUMN KEY" of every issue.
std::vector<std::string> issues_in(const std::string& text) {
    std::vector<std::string> lines;
    for (const LessonIssue& issue : read_lesson(text, Language::en).issues)
        lines.push_back(std::to_string(issue.place.line) + ":" + std::to_string(issue.place.column) + " " +
                        issue.error.key);
    return lines;
}

TEST(ReadLesson, has_title_language_and_pages) {
    const Lesson lesson = read_lesson("<!-- lang: zh -->\n# 尺寸\n\n十分钟。\n\n## 一页\n\n话\n"
                                      "接着。\n\n```notes\n说什么\n```\n",
                                      Language::en)
                              .lesson;
    EXPECT_EQ(lesson.language, Language::zh);
    EXPECT_EQ(lesson.title, "尺寸");
    ASSERT_EQ(lesson.pages.size(), 2U);
    EXPECT_EQ(lesson.pages[0].title, "尺寸");
    EXPECT_EQ(lesson.pages[1].title, "一页");
    EXPECT_EQ(lesson.pages[1].notes, "说什么\n");
    ASSERT_EQ(lesson.pages[1].blocks.size(), 1U);
    EXPECT_EQ(lesson.pages[1].blocks[0].pieces[0].text, "话接着。"); // no blank between lines of Chinese
}

TEST(ReadLesson, formulas_are_code_between_dollars) {
    const LessonText read = read_lesson(
        "# L\n\nwith $`o = i_0`$ and `code`\n\n$`x`$\n\n```math\n\\frac{a}{b}\n```\n", Language::en);
    EXPECT_TRUE(read.issues.empty());
    const std::vector<Block>& blocks = read.lesson.pages[0].blocks;
    ASSERT_EQ(blocks.size(), 3U);
    ASSERT_EQ(blocks[0].pieces.size(), 4U);
    EXPECT_EQ(blocks[0].pieces[0].text, "with ");
    EXPECT_EQ(blocks[0].pieces[1].kind, Piece::Kind::formula);
    EXPECT_EQ(blocks[0].pieces[1].text, "o = i_0");
    EXPECT_EQ(blocks[0].pieces[3].kind, Piece::Kind::code);
    EXPECT_EQ(blocks[1].kind, Block::Kind::formula);
    EXPECT_EQ(blocks[2].pieces[0].text, "\\frac{a}{b}");
}

TEST(ReadLesson, scene_is_the_preset_with_other_keys) {
    const Page page =
        page_of(R"({"preset": "padding_strides_odd", "view": "tilted", "step": 3, "stride": [1, 1]})",
                R"({"ask": "size", "misconceptions": ["no-padding", "ceil"]})");
    ASSERT_TRUE(page.scene);
    EXPECT_EQ(page.scene->step, 3);
    EXPECT_EQ(page.scene->document.view, View::tilted);
    EXPECT_EQ(page.scene->document.operation.stride, (Sizes{1, 1}));
    EXPECT_EQ(page.scene->document.operation.input_size, (Sizes{6, 6}));
    EXPECT_TRUE(page.scene->document.name.empty()); // no longer the preset
    ASSERT_TRUE(page.question);
    EXPECT_EQ(page.question->ask, Ask::size);
    EXPECT_THAT(page.question->misconceptions, ElementsAre(Misconception::no_padding, Misconception::ceil));
}

TEST(ReadLesson, keeps_the_presets_name_where_the_operation_is_the_same) {
    EXPECT_EQ(page_of(R"({"preset": "dilation", "lenses": []})", R"({"ask": "size"})").scene->document.name,
              "dilation");
}

TEST(ReadLesson, elements_may_be_named_by_row_and_column) {
    EXPECT_THAT(
        page_of(R"({"preset": "no_padding_no_strides"})", R"({"ask": "value", "at": [0, 1]})").question->at,
        ElementsAre(0, 0, 0, 1));
}

struct Broken {
    const char* name;
    std::string text;
    std::string issue;
};
void PrintTo(const Broken& broken, std::ostream* out) {
    *out << broken.name;
}

std::string asking(const std::string& question) {
    return page_text(R"({"preset": "no_padding_no_strides"})", question);
}
std::string showing(const std::string& scene) {
    return page_text(scene, R"({"ask": "size"})");
}

class BrokenLesson : public testing::TestWithParam<Broken> {};

TEST_P(BrokenLesson, is_one_issue_with_its_place) {
    EXPECT_THAT(issues_in(GetParam().text), ElementsAre(GetParam().issue));
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, BrokenLesson,
    testing::Values(
        Broken{"unknown preset", showing(R"({"preset": "nothing"})"), "8:2 lesson.preset"},
        Broken{"key of a scene", showing(R"({"preset": "dilation", "stride": "two"})"),
               "8:24 error.scene_list"},
        Broken{"not JSON", showing("{\n \"preset\": }"), "9:12 error.scene_malformed"},
        Broken{"impossible scene", showing(R"({"preset": "dilation", "kernel_size": [9, 9]})"),
               "8:24 lesson.impossible_nearest"},
        Broken{"step beyond the last", showing(R"({"preset": "dilation", "step": 10})"), "8:24 lesson.step"},
        Broken{"scene too deep", showing("{\"preset\": " + std::string(40, '[') + std::string(40, ']') + "}"),
               "8:1 error.scene_too_deep"},
        Broken{"unclosed fence", "# L\n\n## P\n\n```notes\nand so on\n", "5:1 lesson.unclosed_fence"},
        Broken{"unclosed fence in the last line", "# L\n\n```notes", "3:1 lesson.unclosed_fence"},
        Broken{"unknown fence", "# L\n\n```graph\na\n```\n", "3:1 lesson.fence"},
        Broken{"second scene", "# L\n\n```scene\n{\"preset\": \"dilation\"}\n```\n```scene\n{}\n```\n",
               "6:1 lesson.repeated_fence"},
        Broken{"question without scene", "# L\n\n```question\n{\"ask\": \"size\"}\n```\n",
               "3:1 lesson.question_without_scene"},
        Broken{"unknown kind", asking(R"({"ask": "why"})"), "11:2 error.scene_choice"},
        Broken{"no kind", asking("{}"), "11:1 error.scene_missing"},
        Broken{"unknown key of a question", asking(R"({"ask": "size", "hint": 3})"),
               "11:17 lesson.unknown_key"},
        Broken{"unknown misconception", asking(R"({"ask": "size", "misconceptions": ["sleep"]})"),
               "11:17 error.scene_choice"},
        Broken{"element outside", asking(R"({"ask": "value", "at": [0, 2]})"), "11:18 error.scene_integer"},
        Broken{"winner of a convolution", asking(R"({"ask": "cells", "which": "wins", "at": [0, 0]})"),
               "11:18 lesson.no_winner"},
        Broken{"one figure to choose from",
               asking(R"({"ask": "which", "figures": [{}], "goal": "reads-all"})"), "11:18 lesson.figures"},
        Broken{"goal of another kind",
               asking(R"({"ask": "parameter", "parameter": "stride", "goal": "checkerboard"})"),
               "11:45 lesson.goal"},
        Broken{"impossible change", asking(R"({"ask": "compare", "change": {"kernel_size": [9, 9]}})"),
               "11:31 lesson.impossible_nearest"},
        Broken{"range the wrong way", asking(R"({"ask": "size", "vary": {"stride": [3, 1]}})"),
               "11:26 error.scene_integer"},
        Broken{"HTML", "# L\n\n<script>alert(1)</script>\n", "3:1 lesson.html"},
        Broken{"quotation", "# L\n\n> words\n", "3:1 lesson.quotation"},
        Broken{"deep heading", "# L\n\n### P\n", "3:1 lesson.deep_heading"},
        Broken{"link elsewhere", "# L\n\n[a](https://b.c)\n", "3:1 lesson.link"},
        Broken{"second title", "# L\n\n# M\n", "3:1 lesson.second_title"},
        Broken{"no title", "words\n", "1:1 lesson.before_title"},
        Broken{"language", "<!-- lang: fr -->\n# L\n", "1:12 lesson.language"},
        Broken{"formula among words", "# L\n\nThus $`a + \\foo`$ holds.\n", "3:12 tex.command"},
        Broken{"formula behind code and Chinese", "# L\n\n甲 `a + \\foo` 乙 $` a + \\foo `$。\n",
               "3:27 tex.command"},
        Broken{"formula on the second line", "# L\n\nwords\nand $`x_`$\n", "4:8 tex.missing_argument"},
        Broken{"formula over two lines", "# L\n\nwords $`a +\n  b & c`$\n", "4:5 tex.outside_matrix"},
        Broken{"formula in an item", "# L\n\n- one\n- two *and* $`a}`$\n", "4:16 tex.closes_nothing"},
        Broken{"formula in a heading", "# L\n\n## P $`a*b`$\n", "3:9 tex.character"},
        Broken{"formula behind the language", "<!-- lang: zh -->\n# L\n\n$`{a`$\n", "4:3 tex.unclosed"},
        Broken{"math block", "# L\n\n```math\na = b\n  + \\bar{c}\n```\n", "5:5 tex.command"},
        Broken{"math block in an item", "# L\n\n- one\n\n  ```math\n  a\n  = \\left( b\n  ```\n",
               "7:5 tex.unclosed"},
        Broken{"math block with ends of lines of Windows", "# L\r\n\r\n```math\r\na\r\n= b_\r\n```\r\n",
               "5:4 tex.missing_argument"},
        Broken{"math block with a carriage return at each end", "# L\r\r```math\ra\r= b_\r```\r",
               "5:4 tex.missing_argument"},
        Broken{"scene with a carriage return at each end",
               "# L\r\r## P\r\r```scene\r{\r\"preset\": 1}\r```\r", "7:1 error.scene_text"},
        Broken{"carriage returns before an open fence", "# L\r\r\r```notes", "4:1 lesson.unclosed_fence"},
        Broken{"carriage returns before no UTF-8", "# L\r\rab\xFFz\r", "3:3 lesson.not_utf8"},
        Broken{"no UTF-8", "# L\n\nab\xFFz\n", "3:3 lesson.not_utf8"},
        Broken{"NUL", std::string("# L\n\na\0b\n", 10), "3:2 lesson.not_utf8"},
        Broken{"10 MB", "# L\n\n" + std::string(10'000'000, 'a'), "1:1 lesson.too_large"}));

TEST(ReadLesson, an_open_fence_in_the_last_line_has_its_own_place) {
    EXPECT_EQ(issues_in("# L\n\n```question"),
              (std::vector<std::string>{"3:1 lesson.unclosed_fence", "3:1 lesson.question_without_scene"}));
}

TEST(ReadLesson, other_pages_are_there_where_one_is_wrong) {
    const LessonText read =
        read_lesson("# L\n\n## A\n\n```scene\n{\"preset\": \"x\"}\n```\n\n## B\n\nwords\n", Language::en);
    EXPECT_EQ(read.issues.size(), 1U);
    ASSERT_EQ(read.lesson.pages.size(), 3U);
    EXPECT_FALSE(read.lesson.pages[1].scene);
    EXPECT_EQ(read.lesson.pages[2].title, "B");
}

TEST(ReadLesson, issues_come_in_the_order_of_the_file_and_are_bounded) {
    std::string pages = "# L\n";
    for (int i = 0; i < 300; ++i)
        pages += "\n## P\n\n<b>\n";
    EXPECT_EQ(read_lesson(pages, Language::en).issues.size(),
              static_cast<std::size_t>(limits::lesson_issues));
}

TEST(ReadOwnLesson, names_every_question_without_an_answer_and_its_page_asks_nothing) {
    const std::string text = test::unanswerable_lesson();
    const LessonText read = read_own_lesson(text, Language::en);
    EXPECT_TRUE(read_lesson(text, Language::en).issues.empty()) << "its form is right";
    const std::size_t pages = test::unanswerable_pages().size();
    ASSERT_EQ(read.lesson.pages.size(), pages + 1);
    ASSERT_EQ(read.issues.size(), pages);
    for (std::size_t i = 0; i < pages; ++i) {
        SCOPED_TRACE(read.lesson.pages[i + 1].title);
        EXPECT_EQ(read.issues[i].place.line, test::unanswerable_line(i));
        EXPECT_EQ(read.issues[i].place.column, 1U);
        EXPECT_EQ(read.issues[i].error.key, "lesson.no_answer");
        EXPECT_FALSE(read.lesson.pages[i + 1].question);
        EXPECT_TRUE(read.lesson.pages[i + 1].scene);
        EXPECT_EQ(&issue_of_page(read.issues, read.lesson.pages, i + 1), &read.issues[i]);
    }
    EXPECT_EQ(&issue_of_page(read.issues, read.lesson.pages, 0), &read.issues[0]) << "none of its own";
}

TEST(ReadOwnLesson, keeps_the_order_of_the_file) {
    const std::string text = test::unanswerable_lesson() + "\n<b>\n";
    const LessonText read = read_own_lesson("# Own\n\n<i>\n\n" + text.substr(text.find("## ")), Language::en);
    ASSERT_EQ(read.issues.size(), test::unanswerable_pages().size() + 2);
    EXPECT_EQ(read.issues.front().place.line, 3U);
    for (std::size_t i = 1; i < read.issues.size(); ++i)
        EXPECT_LT(read.issues[i - 1].place.line, read.issues[i].place.line);
}

} // namespace
} // namespace convlens
