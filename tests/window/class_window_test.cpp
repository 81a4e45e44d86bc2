// The class's window as a teacher has it: opened by keys beside the presenter's, with pretended monitors.
#include "driver.h"
#include "screen.h"
#include "window_folder.h"

#include <gtest/gtest.h>

#include <string>

namespace convlens::test {
namespace {

class ClassWindows : public WindowFolder {};

const char* const two_monitors = "640x720+0+0,640x720+640+0";

std::string class_geometry(Driver& window) {
    return window.answer_of("search --onlyvisible --classname '^class$' getwindowgeometry");
}

void focus_class(Driver& window) {
    window.xdotool("search --onlyvisible --classname '^class$' windowfocus");
}

TEST_F(ClassWindows, show_the_same_picture_as_the_stage) {
    for (const char* theme : {"light", "dark"}) {
        Driver window(folder, {"--paused", "--step", "4", "--theme", theme, "--size", "640x500", "--monitors",
                               two_monitors});
        window.point({320, 715}); // nothing is pointed at
        window.xdotool("search --onlyvisible --class convlens windowmove 0 0");
        window.key("ctrl+F5");
        EXPECT_TRUE(window.reaches("class", "1")) << window.last_line();
        window.asked();
        EXPECT_NE(class_geometry(window).find("640x720"), std::string::npos) << class_geometry(window);
        const std::string in_class = screen_pixels(640, 0, 640, 720);
        window.key("ctrl+F5");
        EXPECT_TRUE(window.reaches("class", "0")) << window.last_line();
        EXPECT_TRUE(class_geometry(window).empty());
        window.key("F5");
        EXPECT_TRUE(window.reaches("stage", "1")) << window.last_line();
        window.xdotool("sleep 2"); // the pointer comes to rest
        window.asked();
        EXPECT_TRUE(in_class == screen_pixels(0, 0, 640, 720)) << theme;
    }
}

TEST_F(ClassWindows, take_keys_as_the_main_one_does) {
    Driver window(folder, {"--paused", "--step", "0", "--size", "640x500", "--monitors", two_monitors});
    window.key("ctrl+F5");
    EXPECT_TRUE(window.reaches("class", "1")) << window.last_line();
    focus_class(window);
    window.key("Next");
    EXPECT_TRUE(window.reaches("step", "1")) << window.last_line();
    window.key("v");
    EXPECT_TRUE(window.leaves("view", "flat")) << window.last_line();
    const std::string before = screen_pixels(640, 0, 640, 720);
    window.key("period");
    EXPECT_TRUE(window.reaches("blank", "1")) << window.last_line();
    window.asked();
    EXPECT_EQ(window.colors(640, 0, 640, 720), 1) << "the class sees black";
    EXPECT_GT(window.colors(0, 0, 640, 500), 50) << "the teacher sees the figure";
    window.key("w");
    EXPECT_TRUE(window.reaches("blank", "2")) << window.last_line();
    window.key("w");
    EXPECT_TRUE(window.reaches("blank", "0")) << window.last_line();
    window.key("Escape");
    EXPECT_TRUE(window.reaches("class", "0")) << window.last_line();
    EXPECT_TRUE(window.is_alive());
}

TEST_F(ClassWindows, show_what_is_drawn_in_the_presenters) {
    Driver window(folder, {"--paused", "--size", "640x720", "--theme", "light", "--monitors", two_monitors});
    window.key("ctrl+F5");
    EXPECT_TRUE(window.reaches("class", "1")) << window.last_line();
    const std::array<unsigned char, 3> blue{0x1F, 0x4F, 0xBF};
    window.key("ctrl+2");
    EXPECT_TRUE(window.reaches("pen", "1")) << window.last_line();
    window.drag(260, 330, 420, 420);
    EXPECT_TRUE(window.reaches("strokes", "1")) << window.last_line();
    window.asked();
    EXPECT_TRUE(window.has_color(640, 0, 640, 720, blue));
    window.key("Delete");
    EXPECT_TRUE(window.reaches("strokes", "0")) << window.last_line();
    window.asked();
    EXPECT_FALSE(window.has_color(640, 0, 640, 720, blue));
    window.key("Escape");
    EXPECT_TRUE(window.reaches("pen", "-")) << window.last_line();
    EXPECT_EQ(window.field("class"), "1");
    const std::string before = screen_pixels(640, 0, 640, 720);
    window.key("shift+s");
    EXPECT_TRUE(window.reaches("spotlight", "1")) << window.last_line();
    window.point({330, 300});
    window.asked();
    const std::string lit = screen_pixels(640, 0, 640, 720);
    EXPECT_NE(lit, before);
    window.point({300, 400});
    window.asked();
    EXPECT_NE(screen_pixels(640, 0, 640, 720), lit) << "it follows";
    window.key("shift+s");
    EXPECT_TRUE(window.reaches("spotlight", "0")) << window.last_line();
}

/// The presenter's picture is the class's in another size: no seam of the darkness may be seen there.
TEST_F(ClassWindows, are_dark_without_seams_around_the_spotlight_in_the_presenters_too) {
    Driver window(folder, {"--paused", "--size", "900x720", "--theme", "projector", "--monitors",
                           "900x720+0+0,380x240+900+0"});
    window.key("ctrl+F5");
    EXPECT_TRUE(window.reaches("class", "1")) << window.last_line();
    window.key("shift+s");
    EXPECT_TRUE(window.reaches("spotlight", "1")) << window.last_line();
    constexpr int width = 900;
    int seams = 0, lit_rows = 0;
    for (const int shift : {0, 3, 7}) {
        const int x = 420 + shift, y = 330 + shift;
        window.point({x, y});
        window.asked();
        const std::string pixels = screen_pixels(0, 0, width, 720);
        const auto light = [&](int column, int row) {
            const std::size_t at =
                3 * (static_cast<std::size_t>(row) * width + static_cast<std::size_t>(column));
            return static_cast<int>(static_cast<unsigned char>(pixels[at]));
        };
        int top = y, bottom = y; // of the disc
        while (top > 200 && light(x, top - 1) > 120)
            --top;
        while (bottom < 460 && light(x, bottom + 1) > 120)
            ++bottom;
        lit_rows += bottom - top;
        const int radius = (bottom - top) / 2;
        for (int row = bottom - radius / 2; row < bottom + 12; ++row)
            seams += light(x + radius - 3, row) > 120;
    }
    EXPECT_GT(lit_rows, 3 * 30) << "the disc is seen";
    EXPECT_EQ(seams, 0);
}

TEST_F(ClassWindows, are_not_needed_to_draw) {
    Driver window(folder, {"--paused", "--theme", "light"});
    window.key("F5");
    EXPECT_TRUE(window.reaches("stage", "1")) << window.last_line();
    const std::array<unsigned char, 3> green{0x0F, 0x7B, 0x3A};
    window.key("ctrl+3");
    EXPECT_TRUE(window.reaches("pen", "2")) << window.last_line();
    window.drag(300, 600, 900, 650);
    EXPECT_TRUE(window.reaches("strokes", "1")) << window.last_line();
    window.asked();
    EXPECT_TRUE(window.has_color(320, 560, 560, 120, green));
    EXPECT_EQ(window.field("pins"), "0") << "the figure was not clicked on";
    const std::string name = window.field("name");
    window.key("ctrl+Next");
    EXPECT_TRUE(window.leaves("name", name)) << window.last_line();
    EXPECT_TRUE(window.reaches("strokes", "0")) << "another page: " << window.last_line();
    window.key("ctrl+Prior");
    EXPECT_TRUE(window.reaches("strokes", "1")) << "kept: " << window.last_line();
    window.key("shift+m");
    EXPECT_TRUE(window.reaches("minutes", "1")) << window.last_line();
    window.key("Escape");
    EXPECT_TRUE(window.reaches("stage", "0")) << window.last_line();
    EXPECT_TRUE(window.reaches("pen", "-")) << window.last_line();
}

TEST_F(ClassWindows, open_with_one_monitor_too) {
    Driver window(folder, {"--paused", "--size", "700x600"});
    window.key("ctrl+F5");
    EXPECT_TRUE(window.reaches("class", "1")) << window.last_line();
    window.asked();
    EXPECT_NE(class_geometry(window).find("960x540"), std::string::npos) << class_geometry(window);
    window.key("F5");
    window.asked();
    EXPECT_NE(class_geometry(window).find("1280x720"), std::string::npos) << class_geometry(window);
    focus_class(window);
    window.key("Escape");
    window.asked();
    EXPECT_NE(class_geometry(window).find("960x540"), std::string::npos) << class_geometry(window);
    EXPECT_EQ(window.field("class"), "1");
    window.key("ctrl+F5");
    EXPECT_TRUE(window.reaches("class", "0")) << window.last_line();
}

} // namespace
} // namespace convlens::test
