// A network in the window by keys and mouse: an element is chosen, sent down, opened as a figure, and a digit
// is drawn.
#include "driver.h"
#include "window_folder.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

namespace convlens::test {
namespace {

const std::string digits = R"({"schema": 1, "network": "digits", "input": {"sample": 3},
    "selected": {"layer": "conv2", "channel": 2, "at": [2, 2]}})";

class NetworkWindow : public WindowFolder {};

TEST_F(NetworkWindow, an_element_goes_down_the_layers_and_comes_back) {
    Driver window(folder, {"--network", digits});
    ASSERT_TRUE(window.reaches("network", "overview")) << window.last_line();
    EXPECT_EQ(window.field("network_layer"), "conv2");
    window.key("b");
    ASSERT_TRUE(window.reaches("network", "path"));
    window.key("Next");
    ASSERT_TRUE(window.reaches("stepping", "0"));
    window.key("c");
    ASSERT_TRUE(window.reaches("network", "compare"));
    window.key("Escape");
    ASSERT_TRUE(window.reaches("network", "overview"));
    window.key("ctrl+z");
    ASSERT_TRUE(window.reaches("network", "compare")) << "views are undone";
    window.key("Escape");
    window.key("o");
    ASSERT_TRUE(window.reaches("network", "layer"));
    EXPECT_EQ(window.asked().at("kind"), "conv");
    window.key("ctrl+Next");
    ASSERT_TRUE(window.reaches("kind", "max-pool")) << "the layer above: " << window.last_line();
    window.key("ctrl+Prior");
    ASSERT_TRUE(window.reaches("kind", "conv")) << window.last_line();
    window.key("Escape");
    ASSERT_TRUE(window.reaches("network", "overview"));
}

TEST_F(NetworkWindow, a_way_back_is_stepped_by_cells_terms_and_stages) {
    Driver window(folder, {"--network", digits});
    ASSERT_TRUE(window.reaches("network", "overview"));
    window.key("b");
    ASSERT_TRUE(window.reaches("network", "path"));
    const auto press = [&](const char* key) {
        window.key(key);
        return window.reaches("stepping", "0");
    };
    ASSERT_TRUE(press("Right") && press("Right") && press("Right"));
    EXPECT_EQ(window.field("network_at"), "0:2") << window.last_line();
    ASSERT_TRUE(press("period"));
    EXPECT_EQ(window.field("network_at"), "0:3") << "the first term of the next cell";
    ASSERT_TRUE(press("comma") && press("Left"));
    EXPECT_EQ(window.field("network_at"), "0:1");
    window.key("a");
    ASSERT_TRUE(window.reaches("network_at", "0:0")) << "stage by stage";
    ASSERT_TRUE(press("Right"));
    EXPECT_EQ(window.field("network_at"), "1:0");
    window.key("a");
    ASSERT_TRUE(window.leaves("network_at", "1:0")) << "the last cell of the same stage";
    EXPECT_EQ(window.field("network_at").substr(0, 2), "1:");
    window.key("End");
    window.key("o");
    ASSERT_TRUE(window.reaches("network", "layer"));
    EXPECT_EQ(window.asked().at("kind"), "conv-transpose") << "the stage as a figure";
    window.key("Escape");
    ASSERT_TRUE(window.reaches("network", "path"));
}

TEST_F(NetworkWindow, a_way_back_is_stepped_by_the_bar_below_it) {
    constexpr int y = 688, first = 36, play = 140, next = 198; // of 1280x720
    Driver window(folder, {"--network", digits});
    ASSERT_TRUE(window.reaches("network", "overview"));
    window.click(next, y);
    window.key("b");
    ASSERT_TRUE(window.reaches("network", "path"));
    const auto press = [&](int x) {
        window.click(x, y);
        return window.reaches("stepping", "0");
    };
    ASSERT_TRUE(press(next) && press(next) && press(next));
    EXPECT_EQ(window.field("network_at"), "0:2") << window.last_line();
    window.click(play, y);
    ASSERT_TRUE(window.reaches("playing", "1"));
    window.click(play, y);
    ASSERT_TRUE(window.reaches("playing", "0"));
    window.key("End");
    const std::string end = window.asked().at("network_at");
    EXPECT_NE(end.front(), '0');
    window.key("u");
    EXPECT_EQ(window.asked().at("network_at"), end) << "another rule, at the same place";
    window.click(first, y);
    ASSERT_TRUE(window.reaches("network_at", "0:0")) << window.last_line();
}

TEST_F(NetworkWindow, the_network_is_saved_exported_and_restored) {
    {
        Driver window(folder, {"--network", digits});
        ASSERT_TRUE(window.reaches("network", "overview"));
        window.key("b");
        ASSERT_TRUE(window.reaches("network", "path"));
        window.key("ctrl+s");
        ASSERT_TRUE(window.reaches("panel", "2"));
        window.key("Return");
        ASSERT_TRUE(window.reaches("panel", "0")) << window.last_line();
        window.key("ctrl+e");
        ASSERT_TRUE(window.reaches("exporting", "10"));
        window.press_export();
        ASSERT_TRUE(window.reaches("exporting", "00")) << window.last_line();
        window.key("m"); // another picture; views alone are no work that could be lost
        window.asked();
        window.stop();
    }
    EXPECT_NE(content("scene.json").find("path"), std::string::npos) << content("scene.json");
    EXPECT_EQ(content("convlens.gif").substr(0, 6), "GIF89a");
    Driver again(folder, {});
    ASSERT_TRUE(again.reaches("restore_offered", "1")) << again.last_line();
    again.asked();
    again.click(890, 20); // the offer, in the header
    ASSERT_TRUE(again.reaches("network", "path")) << "what was unsaved: " << again.last_line();
}

TEST_F(NetworkWindow, learning_goes_on_pauses_and_steps) {
    Driver window(folder, {"--network", R"({"schema": 1, "network": "digits", "network_view": "learning",
        "learning": {"task": "kernel"}})"});
    ASSERT_TRUE(window.reaches("network", "learning"));
    const auto frames = [&] { return std::stoll(window.asked().at("frames")); };
    const auto frames_of_a_second = [&] {
        const int64_t before = frames();
        std::this_thread::sleep_for(std::chrono::seconds(1));
        return frames() - before;
    };
    const int64_t before = frames();
    window.key("Right");
    EXPECT_GT(frames(), before);
    EXPECT_LT(frames_of_a_second(), 12) << "one step";
    window.key("space");
    EXPECT_GT(frames_of_a_second(), 15) << "it learns by itself";
    window.key("space");
    EXPECT_LT(frames_of_a_second(), 12) << "it is paused";
    window.key("Escape");
    ASSERT_TRUE(window.reaches("network", "overview"));
}

TEST_F(NetworkWindow, digits_are_learned_to_the_end_and_anew) {
    Driver window(folder, {"--network", R"({"schema": 1, "network": "digits", "network_view": "learning"})"});
    ASSERT_TRUE(window.reaches("network", "learning"));
    window.key("space");
    window.xdotool("sleep 6");
    const int64_t ended = std::stoll(window.asked().at("frames"));
    window.xdotool("sleep 1");
    EXPECT_LT(std::stoll(window.asked().at("frames")), ended + 12) << "it has learned them";
    window.key("space");
    window.xdotool("sleep 0.3");
    EXPECT_GT(std::stoll(window.asked().at("frames")), ended + 12) << "from the beginning";
}

TEST_F(NetworkWindow, an_own_photograph_is_put_into_face) {
    Driver window(folder, {"--network", R"({"schema": 1, "network": "face",
        "input": {"photograph": "astronaut"}, "network_view": "path"})"});
    ASSERT_TRUE(window.reaches("network", "path"));
    window.key("ctrl+o");
    ASSERT_TRUE(window.reaches("panel", "1"));
    window.key("ctrl+a");
    window.type(std::string(CONVLENS_PHOTOGRAPHS) + "/coffee.jpg");
    window.key("Return");
    ASSERT_TRUE(window.reaches("panel", "0")) << window.last_line();
    window.key("ctrl+s");
    ASSERT_TRUE(window.reaches("panel", "2"));
    window.key("Return");
    ASSERT_TRUE(window.reaches("panel", "0")) << window.last_line();
    const std::string scene = content("scene.json");
    EXPECT_NE(scene.find("\"image\""), std::string::npos) << scene.substr(0, 300);
    EXPECT_EQ(scene.find("astronaut"), std::string::npos);
    EXPECT_TRUE(window.is_alive());
}

TEST_F(NetworkWindow, is_seen_in_a_small_window) {
    for (const char* network : {"digits", "face"}) {
        Driver window(folder, {"--size", "640x400", "--network",
                               std::string(R"({"schema": 1, "network": ")") + network + "\"}"});
        ASSERT_TRUE(window.reaches("network", "overview")) << network;
        for (const char* key : {"b", "c", "Escape"})
            window.key(key);
        ASSERT_TRUE(window.reaches("network", "overview")) << network;
        EXPECT_GT(window.colors(0, 60, 640, 340), 20) << network;
    }
}

TEST_F(NetworkWindow, a_digit_is_drawn_undone_and_kept) {
    Driver window(folder, {"--network", digits});
    ASSERT_TRUE(window.reaches("network", "overview"));
    window.key("d");
    ASSERT_TRUE(window.reaches("ink", "0"));
    window.drag(70, 220, 170, 220);
    ASSERT_TRUE(window.leaves("ink", "0")) << window.last_line();
    window.key("ctrl+z");
    ASSERT_TRUE(window.reaches("ink", "0")) << "a stroke is one gesture: " << window.last_line();
    window.key("ctrl+shift+z");
    ASSERT_TRUE(window.leaves("ink", "0"));
    window.key("m");
    ASSERT_TRUE(window.reaches("ink", "0")) << "a picture of the data in its place";
    EXPECT_TRUE(window.is_alive());
}

} // namespace
} // namespace convlens::test
