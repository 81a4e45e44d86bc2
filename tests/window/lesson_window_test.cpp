// Lessons in the window as a teacher and a student meet them: by a clicker's keys alone, by typing, by a file
// that is edited meanwhile.
#include "driver.h"
#include "lesson/built_in.h"
#include "window_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>

namespace convlens::test {
namespace {

class LessonWindow : public WindowFolder {
protected:
    void be_in_class() const { write("config/convlens/settings", "in_class=1\n"); }
};

const std::string size_page = R"(
```scene
{"preset": "padding_strides_odd"}
```
```question
{"ask": "size", "of": "y", "misconceptions": ["no-padding", "ceil"]}
```
)";

std::string own_lesson(const std::string& first_title) {
    return "# Own\n\nWords.\n\n## " + first_title + "\n\nWords.\n" + size_page + "\n## Second\n\nWords.\n" +
           size_page;
}

/// The page's number in "2:1".
std::size_t page_in(const std::string& state) {
    return static_cast<std::size_t>(std::atoi(state.c_str()));
}

TEST_F(LessonWindow, a_class_goes_from_the_first_page_to_the_last_by_a_clicker) {
    be_in_class();
    for (const std::string_view id : lesson_ids()) {
        Driver window(folder, {"--lesson", std::string(id), "--language", "zh"});
        std::string state = window.asked().at("lesson");
        EXPECT_EQ(page_in(state), 1U) << id << ' ' << window.last_line();
        window.key("F5");
        ASSERT_TRUE(window.reaches("stage", "1"));
        const std::size_t pages = lesson_named(id, Language::zh)->pages.size();
        std::size_t presses = 0;
        int same = 0;
        while (same < 12 && presses < 40 * pages) { // a long figure takes a press a step
            window.key("Next");
            ++presses;
            const auto now = window.asked();
            const std::size_t before = page_in(state), after = page_in(now.at("lesson"));
            ASSERT_TRUE(after == before || after == before + 1) << id << ": " << window.last_line();
            same = now.at("lesson") == state && now.at("stepping") == "0" ? same + 1 : 0;
            state = now.at("lesson");
            if (after == pages && now.at("message") == "yes")
                break;
        }
        EXPECT_EQ(page_in(state), pages) << id << ": " << window.last_line();
        EXPECT_TRUE(window.is_alive());
        window.key("Prior");
        window.key("period");
        EXPECT_TRUE(window.reaches("blank", "1")) << "a clicker's blank: " << window.last_line();
    }
}

TEST_F(LessonWindow, alone_a_guess_is_typed_and_what_tells_the_answer_is_inert) {
    const std::string file = write("own.md", own_lesson("First"));
    Driver window(folder, {"--lesson", file});
    const auto at = [&](const char* state) { return window.reaches("lesson", state); };
    ASSERT_TRUE(at("1:0")) << window.last_line();
    window.key("Next");
    ASSERT_TRUE(at("2:0")) << window.last_line();
    const auto before = window.asked();
    for (const char* key : {"a", "alt+s", "v", "t", "d", "ctrl+e", "e", "ctrl+shift+z", "5"})
        window.key(key);
    const auto after = window.asked();
    for (const char* name : {"lesson", "stride", "input", "step", "all", "painting", "view", "playing"})
        EXPECT_EQ(after.at(name), before.at(name)) << name;
    window.key("Next");
    window.key("Next");
    window.key("Next"); // one of them may have ended the step's movement
    if (window.asked().at("lesson") == "2:2")
        window.key("Prior");
    ASSERT_TRUE(at("2:1")) << window.last_line();
    window.key("3");
    window.key("x");
    window.key("3");
    window.key("Return");
    ASSERT_TRUE(at("2:2")) << window.last_line();
    window.key("alt+shift+s");
    ASSERT_TRUE(at("2:2:free")) << window.last_line();
    EXPECT_NE(window.asked().at("stride"), before.at("stride")) << "the figure is free after the reveal";
    window.key("Prior");
    ASSERT_TRUE(at("2:2")) << window.last_line();
    EXPECT_EQ(window.asked().at("stride"), before.at("stride"));
    window.key("Next");
    ASSERT_TRUE(at("3:0")) << window.last_line();
    window.key("j");
    ASSERT_TRUE(at("3:0")) << "nothing is asked yet";
    window.key("g");
    window.key("2");
    ASSERT_TRUE(at("2:0")) << window.last_line();
}

TEST_F(LessonWindow, goes_on_where_somebody_stopped_after_a_bad_end) {
    const std::string file = write("own.md", own_lesson("First"));
    {
        Driver window(folder, {"--lesson", file});
        for (const char* key : {"g", "3", "Next", "Next", "Next"})
            window.key(key);
        if (window.asked().at("lesson") == "3:1")
            window.key("j");
        ASSERT_TRUE(window.reaches("lesson", "3:2")) << window.last_line();
        window.asked();
        window.end_by(SIGKILL);
    }
    Driver window(folder, {"--lesson", file});
    EXPECT_TRUE(window.reaches("lesson", "3:0")) << window.last_line();
    for (int i = 0; i < 9 && window.asked().at("lesson") != "3:2:summary"; ++i)
        window.key("Next");
    EXPECT_EQ(window.field("lesson"), "3:2:summary") << window.last_line();
}

TEST_F(LessonWindow, shows_saved_changes_and_keeps_the_last_good_page) {
    const std::string file = write("own.md", own_lesson("First"));
    Driver window(folder, {"--lesson", file});
    window.key("g");
    window.key("3");
    ASSERT_TRUE(window.reaches("lesson", "3:0")) << window.last_line();
    write("own.md", own_lesson("First") + "\n```scene\n{\"preset\": \"nowhere\"}\n```\n");
    EXPECT_TRUE(window.reaches("message", "yes")) << window.last_line();
    EXPECT_EQ(window.field("lesson"), "3:0");
    write("own.md", "# Own\n\nWords.\n\n## Second\n\nOthers.\n" + size_page);
    EXPECT_TRUE(window.reaches("lesson", "2:0")) << "found by its title: " << window.last_line();
    EXPECT_TRUE(window.reaches("message", "-")) << window.last_line();
    std::filesystem::remove(file);
    EXPECT_TRUE(window.is_alive());
    EXPECT_EQ(window.asked().at("lesson"), "2:0");
}

TEST_F(LessonWindow, is_opened_from_the_panel_and_closed_by_a_figure) {
    const std::string file = write("own.md", own_lesson("First"));
    Driver window(folder, {"--paused"});
    EXPECT_EQ(window.asked().at("lesson"), "-");
    window.key("ctrl+o");
    window.key("ctrl+a");
    window.type(file);
    window.key("Return");
    EXPECT_TRUE(window.reaches("lesson", "1:0")) << window.last_line();
    window.key("ctrl+Next");
    EXPECT_TRUE(window.reaches("lesson", "2:0")) << window.last_line();
    window.key("ctrl+Prior");
    EXPECT_TRUE(window.reaches("lesson", "1:0")) << window.last_line();
}

TEST_F(LessonWindow, exercises_go_on_without_end_and_keep_the_score) {
    Driver window(folder, {"--paused"});
    EXPECT_EQ(window.asked().at("exercises"), "-");
    window.key("shift+x");
    ASSERT_TRUE(window.reaches("lesson", "1:1")) << window.last_line();
    EXPECT_EQ(window.field("exercises"), "0/0");
    window.key("Next"); // no guess
    ASSERT_TRUE(window.reaches("lesson", "1:2")) << window.last_line();
    EXPECT_EQ(window.field("exercises"), "0/1");
    window.key("Next");
    ASSERT_TRUE(window.reaches("lesson", "2:1")) << window.last_line();
    window.key("n");
    ASSERT_TRUE(window.reaches("lesson", "3:1")) << window.last_line();
    window.key("j");
    ASSERT_TRUE(window.reaches("exercises", "0/2")) << window.last_line();
    for (int page = 4; page < 12; ++page) {
        window.key("n");
        ASSERT_TRUE(window.reaches("lesson", std::to_string(page) + ":1")) << window.last_line();
    }
    window.key("ctrl+Prior");
    EXPECT_TRUE(window.reaches("lesson", "10:1")) << window.last_line();
    EXPECT_TRUE(window.is_alive());
}

TEST_F(LessonWindow, exercises_before_a_class_have_a_clickers_keys) {
    be_in_class();
    Driver window(folder, {"--paused", "--language", "zh"});
    window.key("shift+x");
    ASSERT_TRUE(window.reaches("lesson", "1:1")) << window.last_line();
    window.key("F5");
    ASSERT_TRUE(window.reaches("stage", "1"));
    std::size_t page = 1;
    for (int presses = 0; page < 6 && presses < 40; ++presses) {
        window.key("Next");
        page = page_in(window.asked().at("lesson"));
    }
    EXPECT_EQ(page, 6U) << window.last_line();
    window.key("period");
    EXPECT_TRUE(window.reaches("blank", "1")) << "no guess has begun: " << window.last_line();
}

TEST_F(LessonWindow, a_point_is_part_of_the_number_that_is_typed_on_the_stage) {
    const std::string file = write(
        "own.md", "# Own\n\nWords.\n\n## First\n\nWords.\n\n```scene\n{\"preset\": "
                  "\"numerical_no_padding_no_strides\"}\n```\n```question\n{\"ask\": \"value\", \"at\": "
                  "[0, 1], \"misconceptions\": [\"flipped-kernel\"]}\n```\n");
    Driver window(folder, {"--lesson", file});
    window.key("F5");
    ASSERT_TRUE(window.reaches("stage", "1"));
    window.key("Next");
    ASSERT_TRUE(window.reaches("lesson", "2:0")) << window.last_line();
    window.key("Next");
    ASSERT_TRUE(window.reaches("lesson", "2:1")) << window.last_line();
    window.key("1");
    window.key("period");
    window.key("5");
    EXPECT_EQ(window.asked().at("blank"), "0") << window.last_line();
    window.key("Return");
    ASSERT_TRUE(window.reaches("lesson", "2:2")) << window.last_line();
    window.key("period");
    EXPECT_TRUE(window.reaches("blank", "1")) << window.last_line();
}

TEST_F(LessonWindow, a_link_to_a_page_goes_there_and_one_to_a_figure_ends_the_lesson) {
    const std::string file = write("own.md", "# Own\n\n[Go there](page:3)\n\n" +
                                                 own_lesson("First").substr(own_lesson("First").find("## ")) +
                                                 "\n\n## Third\n\n[Look](preset:dilation)\n");
    Driver window(folder, {"--lesson", file});
    ASSERT_TRUE(window.reaches("lesson", "1:0")) << window.last_line();
    window.asked();
    const Place link = window.place("at_link");
    window.click(link.x, link.y);
    ASSERT_TRUE(window.reaches("lesson", "3:0")) << window.last_line();
    window.key("ctrl+Next");
    ASSERT_TRUE(window.reaches("lesson", "4:0")) << window.last_line();
    window.asked();
    const Place figure = window.place("at_link");
    window.click(figure.x, figure.y);
    EXPECT_TRUE(window.reaches("lesson", "-")) << window.last_line();
    EXPECT_TRUE(window.reaches("name", "dilation")) << window.last_line();
}

} // namespace
} // namespace convlens::test
