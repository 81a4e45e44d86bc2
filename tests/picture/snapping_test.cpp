// Where upright shapes lie, beside the places that they were given.
#include "picture/snapping.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

Box box_at(float x, float y, float width, float height, float stroke_width = 1) {
    Box box;
    box.origin = {x, y};
    box.u = {width, 0};
    box.v = {0, height};
    box.stroke_width = stroke_width;
    return box;
}

bool is_whole(float at) {
    return at == std::round(at);
}

TEST(Snapping, fills_of_neighbours_meet_on_a_whole_pixel) {
    for (float width = 3.1F; width < 40; width += 0.37F) {
        const Rect left = snapped_fill(box_at(0.4F, 7.3F, width, width));
        const Rect right = snapped_fill(box_at(0.4F + width, 7.3F, width, width));
        EXPECT_EQ(left.max.x, right.min.x) << width;
        EXPECT_TRUE(is_whole(left.min.x) && is_whole(left.max.x) && is_whole(left.min.y)) << width;
    }
}

TEST(Snapping, a_thin_bar_stays_visible) {
    const Rect bar = snapped_fill(box_at(10.1F, 3, 0.2F, 8));
    EXPECT_EQ(bar.width(), 1);
    EXPECT_EQ(bar.height(), 8);
}

TEST(Snapping, strokes_of_odd_width_lie_on_pixels_and_even_ones_between_them) {
    for (float at = 2; at < 4; at += 0.13F) {
        EXPECT_TRUE(is_whole(snapped_line(at, 1) - 0.5F)) << at;
        EXPECT_TRUE(is_whole(snapped_line(at, 3) - 0.5F)) << at;
        EXPECT_TRUE(is_whole(snapped_line(at, 2))) << at;
        EXPECT_LE(std::abs(snapped_line(at, 1) - at), 0.5F) << at;
        EXPECT_LE(std::abs(snapped_line(at, 2) - at), 0.5F) << at;
    }
}

TEST(Snapping, tilted_boxes_stay_where_they_are) {
    Box box = box_at(1.3F, 2.4F, 10.2F, 7.7F);
    EXPECT_NE(on_fill(box), box);
    EXPECT_NE(on_stroke(box), box);
    box.u.y = 3.3F;
    EXPECT_EQ(on_fill(box), box);
    EXPECT_EQ(on_stroke(box), box);
}

TEST(Snapping, lines_of_a_grid_lie_on_pixels_where_it_is_upright) {
    Raster raster;
    raster.origin = {1.3F, 2.2F};
    raster.u = {50.5F, 0};
    raster.v = {0, 33.3F};
    raster.columns = 5;
    raster.rows = 3;
    raster.grid = rgb(0);
    raster.grid_width = 1;
    const auto lines = snapped_grid_lines(raster);
    ASSERT_EQ(lines.size(), 10U);
    for (const auto& [from, to] : lines)
        EXPECT_TRUE(from.x == to.x ? is_whole(from.x - 0.5F) : is_whole(from.y - 0.5F));
}

/// The part of a pixel that [from, to] covers.
float covered(float from, float to, float pixel) {
    return std::clamp(std::min(to, pixel + 1) - std::max(from, pixel), 0.0F, 1.0F);
}

/// What a reader makes of an area: quarters of a pixel that are touched, and the power of their share.
float seen(const FilledStroke& stroke, float middle, float pixel) {
    const float from = std::floor(4 * (middle - stroke.sides.before)) / 4;
    const float to = std::ceil(4 * (middle + stroke.sides.after)) / 4;
    return stroke.opacity * std::pow(covered(from, to, pixel), 1.5F);
}

TEST(Snapping, a_filled_line_has_the_colour_of_the_painted_one_in_every_pixel) {
    for (float width = 0.2F; width < 9; width += 0.013F) {
        const float middle = snapped_line(20.2F, width);
        const auto strokes = filled_strokes(width);
        for (float pixel = 10; pixel < 30; ++pixel) {
            float ink = 0;
            for (const FilledStroke& stroke : strokes)
                ink += (1 - ink) * seen(stroke, middle, pixel);
            EXPECT_NEAR(ink, covered(middle - width / 2, middle + width / 2, pixel), 0.101F)
                << width << ", pixel " << pixel;
        }
        for (const FilledStroke& stroke : strokes)
            EXPECT_TRUE(stroke.opacity > 0.3F && stroke.opacity <= 1) << width;
    }
}

} // namespace
} // namespace convlens
