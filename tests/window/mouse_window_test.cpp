// The figure under the mouse and the keys, under Xvfb. Where elements and handles are is asked of the window,
// so that no layout is repeated here.
#include "driver.h"
#include "window_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <sstream>
#include <vector>

namespace convlens::test {
namespace {

class Figure : public WindowFolder {};

std::vector<double> numbers(Driver& window, const std::string& tensor) {
    std::istringstream all(window.asked()[tensor]);
    std::vector<double> values;
    std::string one;
    while (std::getline(all, one, ','))
        values.push_back(std::stod(one));
    return values;
}

double number(Driver& window, const std::string& tensor, std::size_t index) {
    const auto all = numbers(window, tensor);
    return index < all.size() ? all[index] : NAN;
}

Place moved(Place at, int x, int y) {
    return {at.x + x, at.y + y};
}

/// px of the screen.
int cell_size(Driver& window) {
    const Place a = window.place("at_x", 0), b = window.place("at_x", 1);
    return b.x - a.x;
}

TEST_F(Figure, the_kernel_follows_the_mouse_in_both_views) {
    for (const char* preset : {"numerical_padding_strides", "arbitrary_padding_no_strides"}) {
        Driver window(folder, {"--paused", "--step", "0", "--preset", preset});
        int rows = 0, columns = 0;
        std::sscanf(window.asked()["output"].c_str(), "%dx%d", &rows, &columns);
        const std::string last = std::to_string(rows * columns - 1);
        window.drag(window.place("at_window"), moved(window.place("corner_base"), -20, -20));
        EXPECT_TRUE(window.reaches("step", last)) << preset << ' ' << window.last_line();
        window.drag(window.place("at_window"), {300, 350});
        EXPECT_NE(window.asked().at("step"), last) << preset << ' ' << window.last_line();
        EXPECT_EQ(window.field("undo"), "0") << "where the animation is is no edit";
    }
}

TEST_F(Figure, a_key_reverses_it_and_another_shows_both) {
    Driver window(folder, {"--paused", "--step", "0", "--preset", "padding_strides_odd"});
    window.key("x");
    EXPECT_TRUE(window.reaches("name", "padding_strides_odd_transposed")) << window.last_line();
    EXPECT_EQ(window.field("input"), "3x3");
    EXPECT_EQ(window.field("output"), "6x6");
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("name", "padding_strides_odd")) << window.last_line();
    window.key("s");
    EXPECT_TRUE(window.reaches("pair", "1")) << window.last_line();
    window.key("End");
    EXPECT_TRUE(window.reaches("step", "35")) << "of the longer one: " << window.last_line();
    const double before = number(window, "w", 4);
    window.wheel(window.place("at_w", 4), 2);
    EXPECT_EQ(number(window, "w", 4), before + 2) << "the own figure is there to be taken";
    window.key("ctrl+z");
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("pair", "0")) << window.last_line();
}

TEST_F(Figure, what_has_no_reverse_says_so) {
    Driver window(folder, {"--paused", "--preset", "numerical_average_pooling"});
    for (const char* key : {"x", "s"}) {
        window.key(key);
        EXPECT_TRUE(window.reaches("message", "yes")) << key << ' ' << window.last_line();
        window.key("Escape");
        EXPECT_TRUE(window.reaches("message", "-")) << key << ' ' << window.last_line();
    }
    EXPECT_EQ(window.field("undo"), "0") << window.last_line();
    EXPECT_EQ(window.field("pair"), "0") << window.last_line();
}

TEST_F(Figure, a_number_is_typed_into_its_cell_and_tab_goes_on) {
    Driver window(folder, {"--paused", "--step", "8"});
    window.double_click(window.place("at_x", 1));
    EXPECT_NE(window.asked().at("entry"), "-") << window.last_line();
    EXPECT_EQ(window.field("pins"), "0") << "a double click pins nothing";
    window.type("-1.5");
    window.key("Tab");
    window.type("7");
    window.key("Return");
    window.key("Escape");
    EXPECT_TRUE(window.reaches("entry", "-")) << window.last_line();
    const auto x = numbers(window, "x");
    EXPECT_EQ(x[1], -1.5) << window.last_line();
    EXPECT_EQ(x[2], 7) << window.last_line();
    window.key("ctrl+z");
    window.key("ctrl+z");
    EXPECT_EQ(window.asked().at("undo"), "0") << "two numbers, two steps back: " << window.last_line();
}

TEST_F(Figure, rubbish_stays_in_the_entry_and_changes_nothing) {
    Driver window(folder, {"--paused", "--step", "8"});
    const auto before = numbers(window, "x");
    window.double_click(window.place("at_x", 0));
    for (const char* typed : {"1.2.3", "--", "e", "99999999"}) {
        window.key("ctrl+a");
        window.type(typed);
        window.key("Return");
        EXPECT_TRUE(window.reaches("message", "yes")) << typed << ' ' << window.last_line();
        EXPECT_EQ(window.asked().at("entry"), "[" + std::string(typed) + "]") << window.last_line();
    }
    window.key("Escape");
    EXPECT_TRUE(window.reaches("entry", "-")) << window.last_line();
    EXPECT_EQ(numbers(window, "x"), before);
}

TEST_F(Figure, a_digit_begins_a_number_in_the_cell_that_was_clicked) {
    Driver window(folder, {"--paused", "--step", "8"});
    const Place cell = window.place("at_w", 4);
    window.click(cell.x, cell.y);
    window.type("3");
    EXPECT_TRUE(window.reaches("entry", "[3]")) << window.last_line();
    window.type("7");
    window.key("Return");
    window.key("Escape");
    EXPECT_EQ(number(window, "w", 4), 37) << window.last_line();
    EXPECT_EQ(window.field("step"), "8") << "the digit did not seek";
}

TEST_F(Figure, the_wheel_and_a_drag_up_change_a_number) {
    Driver window(folder, {"--paused", "--step", "8"});
    const double before = number(window, "w", 0);
    window.wheel(window.place("at_w", 0), 3);
    EXPECT_EQ(number(window, "w", 0), before + 3) << window.last_line();
    window.wheel(window.place("at_w", 0), -1, "shift");
    EXPECT_NEAR(number(window, "w", 0), before + 2.9, 1e-9) << window.last_line();
    const Place at = window.place("at_w", 0);
    window.drag(at, moved(at, 0, -40));
    const double dragged = number(window, "w", 0);
    EXPECT_NEAR(dragged, before + 7.9, 1e-9) << "8 px a step: " << window.last_line();
    window.key("ctrl+z");
    EXPECT_NEAR(number(window, "w", 0), before + 2.9, 1e-9) << "one drag, one step back";
}

TEST_F(Figure, the_wheel_goes_through_channels) {
    Driver window(folder, {"--paused", "--step", "0", "--preset", "several_channels"});
    EXPECT_EQ(window.field("channels"), "-1:-1") << "those of the step";
    window.wheel(window.place("at_y", 0), -1);
    EXPECT_TRUE(window.reaches("channels", "-1:1")) << window.last_line();
    window.wheel(window.place("at_y", 0), -3);
    EXPECT_EQ(window.field("channels"), "-1:1") << "there are two: " << window.last_line();
    window.wheel(window.place("at_y", 0), 1);
    EXPECT_TRUE(window.reaches("channels", "-1:0")) << window.last_line();
}

TEST_F(Figure, painting_is_one_step_back) {
    Driver window(folder, {"--paused", "--step", "8"});
    const auto before = numbers(window, "x");
    window.key("d");
    EXPECT_TRUE(window.reaches("painting", "1")) << window.last_line();
    window.point(window.place("at_x", 5));
    window.type("7");
    window.drag(window.place("at_x", 5), window.place("at_x", 8));
    auto x = numbers(window, "x");
    for (std::size_t i = 5; i <= 8; ++i)
        EXPECT_EQ(x[i], 7) << "element " << i << ' ' << window.last_line();
    EXPECT_EQ(x[9], before[9]);
    window.drag(window.place("at_x", 5), window.place("at_x", 6), "", 3);
    x = numbers(window, "x");
    EXPECT_EQ(x[5], 0) << "the right button erases: " << window.last_line();
    EXPECT_EQ(x[7], 7);
    window.key("ctrl+z");
    window.key("ctrl+z");
    EXPECT_EQ(numbers(window, "x"), before) << window.last_line();
    EXPECT_EQ(window.field("undo"), "0");
    window.key("Escape");
    EXPECT_TRUE(window.reaches("painting", "0")) << window.last_line();
}

TEST_F(Figure, the_ring_of_padding_is_pulled) {
    Driver window(folder, {"--paused", "--step", "0"});
    const Place corner = window.place("corner_base");
    const int cell = cell_size(window);
    window.drag(moved(corner, -cell / 2, -3 * cell), moved(corner, cell * 3 / 2, -3 * cell));
    EXPECT_TRUE(window.reaches("padding", "3x3:3x3")) << window.last_line();
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("padding", "1x1:1x1")) << "one drag, one step back: " << window.last_line();
    window.drag(moved(corner, -cell / 2, -3 * cell), moved(corner, cell / 2, -3 * cell), "shift");
    EXPECT_TRUE(window.reaches("padding", "1x1:1x2")) << window.last_line();
}

TEST_F(Figure, the_kernels_corner_is_pulled_as_far_as_it_goes) {
    Driver window(folder, {"--paused", "--step", "0"});
    const Place corner = window.place("corner_window");
    const int cell = cell_size(window);
    window.drag(corner, moved(corner, cell, 2 * cell));
    EXPECT_TRUE(window.reaches("kernel", "5x4")) << window.last_line();
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("kernel", "3x3")) << window.last_line();
    window.drag(window.place("corner_window"), moved(corner, 20 * cell, 0));
    EXPECT_TRUE(window.reaches("kernel", "3x7")) << window.last_line();
    EXPECT_EQ(window.asked().at("message"), "-") << "a limit is no fault: " << window.last_line();
    EXPECT_EQ(window.field("issues"), "0");
}

TEST_F(Figure, the_ring_stops_at_no_padding) {
    Driver window(folder, {"--paused", "--step", "0"});
    const Place corner = window.place("corner_base");
    const int cell = cell_size(window);
    window.drag(moved(corner, -cell / 2, -3 * cell), moved(corner, -4 * cell, -3 * cell));
    EXPECT_TRUE(window.reaches("padding", "0x0:0x0")) << window.last_line();
    EXPECT_EQ(window.asked().at("message"), "-") << window.last_line();
    window.key("alt+shift+p");
    EXPECT_EQ(window.asked().at("padding"), "0x0:0x0") << "the key stops there too: " << window.last_line();
    EXPECT_EQ(window.field("message"), "-") << window.last_line();
}

TEST_F(Figure, a_grid_is_pasted_and_a_broken_one_says_where) {
    {
        Driver window(folder, {"--paused", "--clipboard", "1 2 3 4\n5 6 7 8\n9 10 11 12\n13 14 15 16"});
        window.key("ctrl+v");
        EXPECT_TRUE(window.reaches("input", "4x4")) << window.last_line();
        EXPECT_EQ(number(window, "x", 15), 16) << window.last_line();
        window.point(window.place("at_w", 0));
        window.key("ctrl+v");
        EXPECT_TRUE(window.reaches("kernel", "4x4")) << window.last_line();
        window.key("ctrl+z");
        window.key("ctrl+z");
        EXPECT_TRUE(window.reaches("input", "5x5")) << window.last_line();
    }
    Driver window(folder, {"--paused", "--clipboard", "1 2\n3"});
    window.key("ctrl+v");
    EXPECT_TRUE(window.reaches("message", "yes")) << window.last_line();
    EXPECT_EQ(window.asked().at("undo"), "0") << window.last_line();
}

TEST_F(Figure, a_pasted_layer_sets_the_operation) {
    Driver window(folder, {"--paused", "--clipboard", "nn.Conv2d(1, 1, 3, stride=1, padding=2)"});
    window.key("ctrl+v");
    EXPECT_TRUE(window.reaches("padding", "2x2:2x2")) << window.last_line();
    EXPECT_EQ(window.field("stride"), "1x1");
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("padding", "1x1:1x1")) << window.last_line();
}

TEST_F(Figure, a_pasted_chain_is_a_list_whose_layers_can_be_clicked) {
    Driver window(folder,
                  {"--paused", "--clipboard",
                   "nn.Sequential(nn.Conv2d(1, 2, 3), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(2, 10))"});
    window.key("ctrl+v");
    EXPECT_TRUE(window.reaches("chain", "4:0")) << window.last_line();
    EXPECT_NE(window.field("lenses").find("sizes"), std::string::npos) << window.last_line();
    const Place pool = window.place("at_layer", 1);
    window.click(pool.x, pool.y);
    EXPECT_TRUE(window.reaches("kind", "max-pool")) << window.last_line();
    EXPECT_EQ(window.field("chain"), "4:1") << window.last_line();
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("chain", "4:0")) << window.last_line();
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("chain", "0:-1")) << "pasting is one step: " << window.last_line();
}

TEST_F(Figure, an_element_of_the_gradient_is_typed) {
    Driver window(folder, {"--paused", "--step", "0", "--lenses", "gradients"});
    const Place cell = window.place("at_dy", 4);
    window.click(cell.x, cell.y);
    window.type("5");
    window.key("Return");
    window.key("Escape");
    EXPECT_EQ(number(window, "dy", 4), 5) << window.last_line();
}

TEST_F(Figure, a_click_pins_a_drag_on_y_seeks) {
    Driver window(folder, {"--paused", "--step", "0"});
    const Place y = window.place("at_y", 4);
    window.click(y.x, y.y);
    EXPECT_TRUE(window.reaches("pins", "1")) << window.last_line();
    EXPECT_EQ(window.field("step"), "0");
    window.click(y.x, y.y);
    EXPECT_TRUE(window.reaches("pins", "0")) << window.last_line();
    window.click(y.x, y.y);
    window.key("Escape");
    EXPECT_TRUE(window.reaches("pins", "0")) << window.last_line();
    window.drag(window.place("at_y", 1), window.place("at_y", 7));
    EXPECT_TRUE(window.reaches("step", "7")) << window.last_line();
}

TEST_F(Figure, works_on_a_screen_of_twice_the_size) {
    Driver usual(folder, {"--paused"});
    if (std::system("xprop -root -f RESOURCE_MANAGER 8s -set RESOURCE_MANAGER 'Xft.dpi: 192'") != 0)
        GTEST_SKIP() << "xprop (x11-utils) is missing";
    usual.stop();
    Driver window(folder, {"--paused", "--step", "0"});
    EXPECT_EQ(std::system("xprop -root -remove RESOURCE_MANAGER"), 0);
    ASSERT_EQ(window.asked().at("scale"), "2.00") << window.last_line();
    window.drag(window.place("at_window"), window.place("corner_base"));
    EXPECT_TRUE(window.reaches("step", "8")) << window.last_line();
    window.double_click(window.place("at_x", 0));
    window.type("8");
    window.key("Return");
    window.key("Escape");
    EXPECT_EQ(number(window, "x", 0), 8) << window.last_line();
}

} // namespace
} // namespace convlens::test
