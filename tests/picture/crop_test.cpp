// Frames cut to what is drawn on them.
#include "picture/crop.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

Frame two_boxes() {
    Frame frame;
    frame.size = {200, 100};
    frame.background = rgb(0xFFFFFF);
    for (const Rect place : {Rect{{30.5F, 20}, {50, 40}}, Rect{{100, 60}, {120, 70}}}) {
        Box box = box_of(place);
        box.fill = rgb(0x336699);
        frame.items.push_back({box, {}, -1});
    }
    Label unseen;
    unseen.text = "far away";
    unseen.position = {5, 95};
    frame.items.push_back({unseen, {}, -1}); // no ink
    return frame;
}

TEST(Crop, content_is_what_has_ink) {
    Typesetter typesetter(test::system_fonts());
    const Rect content = content_of(two_boxes(), typesetter);
    EXPECT_NEAR(content.min.x, 30.5, 2);
    EXPECT_NEAR(content.min.y, 20, 2);
    EXPECT_NEAR(content.max.x, 120, 2);
    EXPECT_NEAR(content.max.y, 70, 2);
    EXPECT_TRUE(content_of(Frame{{10, 10}, rgb(0), {}, {}}, typesetter).empty());
}

TEST(Crop, everything_moves_by_whole_pixels) {
    Frame frame = two_boxes();
    frame.clips.push_back({{30, 20}, {60, 60}});
    frame.items.push_back({Path{{{40, 30}, {50, 50}}, false, {}, rgb(0), 1}, {}, 0});
    Raster raster;
    raster.origin = {35, 25};
    frame.items.push_back({raster, {}, -1});
    const Frame part = cropped(frame, {{30.5F, 20.25F}, {120.2F, 70}});
    EXPECT_EQ(part.size, (Vec2{91, 50}));
    EXPECT_EQ(part.clips[0], (Rect{{0, 0}, {30, 40}}));
    EXPECT_EQ(std::get<Box>(part.items[0].shape).origin, (Vec2{0.5F, 0}));
    EXPECT_EQ(std::get<Label>(part.items[2].shape).position, (Vec2{-25, 75}));
    EXPECT_EQ(std::get<Path>(part.items[3].shape).points[1], (Vec2{20, 30}));
    EXPECT_EQ(std::get<Raster>(part.items[4].shape).origin, (Vec2{5, 5}));
}

} // namespace
} // namespace convlens
