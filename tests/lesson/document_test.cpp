// docs/LESSONS.md: its example is a file that is read without a fault, and it names every wrong idea.
#include "lesson/answer.h"
#include "lesson/reading/read_lesson.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

namespace convlens {
namespace {

std::string file_text(const std::string& name) {
    std::ifstream file(std::string(CONVLENS_DOCS) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(LessonsDocument, its_example_is_the_file_beside_it_and_is_read) {
    const std::string guide = file_text("LESSONS.md");
    const std::string example = file_text("examples/lesson.convlens.md");
    const std::string begin = "````markdown\n";
    const std::size_t first = guide.find(begin) + begin.size();
    EXPECT_EQ(guide.substr(first, guide.find("````\n", first) - first), example);
    const LessonText read = read_lesson(example, Language::en);
    EXPECT_TRUE(read.issues.empty());
    ASSERT_EQ(read.lesson.pages.size(), 2U);
    const Page& page = read.lesson.pages[1];
    EXPECT_EQ(wrong_answers(page.scene->document, *page.question).size(), 2U);
}

TEST(LessonsDocument, names_all_that_a_question_may_have) {
    const std::string guide = file_text("LESSONS.md");
    const auto all_are_in = [&](const auto& names) {
        for (const auto& row : names)
            EXPECT_THAT(guide, testing::HasSubstr("`" + std::string(row.first))) << row.first;
    };
    all_are_in(misconception_names());
    all_are_in(ask_names());
    all_are_in(cell_rule_names());
    all_are_in(quantity_names());
}

} // namespace
} // namespace convlens
