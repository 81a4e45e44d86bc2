// The painter against itself (a part against the whole), against bounds, and against naive samplers.
#include "output/painter/painter.h"
#include "picture/outline.h"
#include "picture/snapping.h"
#include "support/photos.h"
#include "support/random_frame.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace convlens {
namespace {

using test::random_frame;
using test::random_item;
using test::system_fonts;

constexpr int width = 150;
constexpr int height = 110;
const Vec2 size{width, height};

uint32_t pixel(const Painter& painter, int x, int y) {
    return painter.pixels()[static_cast<std::size_t>(y * painter.width() + x)];
}

Frame frame_with(Shape shape) {
    Frame frame;
    frame.size = size;
    frame.background = rgb(0xFFFFFF);
    frame.items = {Item{std::move(shape), {}, -1}};
    return frame;
}

TEST(Painter, repaint_equals_paint) {
    Painter whole(width, height, system_fonts());
    for (unsigned seed = 0; seed < 150; ++seed) {
        std::mt19937 random(seed);
        Frame frame = random_frame(random, size, 25);
        Painter part(width, height, system_fonts());
        part.paint(frame);
        for (int change = 0; change < 4; ++change) {
            for (int i = 0; i <= change; ++i)
                frame.items[random() % frame.items.size()] = random_item(random, size);
            part.repaint(frame);
            whole.paint(frame);
            ASSERT_TRUE(std::ranges::equal(part.pixels(), whole.pixels()))
                << "seed " << seed << " change " << change << "\n"
                << dump(frame);
        }
    }
}

TEST(Painter, repaint_returns_what_it_changed) {
    for (unsigned seed = 0; seed < 60; ++seed) {
        std::mt19937 random(seed);
        Frame frame = random_frame(random, size, 10);
        Painter painter(width, height, system_fonts());
        painter.paint(frame);
        EXPECT_TRUE(painter.repaint(frame).empty()) << "nothing differs, seed " << seed;
        const std::vector<uint32_t> before(painter.pixels().begin(), painter.pixels().end());
        frame.items[3] = random_item(random, size);
        const Rect part = painter.repaint(frame);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if (before[static_cast<std::size_t>(y * width + x)] != pixel(painter, x, y)) {
                    ASSERT_TRUE(part.contains({static_cast<float>(x), static_cast<float>(y)}))
                        << "seed " << seed << " pixel " << x << "," << y << "\n"
                        << dump(frame);
                }
    }
}

TEST(Painter, a_photo_of_the_frames_size_is_copied) {
    const auto pixels = test::photo_pixels(40, 30);
    Painter painter(width, height, system_fonts());
    painter.paint(frame_with(Photo{{{20, 10}, {60, 40}}, pixels}));
    for (int y = 0; y < 30; ++y)
        for (int x = 0; x < 40; ++x)
            ASSERT_EQ(pixel(painter, 20 + x, 10 + y), pixels->colors[static_cast<std::size_t>(y * 40 + x)])
                << x << "," << y;
    EXPECT_EQ(pixel(painter, 19, 10), 0xFFFFFFFFU);
    EXPECT_EQ(pixel(painter, 60, 39), 0xFFFFFFFFU);
}

TEST(Painter, other_background_or_length_paints_all) {
    std::mt19937 random(7);
    Frame frame = random_frame(random, size, 5);
    Painter painter(width, height, system_fonts());
    const Rect all{{0, 0}, size};
    EXPECT_EQ(painter.repaint(frame), all) << "the first frame";
    frame.background = rgb(0x123456);
    EXPECT_EQ(painter.repaint(frame), all);
    frame.items.pop_back();
    EXPECT_EQ(painter.repaint(frame), all);
    frame.clips[0].max.x += 1;
    EXPECT_EQ(painter.repaint(frame), all);
}

TEST(Painter, nothing_is_painted_outside_of_bounds) {
    FontSet fonts = system_fonts();
    fonts.fallback[0].scale = 1.3F; // reaches over the line
    Typesetter typesetter(fonts);
    Painter painter(width, height, fonts);
    for (unsigned seed = 0; seed < 1500; ++seed) {
        std::mt19937 random(seed);
        Frame frame = random_frame(random, size, 1);
        frame.background = {};
        painter.paint(frame);
        const Rect rect = bounds(frame.items[0], frame, typesetter);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const bool inside =
                    static_cast<float>(x + 1) > rect.min.x &&
                    static_cast<float>(x)<rect.max.x&& static_cast<float>(y + 1)> rect.min.y &&
                    static_cast<float>(y) < rect.max.y;
                ASSERT_TRUE(inside || pixel(painter, x, y) == 0)
                    << "seed " << seed << " pixel " << x << "," << y << " bounds " << rect.min.x << ","
                    << rect.min.y << " " << rect.max.x << "," << rect.max.y << "\n"
                    << dump(frame);
            }
    }
}

TEST(Painter, bounds_of_inkless_items_are_empty) {
    Typesetter typesetter(system_fonts());
    const Frame frame;
    for (const Shape& shape :
         {Shape(box_of({{0, 0}, {9, 9}})), Shape(Path{}), Shape(Label{}), Shape(Raster{})})
        EXPECT_TRUE(bounds({shape, {}, -1}, frame, typesetter).empty()) << shape.index();
}

TEST(Painter, premultiplied_parts_never_exceed_alpha) {
    Painter painter(width, height, system_fonts());
    for (unsigned seed = 0; seed < 100; ++seed) {
        std::mt19937 random(seed);
        Frame frame = random_frame(random, size, 20);
        frame.background = {};
        painter.paint(frame);
        for (const uint32_t p : painter.pixels())
            ASSERT_LE(std::max({p >> 16 & 255U, p >> 8 & 255U, p & 255U}), p >> 24) << "seed " << seed;
    }
}

/// Compares with the cell under each pixel's centre, apart from pixels at the outline and at borders of
/// cells.
void expect_nearest_cells(const Raster& r) {
    Painter painter(width, height, system_fonts());
    painter.paint(frame_with(r));
    const double area = double{r.u.x} * r.v.y - double{r.u.y} * r.v.x;
    int compared = 0;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const double dx = x + 0.5 - r.origin.x;
            const double dy = y + 0.5 - r.origin.y;
            const double column = (dx * r.v.y - dy * r.v.x) / area * r.columns;
            const double row = (r.u.x * dy - r.u.y * dx) / area * r.rows;
            const auto near_border = [](double v) { return std::abs(v - std::round(v)) < 1e-3; };
            const double margin_u = 1.5 * r.columns * std::hypot(r.v.x, r.v.y) / std::abs(area);
            const double margin_v = 1.5 * r.rows * std::hypot(r.u.x, r.u.y) / std::abs(area);
            if (near_border(column) || near_border(row) || column < margin_u ||
                column > r.columns - margin_u || row < margin_v || row > r.rows - margin_v)
                continue;
            const auto cell = static_cast<int64_t>(row) * r.columns + static_cast<int64_t>(column);
            const float value = (*r.values)[static_cast<std::size_t>(cell)];
            const auto grey = static_cast<int>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255));
            const int expected = cell >= r.shown ? 0x40 : std::isnan(value) ? 255 : grey;
            const int painted = static_cast<int>(pixel(painter, x, y) & 255U);
            ASSERT_LE(std::abs(painted - expected), 1) << x << "," << y << " cell " << cell;
            ++compared;
        }
    EXPECT_GT(compared, 500);
}

Raster grey_raster(int columns, int rows) {
    Raster r;
    r.columns = columns;
    r.rows = rows;
    auto values = std::make_shared<std::vector<float>>();
    for (int i = 0; i < columns * rows; ++i)
        values->push_back(i % 11 == 5 ? NAN : static_cast<float>(i * 37 % 101) / 100);
    r.values = values;
    r.map = {0, 0.5F, 1, rgb(0x000000), rgb(0x808080), rgb(0xFFFFFF)};
    r.blank = rgb(0x404040);
    return r;
}

TEST(Painter, upright_rasters_show_the_nearest_cell) {
    for (const auto& [columns, rows] : {std::pair{7, 5}, std::pair{64, 48}, std::pair{500, 700}}) {
        Raster r = grey_raster(columns, rows);
        r.origin = {10.3F, 8.6F};
        r.u = {120.7F, 0};
        r.v = {0, 90.2F};
        r.shown = columns * rows / 2;
        expect_nearest_cells(r);
        std::swap(r.u, r.v); // columns run down
        expect_nearest_cells(r);
        r.origin = {130, 95}; // and backwards
        r.u = -1 * r.u;
        r.v = -1 * r.v;
        expect_nearest_cells(r);
    }
}

TEST(Painter, tilted_rasters_show_the_nearest_cell) {
    for (const auto& [columns, rows] : {std::pair{7, 5}, std::pair{64, 48}, std::pair{400, 300}}) {
        Raster r = grey_raster(columns, rows);
        r.origin = {20.4F, 30.2F};
        r.u = {90, -22.5F};
        r.v = {25.3F, 70};
        expect_nearest_cells(r);
    }
}

TEST(Painter, revealing_cells_repaints_their_rows_only) {
    Raster r = grey_raster(20, 20);
    r.origin = {20, 5};
    r.grid = rgb(0x00FF00);
    r.grid_width = 1.5F;
    for (const auto& [u, v] :
         {std::pair{Vec2{100, 0}, Vec2{0, 100}}, std::pair{Vec2{80, 20}, Vec2{-10, 75}}}) {
        r.u = u;
        r.v = v;
        r.shown = 0;
        Painter part(width, height, system_fonts());
        part.paint(frame_with(r));
        Painter whole(width, height, system_fonts());
        for (const int64_t shown :
             {int64_t{7}, int64_t{20}, int64_t{63}, int64_t{41}, int64_t{399}, INT64_MAX, int64_t{400}}) {
            const bool few = std::abs(std::min<int64_t>(shown, 400) - std::min<int64_t>(r.shown, 400)) < 60;
            r.shown = shown;
            const Rect painted = part.repaint(frame_with(r));
            whole.paint(frame_with(r));
            ASSERT_TRUE(std::ranges::equal(part.pixels(), whole.pixels())) << shown;
            EXPECT_TRUE(!few || painted.height() < 55) << shown << ": " << painted.height();
        }
    }
}

TEST(Painter, grid_lines_only_where_a_cell_has_room) {
    Raster r = grey_raster(10, 10);
    r.map = {0, 0.5F, 1, rgb(0xFFFFFF), rgb(0xFFFFFF), rgb(0xFFFFFF)};
    r.grid = rgb(0x000000);
    r.grid_width = 1;
    r.origin = {10, 10};
    for (const float side : {29.0F, 31.0F}) {
        r.u = {side, 0};
        r.v = {0, side};
        Painter painter(width, height, system_fonts());
        painter.paint(frame_with(r));
        const bool lines = std::ranges::any_of(painter.pixels(), [](uint32_t p) { return p == 0xFF000000U; });
        EXPECT_EQ(lines, side > 30) << side;
    }
}

TEST(Painter, the_grid_of_an_upright_raster_is_what_its_lines_are) {
    for (const float grid_width : {0.6F, 1.0F, 1.5F, 2.3F})
        for (const Vec2 along : {Vec2{120.7F, 0}, Vec2{0, 80.4F}}) {
            Raster r = grey_raster(12, 9);
            r.map = {0, 0.5F, 1, rgb(0xFFFFFF), rgb(0xFFFFFF), rgb(0xFFFFFF)};
            r.blank = rgb(0xFFFFFF);
            r.grid = rgb(0x000000);
            r.grid_width = grid_width;
            r.origin = {11.3F, 9.8F};
            r.u = along;
            r.v = along.x > 0 ? Vec2{0, 88.1F} : Vec2{107.6F, 0};
            Painter grid(width, height, system_fonts()), lines(width, height, system_fonts());
            grid.paint(frame_with(r));
            Frame one_by_one = frame_with(Path{});
            one_by_one.items.clear();
            for (const auto& [from, to] : snapped_grid_lines(r)) {
                Path line;
                line.points = {from, to};
                line.stroke = rgb(0x000000);
                line.stroke_width = grid_width;
                one_by_one.items.push_back({line, {}, -1});
            }
            lines.paint(one_by_one);
            // But for the pixels where lines end: those of paths reach as far as whole pixels do.
            for (int y = 11; y < 88; ++y)
                for (int x = 13; x < 116; ++x)
                    ASSERT_NEAR(static_cast<int>(pixel(grid, x, y) & 255U),
                                static_cast<int>(pixel(lines, x, y) & 255U), 5)
                        << x << "," << y << " width " << grid_width;
        }
}

TEST(Painter, neighbouring_upright_cells_leave_no_seam) {
    Frame frame = frame_with(Path{});
    for (int i = 0; i < 9; ++i) {
        Box box;
        box.origin = {10.3F + 12.7F * static_cast<float>(i), 20.4F};
        box.u = {12.7F, 0};
        box.v = {0, 30};
        box.fill = rgb(0x204060);
        frame.items.push_back({box, {}, -1});
    }
    Painter painter(width, height, system_fonts());
    painter.paint(frame);
    for (int x = 12; x < 120; ++x)
        ASSERT_EQ(pixel(painter, x, 30), 0xFF204060U) << x;
}

TEST(Painter, thin_upright_strokes_are_sharp) {
    Box box = box_of({{20.4F, 20.4F}, {60.4F, 60.4F}});
    box.stroke = rgb(0x000000);
    box.stroke_width = 1;
    Painter painter(width, height, system_fonts());
    painter.paint(frame_with(box));
    EXPECT_EQ(pixel(painter, 20, 40), 0xFF000000U);
    EXPECT_EQ(pixel(painter, 19, 40), 0xFFFFFFFFU);
    EXPECT_EQ(pixel(painter, 21, 40), 0xFFFFFFFFU);
    EXPECT_EQ(pixel(painter, 40, 60), 0xFF000000U);
}

TEST(Painter, coverage_of_a_tilted_box_is_its_area) {
    Box box;
    box.origin = {40.3F, 30.7F};
    box.u = {50, 21};
    box.v = {-18, 40};
    box.fill = rgb(0x000000);
    Frame frame = frame_with(box);
    frame.background = {};
    Painter painter(width, height, system_fonts());
    painter.paint(frame);
    double covered = 0;
    for (const uint32_t p : painter.pixels())
        covered += (p >> 24) / 255.0;
    EXPECT_NEAR(covered, 50 * 40 + 18 * 21, 3);
}

TEST(Painter, hatch_lines_of_neighbours_join) {
    Frame one = frame_with(Path{});
    Box box = box_of({{10, 10}, {130, 90}});
    box.pattern = Pattern::hatched;
    box.ink = rgb(0x000000);
    one.items = {{box, {}, -1}};
    Frame two = one;
    two.items.clear();
    for (const float x : {10.0F, 57.0F})
        two.items.push_back({[&] {
                                 Box half = box;
                                 half.origin.x = x;
                                 half.u.x = x == 10 ? 47.0F : 73.0F;
                                 return half;
                             }(),
                             {},
                             -1});
    Painter whole(width, height, system_fonts());
    Painter halves(width, height, system_fonts());
    whole.paint(one);
    halves.paint(two);
    EXPECT_TRUE(std::ranges::equal(whole.pixels(), halves.pixels()));
    const auto dark = std::ranges::count_if(whole.pixels(), [](uint32_t p) { return (p & 255U) < 128; });
    EXPECT_NEAR(static_cast<double>(dark), 120.0 * 80 / 6, 400) << "a line of 1 px every 6 px";
}

} // namespace
} // namespace convlens
