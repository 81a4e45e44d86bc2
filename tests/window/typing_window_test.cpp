// What keys and the wheel do to numbers, under Xvfb: digits go where a cell was selected, else to a tenth.
#include "driver.h"
#include "window_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace convlens::test {
namespace {

constexpr int norm_y = 337; // of the number, px of the screen

class Typing : public WindowFolder {};

TEST_F(Typing, digits_go_to_a_tenth_while_a_mouse_rests_on_a_cell) {
    for (const char* tensor : {"at_x", "at_w", "at_y"}) {
        Driver window(folder, {"--paused", "--step", "0"});
        window.point(window.place(tensor, 2));
        window.key("5");
        EXPECT_TRUE(window.reaches("step", "4")) << tensor << ' ' << window.last_line();
        EXPECT_EQ(window.asked().at("undo"), "0") << tensor << ' ' << window.last_line();
        EXPECT_EQ(window.field("entry"), "-") << tensor;
    }
}

TEST_F(Typing, digits_go_into_the_cell_that_was_clicked) {
    Driver window(folder, {"--paused", "--step", "0", "--lenses", "sum"});
    const Place cell = window.place("at_w", 1);
    window.click(cell.x, cell.y);
    window.point({640, 700});
    window.key("7");
    EXPECT_TRUE(window.reaches("entry", "[7]")) << window.last_line();
    window.key("Return");
    EXPECT_TRUE(window.reaches("undo", "1")) << window.last_line();
    EXPECT_EQ(window.field("step"), "0");
}

TEST_F(Typing, in_stage_mode_digits_never_edit) {
    Driver window(folder, {"--paused", "--step", "0"});
    const Place cell = window.place("at_x", 1);
    window.click(cell.x, cell.y);
    EXPECT_TRUE(window.leaves("chosen", "0:0")) << window.last_line();
    window.key("F5");
    EXPECT_TRUE(window.reaches("stage", "1")) << window.last_line();
    window.key("5");
    EXPECT_TRUE(window.reaches("step", "4")) << window.last_line();
    EXPECT_EQ(window.asked().at("entry"), "-") << window.last_line();
}

TEST_F(Typing, cells_are_reached_and_selected_by_the_keyboard) {
    Driver window(folder, {"--paused", "--step", "4", "--lenses", "sum"});
    window.key("F6");
    EXPECT_TRUE(window.reaches("focus", "1")) << window.last_line();
    window.key("F6");
    EXPECT_TRUE(window.reaches("focus", "0")) << window.last_line();
    const std::string first = window.asked().at("cell");
    ASSERT_NE(first, "0:0") << window.last_line();
    window.key("Right");
    EXPECT_TRUE(window.leaves("cell", first)) << window.last_line();
    EXPECT_EQ(window.field("step"), "4") << "arrows are the cells'";
    window.key("Return");
    EXPECT_TRUE(window.reaches("chosen", window.field("cell"))) << window.last_line();
    EXPECT_EQ(window.asked().at("step"), "4");
    window.key("8");
    EXPECT_TRUE(window.reaches("entry", "[8]")) << window.last_line();
    window.key("Escape");
    EXPECT_TRUE(window.reaches("entry", "-")) << window.last_line();
    window.key("Tab");
    EXPECT_NE(window.asked().at("cell").substr(0, 2), first.substr(0, 2)) << "the next tensor";
    window.key("Next");
    EXPECT_TRUE(window.reaches("step", "5")) << "pages always step: " << window.last_line();
    EXPECT_TRUE(window.reaches("stepping", "0")) << window.last_line();
    window.key("Escape");
    EXPECT_TRUE(window.reaches("cell", "0:0")) << window.last_line();
    window.key("Escape"); // the pin
    window.key("Return");
    EXPECT_TRUE(window.reaches("step", "6")) << "Enter steps: " << window.last_line();
}

TEST_F(Typing, the_norm_is_what_is_typed) {
    Driver window(folder, {"--paused", "--preset", "lp_pooling"});
    for (const auto& [typed, shown] : {std::pair{"8", "8"}, {"0.5", "0.5"}, {"inf", "inf"}, {"7", "7"}}) {
        window.click(203, norm_y);
        EXPECT_TRUE(window.reaches("typing", "1")) << window.last_line();
        window.type(typed);
        window.key("Return");
        EXPECT_TRUE(window.reaches("norm", shown)) << typed << ' ' << window.last_line();
        EXPECT_TRUE(window.reaches("typing", "0")) << window.last_line();
        EXPECT_EQ(window.field("issues"), "0") << typed;
    }
    window.click(203, norm_y);
    window.type("rubbish");
    window.key("Return");
    EXPECT_EQ(window.asked().at("norm"), "7") << window.last_line();
}

TEST_F(Typing, numbers_of_parameters_take_the_wheel) {
    Driver window(folder, {"--paused"});
    window.wheel({215, 108}, 3);
    EXPECT_TRUE(window.reaches("input", "8x8")) << window.last_line();
    window.wheel({215, 154}, -1);
    EXPECT_TRUE(window.reaches("kernel", "2x2")) << window.last_line();
    window.wheel({215, 154}, 12);
    EXPECT_EQ(window.asked().at("issues"), "0")
        << "it stops at the last possible one: " << window.last_line();
    window.wheel({215, 200}, 2);
    EXPECT_TRUE(window.leaves("stride", "2x2")) << window.last_line();
}

TEST_F(Typing, a_number_is_taken_when_it_is_finished) {
    Driver window(folder, {"--paused"});
    window.click(215, 108);
    EXPECT_TRUE(window.reaches("typing", "1")) << window.last_line();
    window.type("1");
    EXPECT_EQ(window.asked().at("input"), "5x5") << "1 is on the way to 14: " << window.last_line();
    window.type("4");
    window.key("Return");
    EXPECT_TRUE(window.reaches("input", "14x14")) << window.last_line();
    window.key("ctrl+z");
    EXPECT_TRUE(window.reaches("input", "5x5")) << window.last_line();
}

TEST_F(Typing, cells_that_come_with_an_edit_are_numbers) {
    Driver window(folder, {"--paused", "--preset", "numerical_padding_strides"});
    window.key("alt+i");
    EXPECT_TRUE(window.reaches("input", "6x6")) << window.last_line();
    std::istringstream all(window.asked().at("x"));
    std::vector<double> x;
    for (std::string one; std::getline(all, one, ',');)
        x.push_back(std::stod(one));
    ASSERT_EQ(x.size(), 36U);
    EXPECT_EQ(x[0], 3) << "what was there stays";
    EXPECT_GT(std::count_if(x.begin() + 30, x.end(), [](double value) { return value != 0; }), 1)
        << window.last_line();
}

} // namespace
} // namespace convlens::test
