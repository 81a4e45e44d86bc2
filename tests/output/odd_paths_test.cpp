// Paths that no drawing asks for on purpose: repeated and collinear points, turns back, lengths of nothing,
// numbers that are none. They must be painted or left out, and never end the program.
#include "output/painter/painter.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace convlens {
namespace {

constexpr int side = 48;

enum class Odd { coarse_grid, any_scale, thousandths, below_fixed_point, not_numbers, one_line, one_point };
constexpr int odds = 7;

float coordinate(std::mt19937& random, Odd odd, int at) {
    const auto some = [&](unsigned count) { return static_cast<float>(random() % count); };
    switch (odd) {
    case Odd::coarse_grid:
        return some(3) * 20;
    case Odd::any_scale:
        return some(1000) * std::pow(10.0F, some(9) - 4);
    case Odd::thousandths:
        return 30 + some(1000) / 1000;
    case Odd::below_fixed_point:
        return some(5) * 0.008F;
    case Odd::not_numbers: {
        constexpr float values[] = {NAN, INFINITY, -INFINITY, -1e30F, std::numeric_limits<float>::max(),
                                    7,   40};
        return values[random() % std::size(values)];
    }
    case Odd::one_line:
        return static_cast<float>(at) * 3;
    case Odd::one_point:
        return 24;
    }
    return 0;
}

Path odd_path(std::mt19937& random) {
    Path path;
    const auto odd = static_cast<Odd>(random() % odds);
    const int count = static_cast<int>(random() % 9);
    for (int i = 0; i < count; ++i) {
        path.points.push_back({coordinate(random, odd, i), coordinate(random, odd, i)});
        if (random() % 4 == 0)
            path.points.push_back(path.points[random() % path.points.size()]);
    }
    path.closed = random() % 2 == 0;
    path.fill = rgb(static_cast<uint32_t>(random()) & 0xFFFFFFU);
    path.stroke = rgb(static_cast<uint32_t>(random()) & 0xFFFFFFU);
    constexpr float widths[] = {1e-6F, 0.01F, 1, 2.5F, 30, NAN, INFINITY};
    path.stroke_width = widths[random() % std::size(widths)];
    path.dash = static_cast<Dash>(random() % 3);
    return path;
}

Frame frame_with(Path path) {
    Frame frame;
    frame.size = {side, side};
    frame.background = rgb(0xFFFFFF);
    frame.items = {Item{std::move(path), {}, -1}};
    return frame;
}

Path path_of(std::vector<Vec2> points, bool closed, float width) {
    Path path;
    path.points = std::move(points);
    path.closed = closed;
    path.stroke_width = width;
    return path;
}

/// Pixels that the path coloured.
int64_t inked(Path path) {
    path.stroke = rgb(0x000000);
    Painter painter(side, side, test::system_fonts());
    painter.paint(frame_with(std::move(path)));
    return std::ranges::count_if(painter.pixels(), [](uint32_t p) { return p != 0xFFFFFFFFU; });
}

TEST(OddPaths, are_painted_or_left_out) {
    Painter painter(side, side, test::system_fonts());
    for (unsigned seed = 0; seed < 1500; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        Frame frame = frame_with(odd_path(random));
        painter.paint(frame);
        for (const uint32_t pixel : painter.pixels())
            ASSERT_EQ(pixel >> 24, 255U) << dump(frame);
    }
}

TEST(OddPaths, repeated_points_change_nothing) {
    const int64_t plain = inked(path_of({{8, 8}, {40, 10}, {20, 38}}, true, 3));
    EXPECT_GT(plain, 200);
    EXPECT_EQ(inked(path_of({{8, 8}, {8, 8}, {40, 10}, {40.001F, 10}, {20, 38}, {20, 38}, {8, 8}, {8, 8}},
                            true, 3)),
              plain);
}

TEST(OddPaths, a_path_without_length_has_no_stroke) {
    EXPECT_EQ(inked(path_of({{8, 8}, {8, 8}}, true, 3)), 0);
    EXPECT_EQ(inked(path_of({{8, 8}, {8.001F, 8}, {8, 8}}, false, 3)), 0);
}

TEST(OddPaths, there_and_back_is_a_line) {
    const int64_t line = inked(path_of({{8, 24}, {40, 24}}, false, 4));
    EXPECT_GT(line, 4 * 30);
    EXPECT_EQ(inked(path_of({{8, 24}, {40, 24}}, true, 4)), line);
}

TEST(OddPaths, an_endless_dashed_path_is_a_line) {
    Path path = path_of({{-1e9F, 24}, {1e9F, 24}}, false, 4);
    path.dash = Dash::dotted;
    EXPECT_GE(inked(path), 4 * side);
}

} // namespace
} // namespace convlens
