// What the backends share: offsets, dashes, colours of a map.
#include "picture/outline.h"

#include <gtest/gtest.h>

#include <cmath>

namespace convlens {
namespace {

Box tilted() {
    Box box;
    box.origin = {50, 40};
    box.u = {40, 20};
    box.v = {-28, 26};
    return box;
}

float distance_to_line(Vec2 p, Vec2 a, Vec2 b) {
    const Vec2 d = b - a;
    return std::abs(d.x * (p.y - a.y) - d.y * (p.x - a.x)) / std::hypot(d.x, d.y);
}

TEST(Outline, offset_corners_are_as_far_from_both_edges) {
    const Box box = tilted();
    const auto inner = corners(box);
    const auto outer = offset_corners(box, 2.5F);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(distance_to_line(outer[i], inner[i], inner[(i + 1) % 4]), 2.5, 1e-4) << i;
        EXPECT_NEAR(distance_to_line(outer[i], inner[i], inner[(i + 3) % 4]), 2.5, 1e-4) << i;
        EXPECT_GT(std::hypot(outer[i].x - 56, outer[i].y - 63), std::hypot(inner[i].x - 56, inner[i].y - 63))
            << i;
    }
}

TEST(Outline, fitted_dashes_halve_at_both_ends_and_keep_their_ratio) {
    for (const float length : {3.0F, 20.0F, 41.5F}) {
        const auto [ink, gap] = fitted_dash(Dash::dashed, 1, length);
        const float count = length / (ink + gap);
        EXPECT_NEAR(count, std::round(count), 1e-4) << length;
        EXPECT_NEAR(ink / gap, 4.0 / 3, 1e-4) << length;
    }
    EXPECT_EQ(fitted_dash(Dash::solid, 1, 20), (std::pair<float, float>{0, 0}));
}

TEST(Outline, neighbours_put_the_same_dashes_on_their_shared_edge) {
    Box left = tilted();
    left.dash = Dash::dashed;
    left.stroke_width = 1;
    Box right = left;
    right.origin = left.origin + left.u;
    const auto of_left = dashed_edges(left);
    const auto of_right = dashed_edges(right);
    std::size_t shared = 0;
    for (const auto& a : of_left)
        for (const auto& b : of_right)
            shared += std::hypot(a[0].x - b[0].x, a[0].y - b[0].y) < 1e-3 &&
                      std::hypot(a[1].x - b[1].x, a[1].y - b[1].y) < 1e-3;
    const float period = 7;
    EXPECT_GE(shared, static_cast<std::size_t>(std::hypot(left.v.x, left.v.y) / period));
}

TEST(Outline, dashes_of_a_polyline_turn_its_corners) {
    const std::array<Vec2, 3> points{Vec2{0, 0}, Vec2{6, 0}, Vec2{6, 20}};
    const auto pieces = dashed(points, false, Dash::dashed, 1); // 4 on, 3 off: 0-4, 7-11, 14-18, 21-25
    ASSERT_EQ(pieces.size(), 4U);
    EXPECT_EQ(pieces[0], (std::vector<Vec2>{{0, 0}, {4, 0}}));
    EXPECT_EQ(pieces[1], (std::vector<Vec2>{{6, 1}, {6, 5}}));
    const auto around = dashed(points, false, Dash::dotted, 4); // 4 on, 8 off
    EXPECT_EQ(around[0], (std::vector<Vec2>{{0, 0}, {4, 0}}));
    const auto bent = dashed(points, false, Dash::dashed, 2); // 8 on: round the corner at 6
    EXPECT_EQ(bent[0], (std::vector<Vec2>{{0, 0}, {6, 0}, {6, 2}}));
}

TEST(Outline, map_is_piecewise_linear_and_clamped) {
    const ColorMap map{-2, 0, 4, rgb(0xFF0000), rgb(0xFFFFFF), rgb(0x0000FF)};
    EXPECT_EQ(mapped(map, -5), rgb(0xFF0000));
    EXPECT_EQ(mapped(map, -1), rgb(0xFF8080));
    EXPECT_EQ(mapped(map, 0), rgb(0xFFFFFF));
    EXPECT_EQ(mapped(map, 2), rgb(0x8080FF));
    EXPECT_EQ(mapped(map, INFINITY), rgb(0x0000FF));
    EXPECT_EQ(mapped(map, NAN).a, 0);
    const ColorMap point{1, 1, 1, rgb(1), rgb(2), rgb(3)}; // all values are the same
    EXPECT_EQ(mapped(point, 1), rgb(3));
}

TEST(Outline, crosses_of_neighbours_do_not_join) {
    Box box;
    box.u = {40, -20};
    box.v = {28, 26};
    Box next = box;
    next.origin = box.origin + box.u;
    const auto lines = crossed_lines(box), others = crossed_lines(next);
    for (const auto& line : lines)
        for (const auto& other : others)
            for (const Vec2 a : line)
                for (const Vec2 b : other)
                    EXPECT_GT(std::hypot(a.x - b.x, a.y - b.y), 8);
    const Vec2 middle = box.origin + (box.u + box.v) * 0.5F;
    for (const auto& [from, to] : lines) {
        EXPECT_NEAR((from.x + to.x) / 2, middle.x, 1e-3);
        EXPECT_NEAR((from.y + to.y) / 2, middle.y, 1e-3);
    }
}

} // namespace
} // namespace convlens
