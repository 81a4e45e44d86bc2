// dump, pick and scaled.
#include "picture/frame.h"

#include "picture/scaled_frame.h"

#include <gtest/gtest.h>

#include <cmath>

namespace convlens {
namespace {

Item item(Shape shape, Tag tag = {}, int16_t clip = -1) {
    return {std::move(shape), tag, clip};
}

Box square(float x, float y, float side) {
    Box box = box_of({{x, y}, {x + side, y + side}});
    box.fill = rgb(0x102030);
    return box;
}

TEST(Dump, says_everything_that_is_particular) {
    Frame frame;
    frame.size = {640, 480.5F};
    frame.background = rgb(0xFFFFFF);
    frame.clips = {{{1, 2}, {30, 40}}};

    Box plain = square(1.04F, 2, 20);
    Box padding = square(-0.04F, 0, 20);
    padding.fill = {};
    padding.stroke = with_alpha(rgb(0xAABBCC), 0.5F);
    padding.stroke_width = 1.5F;
    padding.dash = Dash::dashed;
    padding.pattern = Pattern::hatched;
    padding.ink = rgb(0x010203);
    padding.radius = 3;
    Path arrow;
    arrow.points = {{0, 0}, {10, 5.25F}};
    arrow.stroke = rgb(0x112233);
    arrow.stroke_width = 2;
    Path polygon;
    polygon.points = {{0, 0}, {4, 0}, {0, 4}};
    polygon.closed = true;
    polygon.fill = rgb(0x00FF00);
    Label label;
    label.text = "a \"b\" 卷";
    label.position = {5, 6};
    label.face = Face::mono_bold;
    label.align_x = AlignX::center;
    label.align_y = AlignY::middle;
    label.color = rgb(0x000001);
    Raster raster;
    raster.columns = 3;
    raster.rows = 2;
    raster.u = {30, 0};
    raster.v = {0, 20};
    raster.map = {-1, 0, 1, rgb(1), rgb(2), rgb(3)};
    raster.values = std::make_shared<std::vector<float>>(6);
    raster.shown = 4;
    raster.blank = rgb(0xEEEEEE);
    raster.grid = rgb(0xDDDDDD);
    raster.grid_width = 1;
    frame.items = {item(plain, {2, 17}), item(padding, {}, 0), item(arrow),
                   item(polygon),        item(label),          item(raster, {3, 0})};

    EXPECT_EQ(dump(frame), R"(frame 640,480.5 background #ffffff
clip 1,2 30,40
box 1,2 u 20,0 v 0,20 fill #102030 tag 2:17
box 0,0 u 20,0 v 0,20 radius 3 stroke #aabbcc80 1.5 dashed hatched #010203 clip 0
line 0,0 10,5.3 stroke #112233 2
polygon 0,0 4,0 0,4 fill #00ff00
label "a \"b\" 卷" at 5,6 center middle mono-bold 14 #000001
raster 3x2 0,0 u 30,0 v 0,20 map -1..0..1 #000001 #000002 #000003 shown 4 blank #eeeeee grid #dddddd 1 tag 3:0
)");
}

TEST(Pick, topmost_tagged_item_is_found) {
    Frame frame;
    Label label;
    label.text = "5";
    label.position = {15, 15};
    frame.items = {item(square(0, 0, 40), {1, 1}), item(square(10, 10, 10), {1, 2}), item(square(12, 12, 4)),
                   item(label, {1, 3})};
    EXPECT_EQ(pick(frame, {5, 5}), (Tag{1, 1}));
    EXPECT_EQ(pick(frame, {13, 13}), (Tag{1, 2})) << "the untagged box and the label are passed over";
    EXPECT_EQ(pick(frame, {40, 5}), (Tag{})) << "the far edge belongs to the neighbour";
    EXPECT_EQ(pick(frame, {0, 0}), (Tag{1, 1}));
    EXPECT_EQ(pick(frame, {-1, 5}), (Tag{}));
}

TEST(Pick, tilted_boxes_are_hit_inside_only) {
    Frame frame;
    Box box;
    box.origin = {100, 100};
    box.u = {40, 20};
    box.v = {-28, 26};
    frame.items = {item(box, {4, 9})};
    EXPECT_EQ(pick(frame, box.origin + 0.5F * (box.u + box.v)), (Tag{4, 9}));
    EXPECT_EQ(pick(frame, {75, 102}), (Tag{})) << "in the bounding rectangle, but not in the box";
    EXPECT_EQ(pick(frame, box.origin + 0.95F * box.u + 0.95F * box.v), (Tag{4, 9}));
    EXPECT_EQ(pick(frame, box.origin + 1.05F * box.u), (Tag{}));
}

TEST(Pick, raster_adds_the_cell) {
    Frame frame;
    Raster raster;
    raster.origin = {10, 10};
    raster.u = {50, 0};
    raster.v = {0, 30};
    raster.columns = 5;
    raster.rows = 3;
    frame.items = {item(raster, {7, 1000})};
    EXPECT_EQ(pick(frame, {10, 10}), (Tag{7, 1000}));
    EXPECT_EQ(pick(frame, {35, 25}), (Tag{7, 1000 + 1 * 5 + 2}));
    EXPECT_EQ(pick(frame, {59.9F, 39.9F}), (Tag{7, 1000 + 14}));
}

TEST(Pick, a_tag_names_its_layer) {
    Frame frame;
    Raster raster{{0, 0}, {30, 0},   {0, 30}, 3,  3, std::make_shared<std::vector<float>>(9),
                  {},     INT64_MAX, {},      {}, 0};
    frame.items = {item(raster, {4, 100, 1}), item(square(40, 0, 30), {4, 100, 2})};
    EXPECT_EQ(pick(frame, {15, 5}), (Tag{4, 101, 1}));
    EXPECT_EQ(pick(frame, {50, 5}), (Tag{4, 100, 2}));
    EXPECT_EQ(cell_of(frame, {4, 100, 2}, {0, 0}), square(40, 0, 30));
    EXPECT_EQ(cell_of(frame, {4, 100, 0}, {0, 0}), std::nullopt);
    EXPECT_NE(frame.items[1], item(square(40, 0, 30), {4, 100, 3}));
    EXPECT_NE(dump(frame).find("tag 4:100 layer 2"), std::string::npos) << dump(frame);
}

TEST(Pick, clipped_away_parts_are_not_hit) {
    Frame frame;
    frame.clips = {{{0, 0}, {20, 20}}};
    frame.items = {item(square(0, 0, 40), {1, 1}, 0)};
    EXPECT_EQ(pick(frame, {19, 19}), (Tag{1, 1}));
    EXPECT_EQ(pick(frame, {21, 19}), (Tag{}));
}

TEST(Pick, paths_are_hit_on_their_line_and_in_their_fill) {
    Frame frame;
    Path line;
    line.points = {{0, 0}, {100, 100}};
    line.stroke = rgb(1);
    line.stroke_width = 2;
    Path arrow; // not convex: the notch is outside
    arrow.points = {{200, 0}, {260, 30}, {200, 60}, {220, 30}};
    arrow.closed = true;
    arrow.fill = rgb(1);
    frame.items = {item(line, {1, 1}), item(arrow, {1, 2})};
    EXPECT_EQ(pick(frame, {51, 49}), (Tag{1, 1}));
    EXPECT_EQ(pick(frame, {60, 49}), (Tag{}));
    EXPECT_EQ(pick(frame, {240, 30}), (Tag{1, 2}));
    EXPECT_EQ(pick(frame, {205, 30}), (Tag{}));
}

TEST(Scaled, has_every_place_and_size_of_every_shape_times_the_factor) {
    Box box = square(10, 20, 30);
    box.radius = 4;
    box.stroke_width = 2;
    Path path;
    path.points = {{1, 2}, {3, 4}};
    path.stroke_width = 5;
    Label label;
    label.text = "a";
    label.position = {7, 9};
    label.size = 12;
    Raster raster;
    raster.origin = {1, 1};
    raster.u = {8, 0};
    raster.v = {0, 6};
    raster.grid_width = 1;
    Frame frame;
    frame.size = {100, 50};
    frame.clips = {{{1, 2}, {3, 4}}};
    frame.items = {item(box, {1, 1}), item(path), item(label, {}, 0), item(raster)};
    EXPECT_EQ(scaled(frame, 1), frame);
    const Frame twice = scaled(frame, 2);
    EXPECT_EQ(twice.size, (Vec2{200, 100}));
    EXPECT_EQ(twice.clips[0], (Rect{{2, 4}, {6, 8}}));
    const Box& large = std::get<Box>(twice.items[0].shape);
    EXPECT_EQ(large.origin, (Vec2{20, 40}));
    EXPECT_EQ(large.u, (Vec2{60, 0}));
    EXPECT_EQ(large.radius, 8);
    EXPECT_EQ(large.stroke_width, 4);
    EXPECT_EQ(twice.items[0].tag, (Tag{1, 1}));
    EXPECT_EQ(std::get<Path>(twice.items[1].shape).points[1], (Vec2{6, 8}));
    EXPECT_EQ(std::get<Path>(twice.items[1].shape).stroke_width, 10);
    EXPECT_EQ(std::get<Label>(twice.items[2].shape).position, (Vec2{14, 18}));
    EXPECT_EQ(std::get<Label>(twice.items[2].shape).size, 24);
    EXPECT_EQ(std::get<Raster>(twice.items[3].shape).v, (Vec2{0, 12}));
    EXPECT_EQ(std::get<Raster>(twice.items[3].shape).grid_width, 2);
    EXPECT_EQ(scaled(twice, 0.5F), frame);
}

} // namespace
} // namespace convlens
