// A frame for more pixels: everything on it grows alike, patterns too where it is for paper.
#include "picture/scaled_frame.h"

#include "picture/outline.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <vector>

namespace convlens {
namespace {

Box cell(Pattern pattern) {
    Box box;
    box.origin = {10, 20};
    box.u = {30, 0};
    box.v = {0, 30};
    box.fill = rgb(0xFFFFFF);
    box.stroke = rgb(0x102030);
    box.stroke_width = 1;
    box.pattern = pattern;
    box.ink = rgb(0x808080);
    return box;
}

Frame frame_of(const Shape& shape) {
    Frame frame;
    frame.size = {100, 75};
    frame.items = {{shape, {}, -1}};
    return frame;
}

/// The extent across its shorter side, px.
float thickness(const Path& path) {
    const Vec2 side = path.points.at(0) - path.points.at(3);
    return std::hypot(side.x, side.y);
}

TEST(ScaledFrame, is_so_wide_in_whole_pixels) {
    const Frame large = scaled_to(frame_of(cell(Pattern::none)), 333);
    EXPECT_EQ(large.size, (Vec2{333, 250}));
    ASSERT_EQ(large.items.size(), 1U);
    EXPECT_FLOAT_EQ(std::get<Box>(large.items[0].shape).stroke_width, 3.33F);
}

TEST(ScaledFrame, patterns_grow_with_their_boxes) {
    for (const Pattern pattern : {Pattern::hatched, Pattern::crossed, Pattern::cornered}) {
        const Frame small = scaled_to(frame_of(cell(pattern)), 100),
                    large = scaled_to(frame_of(cell(pattern)), 400);
        ASSERT_EQ(small.items.size(), large.items.size()) << "as many lines as in a drawing";
        ASSERT_GT(large.items.size(), 3U);
        for (std::size_t i = 1; i + 1 < large.items.size(); ++i)
            EXPECT_NEAR(thickness(std::get<Path>(large.items[i].shape)),
                        4 * thickness(std::get<Path>(small.items[i].shape)), 1e-3F);
        EXPECT_EQ(std::get<Box>(large.items.front().shape).stroke.a, 0)
            << "the ground lies below the pattern";
        EXPECT_EQ(std::get<Box>(large.items.back().shape).fill.a, 0) << "the edge above it";
    }
    const Frame ring = scaled_to(frame_of(cell(Pattern::outlined)), 400);
    ASSERT_EQ(ring.items.size(), 3U);
    EXPECT_FLOAT_EQ(std::get<Box>(ring.items[1].shape).stroke_width, 4);
}

TEST(ScaledFrame, a_map_without_a_grid_gets_none) {
    Raster raster;
    raster.u = {20, 0};
    raster.v = {0, 20};
    raster.columns = raster.rows = 10;
    raster.values = std::make_shared<std::vector<float>>(100, 0.0F);
    raster.grid = rgb(0);
    raster.grid_width = 1;
    ASSERT_FALSE(has_grid(raster));
    EXPECT_FALSE(has_grid(std::get<Raster>(scaled_to(frame_of(raster), 400).items[0].shape)));
    raster.columns = raster.rows = 4;
    raster.values = std::make_shared<std::vector<float>>(16, 0.0F);
    const Frame large = scaled_to(frame_of(raster), 400);
    ASSERT_TRUE(has_grid(std::get<Raster>(large.items[0].shape)));
    EXPECT_FLOAT_EQ(std::get<Raster>(large.items[0].shape).grid_width, 4);
}

} // namespace
} // namespace convlens
