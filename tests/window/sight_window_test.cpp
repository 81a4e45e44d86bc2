// What a person who knows no key finds in the window, under Xvfb: menus below their words, what can be done
// and what is on in sight, dimensions to choose; and that Esc and the full screen do what is meant.
#include "driver.h"
#include "window_folder.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace convlens::test {
namespace {

class Sight : public WindowFolder {};

constexpr Place theme_word{1139, 20}, file_word{542, 20}, undo_arrow{594, 20}, redo_arrow{621, 20},
    all_of_y{1114, 688}, more{107, 341};

TEST_F(Sight, the_theme_menu_opens_below_its_word) {
    Driver window(folder, {"--paused", "--theme", "light"});
    window.click(theme_word.x - 14, theme_word.y); // wherever the word is hit, the list is in one place
    window.click(1000, 101);
    EXPECT_TRUE(window.reaches("theme", "dark")) << window.last_line();
    window.click(theme_word.x, theme_word.y + 8);
    window.click(1000, 143);
    EXPECT_TRUE(window.reaches("theme", "print")) << window.last_line();
}

TEST_F(Sight, undo_and_redo_have_arrows) {
    Driver window(folder, {"--paused"});
    window.key("alt+s");
    EXPECT_TRUE(window.reaches("stride", "3x3")) << window.last_line();
    window.click(undo_arrow.x, undo_arrow.y);
    EXPECT_TRUE(window.reaches("stride", "2x2")) << window.last_line();
    window.click(redo_arrow.x, redo_arrow.y);
    EXPECT_TRUE(window.reaches("stride", "3x3")) << window.last_line();
}

TEST_F(Sight, the_file_menu_opens_and_saves) {
    Driver window(folder, {"--paused"});
    for (const auto& [row, panel] : {std::pair{57, "1"}, {79, "2"}, {100, "2"}}) {
        window.click(file_word.x, file_word.y);
        window.click(file_word.x + 20, row);
        EXPECT_TRUE(window.reaches("panel", panel)) << row << ": " << window.last_line();
        window.key("Escape");
        EXPECT_TRUE(window.reaches("panel", "0")) << window.last_line();
    }
}

TEST_F(Sight, all_of_y_is_a_switch_and_lit_while_it_is_on) {
    Driver window(folder, {"--paused", "--step", "0", "--theme", "light"});
    const auto is_marked = [&] { // the line below the word, in the accent
        window.asked();
        return window.has_color(all_of_y.x - 15, all_of_y.y + 5, 30, 10, {0x1F, 0x5F, 0xBF});
    };
    EXPECT_FALSE(is_marked());
    window.click(all_of_y.x, all_of_y.y);
    EXPECT_TRUE(window.reaches("all", "1")) << window.last_line();
    window.point({640, 710});
    EXPECT_TRUE(is_marked());
    window.key("a");
    EXPECT_TRUE(window.reaches("all", "0")) << window.last_line();
    EXPECT_FALSE(is_marked());
}

TEST_F(Sight, whoever_rests_on_the_transport_is_told_what_it_does) {
    Driver window(folder, {"--paused", "--step", "3"});
    for (const int x : {36, 82, 140, 198, 244, 500, 1067, 1102, 1150, 1203, 1245}) {
        window.point({640, 300});
        window.asked();
        const int before = window.colors(0, 620, 1280, 34);
        window.point({x, 688});
        window.asked();
        EXPECT_GT(window.colors(0, 620, 1280, 34), before) << "nothing above " << x;
    }
}

TEST_F(Sight, who_paints_sees_it) {
    Driver window(folder, {"--paused"});
    EXPECT_EQ(window.colors(650, 4, 310, 30), 1);
    window.key("d");
    EXPECT_TRUE(window.reaches("painting", "1")) << window.last_line();
    window.xdotool("sleep 7"); // it stays
    EXPECT_GT(window.colors(650, 4, 310, 30), 5);
    window.key("F5");
    EXPECT_TRUE(window.reaches("stage", "1")) << window.last_line();
    window.key("Escape");
    EXPECT_TRUE(window.reaches("stage", "0")) << "at once: " << window.last_line();
    EXPECT_EQ(window.field("painting"), "1");
    window.key("Escape");
    EXPECT_TRUE(window.reaches("painting", "0")) << window.last_line();
    window.asked();
    EXPECT_EQ(window.colors(650, 4, 310, 30), 1);
}

TEST_F(Sight, escape_leaves_the_stage_at_once_whatever_is_on_it) {
    Driver window(folder, {"--paused", "--step", "0"});
    const std::vector<std::vector<const char*>> all{{"b"},      {"w"},           {"d"},
                                                    {"period"}, {"End", "Next"}, {"b", "d"}};
    for (const std::vector<const char*>& keys : all) {
        window.key("F5");
        EXPECT_TRUE(window.reaches("stage", "1")) << window.last_line();
        for (const char* key : keys)
            window.key(key);
        window.asked();
        window.key("Escape");
        EXPECT_TRUE(window.reaches("stage", "0")) << keys.front() << ": " << window.last_line();
        EXPECT_EQ(window.asked().at("blank"), "0") << keys.front();
    }
}

TEST_F(Sight, dimensions_are_chosen_and_undone) {
    Driver window(folder, {"--paused"});
    window.click(more.x, more.y);
    EXPECT_TRUE(window.reaches("more", "1")) << window.last_line();
    const auto choose = [&](int x) {
        window.wheel({107, 200}, 30); // to the top of what scrolls
        window.asked();
        window.click(x, 392);
    };
    choose(181);
    EXPECT_TRUE(window.reaches("input", "5x5x5")) << window.last_line();
    EXPECT_EQ(window.field("issues"), "0");
    choose(46);
    EXPECT_TRUE(window.reaches("input", "5")) << window.last_line();
    EXPECT_EQ(window.field("kernel"), "3");
    window.key("ctrl+z");
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("input", "5x5")) << window.last_line();
}

TEST_F(Sight, enter_presses_what_has_the_focus) {
    for (const char* key : {"Return", "space"}) {
        Driver window(folder, {"--paused"});
        window.key("F6");
        EXPECT_TRUE(window.reaches("focus", "1")) << window.last_line();
        window.asked();                     // Dear ImGui takes a frame to find the first widget
        for (int row = 0; row < 7; ++row) { // past the sliders and the names of paddings
            window.key("Down");
            window.asked();
        }
        window.key(key);
        EXPECT_TRUE(window.reaches("more", "1")) << key << ": " << window.last_line();
        EXPECT_EQ(window.asked().at("step"), "0") << "the figure stays";
        window.key(key);
        EXPECT_TRUE(window.reaches("more", "0")) << key << ": " << window.last_line();
    }
}

TEST_F(Sight, more_keeps_the_formula_in_view) {
    for (const char* size : {"1280x720", "1280x640"}) {
        Driver window(folder, {"--paused", "--theme", "light", "--size", size});
        int width = 0, height = 0;
        std::sscanf(size, "%dx%d", &width, &height);
        const auto has_result = [&] { // the formula's value is in Y's colour
            window.asked();
            return window.has_color(10, 42, 210, height - 110, {0x0B, 0x5A, 0x41});
        };
        EXPECT_TRUE(has_result()) << size;
        window.click(more.x, more.y);
        EXPECT_TRUE(window.reaches("more", "1")) << window.last_line();
        EXPECT_TRUE(has_result()) << size;
        window.wheel({107, 300}, -20);
        EXPECT_TRUE(has_result()) << size << ", scrolled";
    }
}

TEST_F(Sight, the_full_screen_is_that_of_the_window) {
    Driver window(folder, {"--paused", "--size", "640x500", "--monitors", "640x720+0+0,640x720+640+0"});
    for (const auto& [x, at] : {std::pair{"560", "640x720+640+0"}, {"40", "640x720+0+0"}}) {
        window.xdotool(std::string("search --onlyvisible --class convlens windowmove ") + x + " 90");
        window.asked();
        const std::string before = window.geometry();
        EXPECT_EQ(before, std::string("640x500+") + x + "+90");
        for (const char* key : {"F5", "F11"}) {
            window.key(key);
            EXPECT_TRUE(window.reaches("stage", "1")) << window.last_line();
            window.asked();
            EXPECT_EQ(window.geometry(), at) << key;
            window.key("Escape");
            EXPECT_TRUE(window.reaches("stage", "0")) << window.last_line();
            window.asked();
            EXPECT_EQ(window.geometry(), before) << key;
        }
    }
}

/// An array whose numbers have too many digits for a scene.
std::string many_digits(std::int64_t side) {
    std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + std::to_string(side) + ", " +
                         std::to_string(side) + "), }";
    header.resize(117, ' ');
    std::string array("\x93NUMPY\1\0\x76\0", 10);
    array += header + "\n";
    for (std::int64_t i = 0; i < side * side; ++i) {
        const double value = 1.0 / static_cast<double>(i + 3);
        array.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    return array;
}

TEST_F(Sight, what_is_too_large_to_be_kept_is_said_and_holds_nobody_up) {
    const std::string path = write("large.npy", many_digits(1000));
    Driver window(folder, {"--paused"});
    window.key("ctrl+o");
    EXPECT_TRUE(window.reaches("panel", "1")) << window.last_line();
    window.key("ctrl+a");
    window.type(path);
    window.key("Return");
    EXPECT_TRUE(window.reaches("input", "1000x1000")) << window.last_line();
    EXPECT_TRUE(window.reaches("message", "yes")) << window.last_line();
    window.key("ctrl+s");
    EXPECT_TRUE(window.reaches("panel", "2")) << window.last_line();
    window.key("Return");
    EXPECT_TRUE(window.reaches("panel_error", "yes")) << window.last_line();
    EXPECT_TRUE(window.is_alive());
    window.key("Escape");
    EXPECT_TRUE(window.reaches("panel", "0")) << window.last_line();
    EXPECT_EQ(window.stop(), 0) << "it was said";
}

} // namespace
} // namespace convlens::test
