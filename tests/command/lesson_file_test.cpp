// Lessons on the command line: files whose questions have no answer, pages with several right ones.
#include "command/program.h"
#include "support/unanswerable_lesson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace convlens::test {
namespace {

using testing::HasSubstr;

TEST(LessonFile, is_checked_for_questions_without_an_answer) {
    const Folder folder;
    folder.write("own.md", unanswerable_lesson());
    const Outcome outcome = run(folder, {"lesson", "check", "own.md"});
    EXPECT_EQ(outcome.status, 1);
    for (std::size_t i = 0; i < unanswerable_pages().size(); ++i)
        EXPECT_THAT(outcome.err, HasSubstr("own.md:" + std::to_string(unanswerable_line(i)) +
                                           ":1: this question has no answer"))
            << unanswerable_pages()[i].title;
}

TEST(LessonFile, is_not_exported_where_a_question_has_no_answer) {
    for (const UnanswerablePage& page : unanswerable_pages()) {
        const Folder folder;
        folder.write("own.md", "# Own\n\n## " + page.title + "\n\n```scene\n" + page.scene +
                                   "\n```\n```question\n" + page.question + "\n```\n");
        for (const char* const file : {"out.pdf", "out.html", "out/"}) {
            const Outcome outcome = run(folder, {"lesson", "export", "own.md", "-o", file});
            EXPECT_EQ(outcome.status, 2) << page.title;
            EXPECT_EQ(fault_of_error_line(outcome.err), "") << outcome.err;
            EXPECT_THAT(outcome.err, HasSubstr("own.md:9:1")) << page.title;
            EXPECT_FALSE(std::filesystem::exists(folder.path() / file));
        }
    }
}

TEST(LessonAsk, has_every_number_of_a_parameter_that_is_right) {
    const Outcome outcome = run(Folder(), {"lesson", "ask", "pooling:8", "--json"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const nlohmann::json asked = nlohmann::json::parse(outcome.out);
    EXPECT_EQ(asked["kind"], "parameter");
    EXPECT_EQ(asked["answer"], 4);
    EXPECT_EQ(asked["answers"], (nlohmann::json{4, 5, 6}));
    for (const nlohmann::json& wrong : asked["misconceptions"])
        EXPECT_EQ(std::ranges::find(asked["answers"], wrong["answer"]), asked["answers"].end());
}

} // namespace
} // namespace convlens::test
