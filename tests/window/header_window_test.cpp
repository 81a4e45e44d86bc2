// What lies over or beside the figure without being in its way, under Xvfb: the header's line, questions, the
// panel of the export, the full screen.
#include "driver.h"
#include "window_folder.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace convlens::test {
namespace {

namespace fs = std::filesystem;

class Header : public WindowFolder {};

TEST_F(Header, two_impossible_numbers_have_a_button_that_works) {
    Driver window(folder, {"--paused"});
    for (const auto& [y, typed] : {std::pair{154, "99"}, {200, "-3"}}) {
        window.click(215, y);
        EXPECT_TRUE(window.reaches("typing", "1")) << window.last_line();
        window.type(typed);
        window.key("Return");
        EXPECT_TRUE(window.reaches("typing", "0")) << window.last_line();
    }
    EXPECT_TRUE(window.reaches("stride", "-3x-3")) << window.last_line();
    const Place offer = window.place("at_offer");
    window.click(offer.x, offer.y);
    EXPECT_TRUE(window.reaches("issues", "0")) << window.last_line();
    window.key("ctrl+z");
    EXPECT_TRUE(window.leaves("issues", "0")) << window.last_line();
    window.key("Return");
    EXPECT_TRUE(window.reaches("issues", "0")) << "by the keyboard: " << window.last_line();
    window.key("ctrl+z");
    window.key("ctrl+z");
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("issues", "0")) << window.last_line();
}

TEST_F(Header, what_is_too_large_is_mended_within_the_memory) {
    Driver window(folder, {"--paused"});
    window.click(215, 108);
    EXPECT_TRUE(window.reaches("typing", "1")) << window.last_line();
    window.type("100000");
    window.key("Return");
    EXPECT_TRUE(window.leaves("issues", "0")) << window.last_line();
    EXPECT_TRUE(window.is_alive());
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("input", "5x5")) << window.last_line();
    EXPECT_TRUE(window.reaches("issues", "0")) << window.last_line();
}

TEST_F(Header, the_playing_stands_still_while_the_export_is_open) {
    Driver window(folder, {});
    EXPECT_TRUE(window.reaches("playing", "1")) << window.last_line();
    window.key("ctrl+e");
    EXPECT_TRUE(window.reaches("playing", "0")) << window.last_line();
    const std::string step = window.asked().at("step");
    window.xdotool("sleep 1");
    EXPECT_EQ(window.asked().at("step"), step);
    window.key("Escape");
    EXPECT_TRUE(window.reaches("playing", "1")) << window.last_line();
}

/// It is the file's; the figure is edited once the panel is closed.
TEST_F(Header, the_picture_beside_the_export_cannot_be_held) {
    Driver window(folder, {"--paused", "--lenses", "sum"});
    window.key("ctrl+e");
    EXPECT_TRUE(window.reaches("exporting", "10")) << window.last_line();
    const Place cell = window.place("at_x", 1);
    window.click(cell.x, cell.y);
    window.asked();
    EXPECT_EQ(window.field("chosen"), "0:0") << window.last_line();
    EXPECT_EQ(window.field("pins"), "0") << window.last_line();
    window.key("Escape");
    EXPECT_TRUE(window.reaches("exporting", "00")) << window.last_line();
    const Place same = window.place("at_x", 1);
    window.click(same.x, same.y);
    EXPECT_TRUE(window.leaves("chosen", "0:0")) << window.last_line();
}

TEST_F(Header, the_export_is_reached_by_keys) {
    Driver window(folder, {"--paused"});
    window.key("ctrl+e");
    EXPECT_TRUE(window.reaches("form", "gif:1280x720")) << window.last_line();
    window.key("F6");
    EXPECT_TRUE(window.reaches("focus", "1")) << window.last_line();
    for (const char* key : {"Down", "Down", "Down", "Right", "space"})
        window.key(key);
    EXPECT_TRUE(window.leaves("form", "gif:1280x720")) << window.last_line();
    EXPECT_EQ(window.field("exporting"), "10") << window.last_line();
    EXPECT_EQ(window.asked().at("kernel"), "3x3") << "no slider was moved: " << window.last_line();
}

TEST_F(Header, an_export_asks_before_it_replaces) {
    write("convlens.gif", "mine");
    Driver window(folder, {"--paused"});
    window.key("ctrl+e");
    EXPECT_TRUE(window.reaches("exporting", "10")) << window.last_line();
    window.press_export();
    EXPECT_TRUE(window.reaches("form", "gif:1280x720:asks")) << window.last_line();
    EXPECT_EQ(content("convlens.gif"), "mine");
    window.asked();
    window.press_export();
    EXPECT_TRUE(window.reaches("exporting", "00")) << window.last_line();
    EXPECT_EQ(content("convlens.gif").substr(0, 6), "GIF89a");
}

TEST_F(Header, saving_asks_before_it_replaces_another_file) {
    write("scene.json", "mine");
    Driver window(folder, {"--paused"});
    window.key("ctrl+s");
    EXPECT_TRUE(window.reaches("panel", "2")) << window.last_line();
    window.key("Return");
    window.asked();
    EXPECT_EQ(window.field("panel"), "2") << window.last_line();
    EXPECT_EQ(content("scene.json"), "mine");
    window.key("Return");
    EXPECT_TRUE(window.reaches("panel", "0")) << window.last_line();
    EXPECT_EQ(content("scene.json").substr(0, 1), "{");
    window.key("alt+i");
    EXPECT_TRUE(window.reaches("input", "6x6")) << window.last_line();
    window.key("ctrl+s"); // its own file
    window.xdotool("sleep 0.7");
    EXPECT_EQ(window.asked().at("panel"), "0") << window.last_line();
    EXPECT_NE(content("scene.json").find("[6,6]"), std::string::npos);
}

TEST_F(Header, the_stage_has_no_panels) {
    Driver window(folder, {});
    window.key("ctrl+e");
    EXPECT_TRUE(window.reaches("exporting", "10")) << window.last_line();
    window.key("F5");
    EXPECT_TRUE(window.reaches("stage", "1")) << window.last_line();
    EXPECT_TRUE(window.reaches("exporting", "00")) << window.last_line();
    window.key("Escape");
    EXPECT_TRUE(window.reaches("stage", "0")) << window.last_line();
    EXPECT_TRUE(window.reaches("playing", "1")) << "it goes on: " << window.last_line();
}

TEST_F(Header, what_is_impossible_is_not_exported) {
    Driver window(folder, {"--paused"});
    window.click(215, 154);
    EXPECT_TRUE(window.reaches("typing", "1")) << window.last_line();
    window.type("99");
    window.key("Return");
    EXPECT_TRUE(window.leaves("issues", "0")) << window.last_line();
    window.key("ctrl+e");
    EXPECT_TRUE(window.reaches("exporting", "10")) << window.last_line();
    window.press_export();
    window.asked();
    EXPECT_TRUE(window.is_alive());
    EXPECT_EQ(window.field("exporting"), "10") << window.last_line();
    EXPECT_FALSE(fs::exists(folder + "/convlens.gif"));
}

TEST_F(Header, sizes_of_one_format_are_not_those_of_another) {
    Driver window(folder, {"--paused"});
    window.key("ctrl+e");
    EXPECT_TRUE(window.reaches("form", "gif:1280x720")) << window.last_line();
    window.click(413, 324); // the width
    window.key("ctrl+a");
    window.type("640");
    window.key("Return");
    EXPECT_TRUE(window.reaches("form", "gif:640x720")) << window.last_line();
    window.click(304, 253); // PNG
    EXPECT_TRUE(window.reaches("form", "png:1280x720")) << window.last_line();
    window.click(304, 166); // GIF
    EXPECT_TRUE(window.reaches("form", "gif:640x720")) << window.last_line();
}

TEST_F(Header, closing_while_an_export_runs_asks_once) {
    Driver window(folder, {"--paused", "--scene",
                           write("large.json", R"({"schema":1,"operation":"conv",)"
                                               R"("input_size":[60,60],"kernel_size":[3,3]})")});
    window.key("ctrl+e");
    EXPECT_TRUE(window.reaches("exporting", "10")) << window.last_line();
    window.press_export();
    EXPECT_TRUE(window.reaches("exporting", "11")) << window.last_line();
    window.key("ctrl+q");
    EXPECT_TRUE(window.reaches("asks_to_close", "1")) << window.last_line();
    EXPECT_TRUE(window.is_alive());
    EXPECT_EQ(window.stop(), 0) << "the second time it closes";
}

TEST_F(Header, an_offer_of_what_was_kept_goes_by_itself_and_stays_in_the_menu) {
    {
        Driver window(folder, {"--paused"});
        window.key("alt+i");
        EXPECT_TRUE(window.reaches("input", "6x6")) << window.last_line();
        window.xdotool("sleep 2.5");
        window.end_by(SIGKILL);
    }
    Driver window(folder, {"--paused"});
    EXPECT_TRUE(window.reaches("restore_offered", "1")) << window.last_line();
    EXPECT_TRUE(window.reaches("restore_offered", "0", 25)) << window.last_line();
    EXPECT_EQ(window.field("restore"), "1") << "the menu has it";
}

TEST_F(Header, what_cannot_be_read_is_put_aside_and_said_once) {
    write("state/convlens/kept-999999999.json", "{\"schema\": 1,");
    {
        Driver window(folder, {"--paused"});
        EXPECT_TRUE(window.reaches("message", "yes")) << window.last_line();
        EXPECT_EQ(window.field("restore"), "0") << window.last_line();
    }
    EXPECT_TRUE(fs::exists(folder + "/state/convlens/aside-kept-999999999.json"));
    Driver again(folder, {"--paused"});
    again.xdotool("sleep 1");
    EXPECT_EQ(again.asked().at("message"), "-") << again.last_line();
}

TEST_F(Header, the_stage_is_the_whole_screen_and_the_window_comes_back_as_it_was) {
    Driver window(folder, {"--paused", "--size", "900x500"});
    window.xdotool("search --class convlens windowmove 150 90 sleep 0.2");
    window.asked();
    const auto geometry = [&] { return window.answer_of("search --class convlens getwindowgeometry"); };
    const std::string before = geometry();
    for (const char* key : {"F5", "F11"}) {
        window.key(key);
        EXPECT_TRUE(window.reaches("stage", "1")) << window.last_line();
        window.asked();
        EXPECT_NE(geometry().find("1280x720"), std::string::npos) << geometry();
        window.key("Escape");
        EXPECT_TRUE(window.reaches("stage", "0")) << window.last_line();
        window.asked();
        EXPECT_EQ(geometry(), before) << key;
    }
}

TEST_F(Header, esc_leaves_the_stage_and_not_the_pins) {
    Driver window(folder, {"--paused"});
    const Place cell = window.place("at_x", 1);
    window.click(cell.x, cell.y);
    EXPECT_TRUE(window.reaches("pins", "1")) << window.last_line();
    window.key("F5");
    EXPECT_TRUE(window.reaches("stage", "1")) << window.last_line();
    window.key("Escape");
    EXPECT_TRUE(window.reaches("stage", "0")) << window.last_line();
    EXPECT_EQ(window.field("pins"), "1") << window.last_line();
}

} // namespace
} // namespace convlens::test
