// Lessons in the window as a teacher and a student meet them: by a clicker's keys alone, by typing, by a file
// that is edited meanwhile.
#include "driver.h"
#include "encoding/png.h"
#include "lesson/built_in.h"
#include "screen.h"
#include "window_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <thread>
#include <utility>

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

/// A press of the key that walks while nothing moves, for the one during a movement only ends it.
void walk_on(Driver& window) {
    EXPECT_TRUE(window.reaches("stepping", "0")) << window.last_line();
    window.key("Next");
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
    walk_on(window);
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
        for (const char* key : {"g", "3", "Next", "j"})
            window.key(key);
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
    walk_on(window);
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
    walk_on(window);
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

/// Where undo is in the bar, in Chinese; with its ink where there is something to undo.
bool undo_is_lit(const Driver& window) {
    return window.has_color(536, 10, 20, 20, {0x1A, 0x1F, 0x26});
}

bool comes(const std::function<bool()>& is_there) {
    for (int tries = 0; tries < 40; ++tries) {
        if (is_there())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
    return false;
}

/// The screen when it has looked the same twice.
std::string settled_screen() {
    std::string before, now;
    comes([&] {
        before = std::exchange(now, screen_pixels(0, 0, 1280, 720));
        return before == now;
    });
    return now;
}

TEST_F(LessonWindow, a_page_has_nothing_to_undo_until_its_figure_is_free) {
    const std::string file = write("own.md", own_lesson("First"));
    Driver window(folder, {"--paused", "--language", "zh"});
    window.asked();
    EXPECT_FALSE(undo_is_lit(window));
    window.key("alt+p");
    ASSERT_TRUE(window.reaches("undo", "1")) << window.last_line();
    EXPECT_TRUE(comes([&] { return undo_is_lit(window); }));
    const std::string padding = window.asked().at("padding");
    window.key("ctrl+o");
    window.key("ctrl+a");
    window.type(file);
    window.key("Return");
    ASSERT_TRUE(window.reaches("lesson", "1:0")) << window.last_line();
    EXPECT_EQ(window.asked().at("undo"), "0");
    EXPECT_TRUE(comes([&] { return !undo_is_lit(window); })) << "it looks as if it did something";
    window.key("ctrl+Next");
    ASSERT_TRUE(window.reaches("lesson", "2:0")) << window.last_line();
    window.key("ctrl+z");
    EXPECT_EQ(window.asked().at("lesson"), "2:0");
    for (int presses = 0; presses < 6 && window.asked().at("lesson") != "2:1"; ++presses)
        window.key("Next");
    window.key("j");
    ASSERT_TRUE(window.reaches("lesson", "2:2")) << window.last_line();
    EXPECT_EQ(window.asked().at("undo"), "0");
    window.key("alt+shift+s");
    ASSERT_TRUE(window.reaches("lesson", "2:2:free")) << window.last_line();
    ASSERT_TRUE(window.reaches("undo", "1")) << window.last_line();
    EXPECT_TRUE(comes([&] { return undo_is_lit(window); }));
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("undo", "0")) << window.last_line();
    window.key("Prior");
    ASSERT_TRUE(window.reaches("lesson", "2:2")) << window.last_line();
    EXPECT_TRUE(comes([&] { return !undo_is_lit(window); }));
}

TEST_F(LessonWindow, a_page_that_is_opened_first_is_the_page_that_is_gone_to) {
    for (const auto& [id, page] : {std::pair{"convolution", "10"}, {"unpooling", "6"}, {"networks", "5"}}) {
        std::string first;
        {
            Driver window(folder, {"--lesson", std::string(id) + ":" + page, "--language", "zh"});
            ASSERT_TRUE(window.reaches("lesson", std::string(page) + ":0")) << window.last_line();
            window.asked();
            first = settled_screen();
        }
        std::filesystem::remove_all(folder); // where somebody stopped
        Driver window(folder, {"--preset", "padding_strides_odd", "--language", "zh", "--lesson", id});
        ASSERT_TRUE(window.reaches("lesson", "1:0")) << window.last_line();
        window.key("g");
        for (const char* digit = page; *digit != 0; ++digit)
            window.key(std::string(1, *digit)); // the last one goes there
        ASSERT_TRUE(window.reaches("lesson", std::string(page) + ":0")) << window.last_line();
        EXPECT_TRUE(comes([&] { return screen_pixels(0, 0, 1280, 720) == first; })) << id << ":" << page;
    }
}

constexpr std::array<unsigned char, 3> violet{150, 40, 200}, orange{230, 120, 20};

/// A picture of one colour.
std::string png_of(const std::array<unsigned char, 3>& color) {
    return encode_png({.width = 300, .height = 200}, [&](int, uint8_t* samples) {
        for (int x = 0; x < 300; ++x)
            samples = std::copy(color.begin(), color.end(), samples);
    });
}

std::string lesson_with_pictures(const std::string& words) {
    return "# Own\n\nWords.\n\n## Map\n\n" + words + "\n\n![A map](map.png)\n\n## Cup\n\n![A cup](cup.jpg)\n";
}

TEST_F(LessonWindow, an_own_lesson_shows_the_pictures_beside_its_file_and_what_is_saved) {
    std::ifstream photograph(std::string(CONVLENS_PHOTOGRAPHS) + "/coffee.jpg", std::ios::binary);
    write("cup.jpg", {std::istreambuf_iterator<char>(photograph), {}});
    write("map.png", png_of(violet));
    write("other.png", png_of(orange));
    const std::string file = write("own.md", lesson_with_pictures("Words."));
    Driver window(folder, {"--lesson", file});
    const auto shows = [&](const std::array<unsigned char, 3>& color) {
        return comes([&] { return window.has_color(0, 60, 1280, 600, color); });
    };
    constexpr int few_colors = 1000; // of a page without a photograph
    window.key("ctrl+Next");
    ASSERT_TRUE(window.reaches("lesson", "2:0")) << window.last_line();
    EXPECT_TRUE(shows(violet)) << "the PNG is not there";
    EXPECT_LT(window.colors(0, 60, 1280, 600), few_colors);
    window.key("ctrl+Next");
    ASSERT_TRUE(window.reaches("lesson", "3:0")) << window.last_line();
    EXPECT_TRUE(comes([&] { return window.colors(0, 60, 1280, 600) > 2 * few_colors; }))
        << "the JPEG is not there";

    window.key("ctrl+Prior");
    ASSERT_TRUE(shows(violet));
    std::string changed = lesson_with_pictures("Other words.");
    changed.replace(changed.find("map.png"), 7, "other.png");
    write("own.md", changed);
    EXPECT_TRUE(shows(orange)) << "what is saved is not shown";
    EXPECT_EQ(window.asked().at("lesson"), "2:0");
    EXPECT_EQ(window.field("message"), "-") << window.last_line();

    const std::string good = screen_pixels(0, 100, 1280, 560);
    for (const char* broken :
         {"\n## Broken\n\n```scene\n{\"preset\": \"nowhere\"}\n```\n", "\n## Open\n\n```scene\n",
          "\n## Raw\n\n<b>no</b>\n", "\n## Bytes\n\n\xff\xfe\n"}) {
        write("own.md", changed + broken);
        EXPECT_TRUE(window.reaches("message", "yes")) << broken << window.last_line();
        EXPECT_EQ(window.asked().at("lesson"), "2:0");
        EXPECT_TRUE(shows(orange)) << "the last good page is gone: " << broken;
        write("own.md", changed);
        EXPECT_TRUE(window.reaches("message", "-")) << broken << window.last_line();
    }
    EXPECT_TRUE(comes([&] { return screen_pixels(0, 100, 1280, 560) == good; }));
}

} // namespace
} // namespace convlens::test
