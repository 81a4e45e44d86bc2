// A network in the window by keys and mouse: an element is chosen, sent down, opened as a figure, and a digit
// is drawn.
#include "driver.h"
#include "window_folder.h"

#include <gtest/gtest.h>

#include <string>

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
