// The window as a person meets it: under Xvfb, by keys and mouse.
#include "driver.h"
#include "window_folder.h"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace convlens::test {
namespace {

namespace fs = std::filesystem;

class Window : public WindowFolder {};

TEST_F(Window, shows_a_picture_in_both_languages_and_all_themes) {
    for (const char* theme : {"classic", "light", "dark", "projector", "print"})
        for (const char* language : {"en", "zh"}) {
            Driver window(folder, {"--paused", "--step", "3", "--theme", theme, "--language", language});
            const auto state = window.asked();
            ASSERT_TRUE(window.is_alive()) << theme << ' ' << language;
            EXPECT_EQ(state.at("theme"), theme);
            EXPECT_EQ(state.at("language"), language);
            EXPECT_GT(window.colors(240, 45, 1000, 600), 20) << theme << ' ' << language;
            EXPECT_GT(window.colors(0, 45, 230, 600), 20) << theme << ' ' << language;
        }
}

TEST_F(Window, keys_step) {
    Driver window(folder, {"--paused", "--step", "0"});
    window.key("Next");
    EXPECT_TRUE(window.reaches("step", "1")) << window.last_line();
    EXPECT_TRUE(window.reaches("stepping", "0")) << window.last_line();
    window.key("Right");
    EXPECT_TRUE(window.reaches("step", "2")) << window.last_line();
    window.key("p");
    EXPECT_TRUE(window.reaches("step", "1")) << window.last_line();
    window.key("End");
    EXPECT_TRUE(window.reaches("step", "8")) << window.last_line();
    window.key("5");
    EXPECT_TRUE(window.reaches("step", "4")) << window.last_line();
    window.key("space");
    EXPECT_TRUE(window.reaches("playing", "1")) << window.last_line();
}

TEST_F(Window, from_home_to_the_next_figure_it_is_a_press_a_step_and_two) {
    Driver window(folder, {"--paused", "--step", "4"});
    const std::string figure = window.asked().at("name");
    window.key("Home");
    EXPECT_EQ(window.asked().at("phase"), "0") << "empty: " << window.last_line();
    EXPECT_EQ(window.field("step"), "0");
    const char* keys[] = {"Next", "Right", "n", "Return"};
    for (int step = 0; step < 9; ++step) {
        window.key(keys[step % 4]);
        EXPECT_TRUE(window.reaches("step", std::to_string(step))) << window.last_line();
        EXPECT_TRUE(window.reaches("stepping", "0")) << window.last_line();
        EXPECT_EQ(window.asked().at("phase"), "3") << "the result is there: " << window.last_line();
        EXPECT_EQ(window.field("name"), figure);
    }
    window.key("Next");
    EXPECT_TRUE(window.reaches("notice", "1")) << window.last_line();
    EXPECT_EQ(window.field("name"), figure);
    window.key("Next");
    EXPECT_TRUE(window.leaves("name", figure)) << window.last_line();
    EXPECT_EQ(window.asked().at("phase"), "0") << window.last_line();
    EXPECT_EQ(window.field("notice"), "0");
    window.key("Prior"); // and back, press by press
    EXPECT_TRUE(window.reaches("name", figure)) << window.last_line();
    EXPECT_EQ(window.field("notice"), "1");
    EXPECT_EQ(window.field("step"), "8");
    window.key("Prior");
    EXPECT_TRUE(window.reaches("notice", "0")) << window.last_line();
    EXPECT_EQ(window.field("step"), "8");
    for (int step = 7; step >= 0; --step) {
        window.key("Prior");
        EXPECT_TRUE(window.reaches("step", std::to_string(step))) << window.last_line();
        EXPECT_EQ(window.asked().at("phase"), "3") << window.last_line();
    }
    window.key("Prior");
    EXPECT_EQ(window.asked().at("phase"), "0") << window.last_line();
    window.key("Prior");
    EXPECT_EQ(window.asked().at("name"), figure) << window.last_line();
}

TEST_F(Window, a_press_during_a_step_finishes_it) {
    Driver window(folder, {"--paused", "--step", "0"});
    window.key("bracketleft"); // a quarter of the speed, so that it is still under way
    window.key("bracketleft");
    window.key("Next");
    EXPECT_EQ(window.asked().at("stepping"), "1") << window.last_line();
    EXPECT_NE(window.field("phase"), "3");
    window.key("Next");
    EXPECT_EQ(window.asked().at("stepping"), "0") << window.last_line();
    EXPECT_EQ(window.field("phase"), "3");
    EXPECT_EQ(window.field("step"), "1");
}

TEST_F(Window, with_reduced_motion_a_press_is_the_result) {
    fs::create_directories(folder + "/config/convlens");
    write("config/convlens/settings", "reduced_motion=1\n");
    Driver window(folder, {"--paused", "--step", "0"});
    window.key("bracketleft");
    window.key("bracketleft");
    window.key("Next");
    EXPECT_EQ(window.asked().at("phase"), "3") << window.last_line();
    EXPECT_EQ(window.field("step"), "1");
}

TEST_F(Window, parts_and_terms_have_keys) {
    Driver window(folder, {"--paused", "--step", "0"});
    const auto is_at = [&](const char* phase, const char* terms) {
        EXPECT_TRUE(window.reaches("stepping", "0")) << window.last_line();
        EXPECT_EQ(window.asked().at("phase"), phase) << window.last_line();
        EXPECT_EQ(window.field("terms"), terms) << window.last_line();
    };
    window.key("shift+Next");
    is_at("0", "0"); // the window is there
    window.key("shift+Next");
    is_at("1", "1");
    window.key("period");
    is_at("1", "2");
    window.key("comma");
    is_at("1", "1");
    window.key("shift+Prior");
    is_at("0", "0");
    window.key("comma");
    is_at("3", "9"); // of the step before
    window.key("comma");
    is_at("1", "9");
    window.key("F5");
    EXPECT_TRUE(window.reaches("stage", "1")) << window.last_line();
    window.key("comma");
    is_at("1", "9");
    window.key("period");
    EXPECT_TRUE(window.reaches("blank", "1")) << window.last_line();
}

TEST_F(Window, plays_from_the_start) {
    Driver window(folder, {});
    EXPECT_TRUE(window.reaches("playing", "1")) << window.last_line();
    EXPECT_TRUE(window.reaches("step", "1")) << window.last_line();
}

TEST_F(Window, lenses_are_switched_on_and_off_in_their_menu_and_undone) {
    Driver window(folder, {"--paused"});
    EXPECT_EQ(window.asked().at("lenses"), "sum,im2col,gradients") << window.last_line();
    window.click(404, 20);
    window.click(400, 128); // the third: the unrolled matrix
    EXPECT_TRUE(window.reaches("lenses", "unrolled,sum,im2col,gradients")) << window.last_line();
    window.click(400, 66);
    EXPECT_TRUE(window.reaches("lenses", "unrolled,im2col,gradients")) << window.last_line();
    window.key("Escape");
    window.key("ctrl+z");
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("lenses", "sum,im2col,gradients")) << window.last_line();
}

TEST_F(Window, a_tab_brings_its_lens_to_the_front) {
    Driver window(folder, {"--paused", "--lenses", "sum,im2col,unrolled,cost"});
    window.click(1050, 74); // the third of three
    EXPECT_TRUE(window.reaches("lenses", "cost,sum,im2col,unrolled")) << window.last_line();
}

TEST_F(Window, dragging_a_slider_is_one_step_of_undo) {
    Driver window(folder, {"--paused"});
    window.drag(74, 121, 127, 121);
    EXPECT_TRUE(window.reaches("undo", "1")) << window.last_line();
    EXPECT_NE(window.asked().at("input"), "5x5") << window.last_line();
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("input", "5x5")) << window.last_line();
    EXPECT_EQ(window.field("undo"), "0") << window.last_line();
    window.key("ctrl+shift+z");
    EXPECT_TRUE(window.reaches("undo", "1")) << window.last_line();
}

TEST_F(Window, parameter_keys_stop_at_the_last_possible_value) {
    Driver window(folder, {"--paused"});
    for (int i = 0; i < 8; ++i)
        window.key("alt+k");
    EXPECT_TRUE(window.reaches("kernel", "7x7")) << window.last_line();
    EXPECT_TRUE(window.reaches("message", "yes")) << window.last_line();
    EXPECT_EQ(window.field("issues"), "0");
}

TEST_F(Window, an_impossible_value_that_is_typed_is_explained_and_mended) {
    Driver window(folder, {"--paused"});
    window.click(120, 167, "ctrl");
    window.type("12");
    window.key("Return");
    EXPECT_TRUE(window.reaches("kernel", "12x12")) << window.last_line();
    EXPECT_NE(window.asked().at("issues"), "0") << window.last_line();
    EXPECT_GT(window.colors(240, 45, 1000, 600), 5);
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("issues", "0")) << window.last_line();
}

TEST_F(Window, a_click_on_a_number_opens_it_for_typing) {
    Driver window(folder, {"--paused"});
    window.click(215, 154); // right of "kernel size"
    EXPECT_TRUE(window.reaches("typing", "1")) << window.last_line();
    window.type("5");
    window.key("Return");
    EXPECT_TRUE(window.reaches("kernel", "5x5")) << window.last_line();
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("kernel", "3x3")) << window.last_line();
}

TEST_F(Window, one_click_on_the_nearest_value_mends_both_axes) {
    Driver window(folder, {"--paused"});
    window.click(120, 167, "ctrl");
    window.type("12");
    window.key("Return");
    EXPECT_TRUE(window.reaches("issues", "2")) << window.last_line();
    window.asked();
    const Place offer = window.place("at_offer");
    window.click(offer.x, offer.y);
    EXPECT_TRUE(window.reaches("issues", "0")) << window.last_line();
    EXPECT_EQ(window.field("kernel"), "7x7") << window.last_line();
}

TEST_F(Window, values_that_are_none_leave_the_old_one) {
    Driver window(folder, {"--paused"});
    const auto open_field = [&] {
        window.click(120, 167, "ctrl");
        EXPECT_TRUE(window.reaches("typing", "1")) << window.last_line();
    };
    const auto leave_field = [&] {
        window.key("Return");
        EXPECT_TRUE(window.reaches("typing", "0")) << window.last_line();
    };
    for (const char* typed : {"abc", "", "-", "  "}) {
        open_field();
        window.key("ctrl+a");
        window.key("BackSpace");
        window.type(typed);
        leave_field();
        EXPECT_EQ(window.asked().at("kernel"), "3x3") << '"' << typed << "\" " << window.last_line();
    }
    for (const char* typed : {"99999999999", "-7"}) {
        open_field();
        window.type(typed);
        leave_field();
        EXPECT_TRUE(window.leaves("issues", "0")) << '"' << typed << "\" " << window.last_line();
        window.key("ctrl+z");
        EXPECT_TRUE(window.reaches("kernel", "3x3")) << window.last_line();
    }
}

TEST_F(Window, opens_arrays_and_leaves_broken_ones) {
    std::string array = "\x93NUMPY";
    array += std::string("\1\0\x76\0", 4);
    std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (4, 6), }";
    header.resize(117, ' ');
    array += header + "\n" + std::string(std::size_t{4} * 6 * 8, '\0');
    const std::string good = write("good.npy", array);
    const std::string cut = write("cut.npy", array.substr(0, array.size() - 9));
    const std::string picture = write("broken.png", "\x89PNG\r\n\x1a\nrubbish");
    Driver window(folder, {"--paused"});
    const auto open = [&](const std::string& path) {
        window.key("ctrl+o");
        EXPECT_TRUE(window.reaches("panel", "1")) << window.last_line();
        window.key("ctrl+a");
        window.type(path);
        window.key("Return");
    };
    open(good);
    EXPECT_TRUE(window.reaches("input", "4x6")) << window.last_line();
    EXPECT_TRUE(window.reaches("panel", "0")) << window.last_line();
    for (const std::string& bad : {cut, picture}) {
        open(bad);
        EXPECT_TRUE(window.reaches("panel_error", "yes")) << bad << ' ' << window.last_line();
        EXPECT_TRUE(window.reaches("message", "-")) << "once: " << window.last_line();
        EXPECT_EQ(window.asked().at("input"), "4x6") << bad << ' ' << window.last_line();
        EXPECT_EQ(window.field("typing"), "1") << "the keyboard stays: " << window.last_line();
        window.key("Escape");
        EXPECT_TRUE(window.reaches("panel", "0")) << window.last_line();
        EXPECT_TRUE(window.reaches("message", "-")) << window.last_line();
    }
}

TEST_F(Window, opens_a_file_by_its_path_and_refuses_a_broken_one) {
    const std::string good =
        write("good.json", R"({"schema":1,"operation":"conv","input_size":[7,7],"kernel_size":[3,3]})");
    const std::string bad = write("bad.json", "{\"schema\":1,");
    Driver window(folder, {"--paused"});
    window.key("ctrl+o");
    EXPECT_TRUE(window.reaches("panel", "1")) << window.last_line();
    window.key("ctrl+a");
    window.type(good);
    window.key("Return");
    EXPECT_TRUE(window.reaches("input", "7x7")) << window.last_line();
    EXPECT_TRUE(window.reaches("panel", "0")) << window.last_line();
    window.key("ctrl+o");
    EXPECT_TRUE(window.reaches("panel", "1")) << window.last_line();
    window.key("ctrl+a");
    window.type(bad);
    window.key("Return");
    EXPECT_TRUE(window.reaches("panel_error", "yes")) << window.last_line();
    EXPECT_EQ(window.asked().at("input"), "7x7") << window.last_line();
}

TEST_F(Window, saves_and_opens_again) {
    Driver window(folder, {"--paused"});
    window.key("alt+s");
    EXPECT_TRUE(window.reaches("stride", "3x3")) << window.last_line();
    window.key("ctrl+s");
    EXPECT_TRUE(window.reaches("panel", "2")) << window.last_line();
    window.key("Return");
    EXPECT_TRUE(window.reaches("panel", "0")) << window.last_line();
    EXPECT_TRUE(fs::exists(folder + "/scene.json"));
    window.stop();
    Driver again(folder, {"--paused", "--scene", folder + "/scene.json"});
    EXPECT_EQ(again.asked().at("stride"), "3x3");
}

TEST_F(Window, a_cancelled_export_leaves_nothing) {
    Driver window(folder, {"--paused", "--scene",
                           write("large.json", R"({"schema":1,"operation":"conv",)"
                                               R"("input_size":[60,60],"kernel_size":[3,3]})")});
    window.key("ctrl+e");
    EXPECT_TRUE(window.reaches("exporting", "10")) << window.last_line();
    window.press_export();
    EXPECT_TRUE(window.reaches("exporting", "11")) << window.last_line();
    window.press_export(); // cancel
    EXPECT_TRUE(window.reaches("exporting", "10")) << window.last_line();
    for (const auto& entry : fs::directory_iterator(folder))
        EXPECT_EQ(entry.path().filename().string().find(".gif"), std::string::npos) << entry.path();
}

TEST_F(Window, exports_a_movie) {
    Driver window(folder, {"--paused"});
    window.key("ctrl+e");
    EXPECT_TRUE(window.reaches("exporting", "10")) << window.last_line();
    window.press_export();
    EXPECT_TRUE(window.reaches("exporting", "00")) << window.last_line();
    ASSERT_TRUE(fs::exists(folder + "/convlens.gif"));
    std::ifstream file(folder + "/convlens.gif", std::ios::binary);
    std::string start(6, '\0');
    file.read(start.data(), 6);
    EXPECT_EQ(start, "GIF89a");
    EXPECT_GT(fs::file_size(folder + "/convlens.gif"), 10000U);
}

TEST_F(Window, stage_mode_and_its_screens) {
    Driver window(folder, {"--paused"});
    window.key("F5");
    EXPECT_TRUE(window.reaches("stage", "1")) << window.last_line();
    window.key("period");
    EXPECT_TRUE(window.reaches("blank", "1")) << window.last_line();
    window.asked();
    EXPECT_EQ(window.colors(300, 100, 600, 500), 1);
    window.key("period");
    EXPECT_TRUE(window.reaches("blank", "0")) << window.last_line();
    window.key("Escape");
    EXPECT_TRUE(window.reaches("stage", "0")) << window.last_line();
}

TEST_F(Window, while_the_panel_has_the_focus_arrows_are_its_own) {
    Driver window(folder, {"--paused", "--step", "0"});
    window.key("F6");
    EXPECT_TRUE(window.reaches("focus", "1")) << window.last_line();
    window.key("Down");
    window.key("Right");
    EXPECT_EQ(window.asked().at("step"), "0") << window.last_line();
    window.key("Next");
    EXPECT_TRUE(window.reaches("step", "1")) << window.last_line();
    window.key("Escape");
    EXPECT_TRUE(window.reaches("focus", "0")) << window.last_line();
}

TEST_F(Window, what_has_the_focus_has_a_frame_in_the_accents_colour) {
    const std::array<unsigned char, 3> accent{0x1F, 0x5F, 0xBF}; // of the light theme
    Driver window(folder, {"--paused", "--theme", "light", "--size", "1280x720"});
    window.asked();
    const auto is_framed = [&](int x, int y, int width, int height) {
        window.asked();
        return window.has_color(x, y, width, height, accent);
    };
    EXPECT_FALSE(is_framed(0, 300, 4, 60)) << "nothing has the focus";
    window.key("F6");
    EXPECT_TRUE(window.reaches("focus", "1")) << window.last_line();
    EXPECT_TRUE(is_framed(0, 300, 4, 60)) << "the panel";
    window.key("Down");
    EXPECT_FALSE(is_framed(0, 300, 4, 60)) << "one of its controls";
    EXPECT_TRUE(is_framed(100, 45, 60, 12)) << "the operation";
    for (const int y : {105, 155, 205, 255}) { // the tracks
        window.key("Down");
        EXPECT_TRUE(is_framed(196, y, 32, 8)) << y;
    }
    window.key("Tab");
    window.key("Escape");
    window.key("F6");
    window.key("F6");
    EXPECT_NE(window.asked().at("cell"), "0:0") << window.last_line();
}

TEST_F(Window, draws_nothing_while_nothing_happens) {
    Driver window(folder, {"--paused"});
    window.asked();
    const int before = std::stoi(window.asked().at("frames"));
    window.xdotool("sleep 1.5");
    const int after = std::stoi(window.asked().at("frames"));
    EXPECT_LE(after - before, 8); // what the two questions themselves cost
}

TEST_F(Window, keeps_the_scene_through_a_crash) {
    {
        Driver window(folder, {"--paused"});
        window.key("alt+i");
        EXPECT_TRUE(window.reaches("input", "6x6")) << window.last_line();
        window.xdotool("sleep 2.5");
        window.end_by(SIGKILL);
    }
    Driver window(folder, {"--paused"});
    EXPECT_EQ(window.asked().at("restore"), "1");
    EXPECT_TRUE(window.reaches("restore_offered", "1")) << window.last_line();
    window.asked();
    window.click(890, 20); // the offer, in the header
    EXPECT_TRUE(window.reaches("input", "6x6")) << window.last_line();
    EXPECT_EQ(window.field("restore"), "0") << window.last_line();
    EXPECT_EQ(window.stop(), 0);
    Driver third(folder, {"--paused"});
    EXPECT_EQ(third.asked().at("restore"), "1") << "it was closed with unsaved work";
}

TEST_F(Window, keeps_unsaved_work_when_it_is_told_to_end) {
    {
        Driver window(folder, {"--paused"});
        window.key("alt+i");
        EXPECT_TRUE(window.reaches("input", "6x6")) << window.last_line();
        window.end_by(SIGTERM);
        EXPECT_EQ(window.stop(), -1) << "its parent sees the signal";
    }
    Driver window(folder, {"--paused"});
    EXPECT_EQ(window.asked().at("restore"), "1");
    EXPECT_TRUE(window.reaches("restore_offered", "1")) << window.last_line();
    for (const auto& entry : fs::directory_iterator(folder + "/state/convlens")) {
        std::ostringstream scene;
        scene << std::ifstream(entry.path()).rdbuf();
        if (entry.path().extension() != ".json")
            continue;
        EXPECT_NE(scene.str().find("\"input_size\": [6,6]"), std::string::npos) << scene.str();
    }
}

TEST_F(Window, that_is_closed_with_nothing_unsaved_offers_nothing) {
    {
        Driver window(folder, {"--paused"});
        window.key("alt+i");
        EXPECT_TRUE(window.reaches("input", "6x6")) << window.last_line();
        window.key("ctrl+z");
        EXPECT_TRUE(window.reaches("input", "5x5")) << window.last_line();
        EXPECT_EQ(window.stop(), 0);
    }
    Driver window(folder, {"--paused"});
    EXPECT_EQ(window.asked().at("restore"), "0");
}

TEST_F(Window, settings_outlive_a_termination) {
    {
        Driver window(folder, {"--paused"});
        window.click(1072, 20);
        EXPECT_TRUE(window.reaches("language", "zh")) << window.last_line();
        window.end_by(SIGTERM);
    }
    Driver window(folder, {"--paused"});
    EXPECT_EQ(window.asked().at("language"), "zh");
}

TEST_F(Window, everything_is_twice_as_large_on_a_screen_that_says_so) {
    Driver usual(folder, {"--paused"});
    if (std::system("xprop -root -f RESOURCE_MANAGER 8s -set RESOURCE_MANAGER 'Xft.dpi: 192'") != 0)
        GTEST_SKIP() << "xprop (x11-utils) is missing";
    usual.stop();
    Driver window(folder, {"--paused"});
    EXPECT_EQ(std::system("xprop -root -remove RESOURCE_MANAGER"), 0);
    EXPECT_EQ(window.asked().at("scale"), "2.00") << window.last_line();
    window.click(220, 585); // play is at twice its place
    window.drag(148, 242, 240, 242);
    EXPECT_TRUE(window.reaches("undo", "1")) << window.last_line();
}

TEST_F(Window, any_size_of_the_window_is_borne) {
    Driver window(folder, {"--paused"});
    for (const char* size : {"200 120", "30 30", "4000 3000", "1280 400", "640 720", "1280 720"}) {
        window.xdotool(std::string("search --class convlens windowsize ") + size);
        window.asked();
        EXPECT_TRUE(window.is_alive()) << size;
    }
}

TEST_F(Window, a_monkey_does_not_break_it) {
    const unsigned seed = 20250;
    std::mt19937 random(seed);
    const char* keys[] = {"Next",       "Prior",       "space",      "v",           "t",
                          "a",          "l",           "r",          "Home",        "End",
                          "alt+i",      "alt+shift+i", "alt+k",      "alt+shift+k", "alt+s",
                          "alt+p",      "alt+shift+p", "alt+d",      "ctrl+z",      "ctrl+shift+z",
                          "F5",         "Escape",      "F6",         "Down",        "Right",
                          "Tab",        "Return",      "F1",         "ctrl+e",      "ctrl+Next",
                          "ctrl+Prior", "ctrl+plus",   "ctrl+minus", "ctrl+0",      "bracketright",
                          "7",          "ctrl+o",      "period",     "BackSpace"};
    Driver window(folder, {});
    std::string done;
    for (int i = 0; i < 40 && window.is_alive(); ++i) {
        std::string commands;
        for (int j = 0; j < 8; ++j) {
            const std::string x = std::to_string(random() % 1280), y = std::to_string(random() % 720);
            const std::string key = keys[random() % std::size(keys)];
            switch (random() % 4) {
            case 0:
                commands.append("mousemove ").append(x).append(" ").append(y).append(" click 1 ");
                break;
            case 1:
                commands.append("mousemove ")
                    .append(x)
                    .append(" ")
                    .append(y)
                    .append(" mousedown 1 sleep 0.03 mousemove_relative -- 37 3 sleep 0.03 mouseup 1 ");
                break;
            case 2:
                commands += "click " + std::to_string(4 + random() % 2) + " ";
                break;
            default:
                commands += "key " + key + " ";
                break;
            }
        }
        window.xdotool(commands);
        done = commands;
    }
    ASSERT_TRUE(window.is_alive()) << "seed " << seed << ", last: " << done;
    window.asked();
    EXPECT_TRUE(window.is_alive()) << "seed " << seed;
    EXPECT_EQ(window.stop(), 0) << "seed " << seed;
}

} // namespace
} // namespace convlens::test
