// What a teacher draws on the class's picture: on every size of it at the same place, readable in every
// theme, the same by the painter of files.
#include "scene/page/overlay.h"

#include "output/painter/painter.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

namespace convlens {
namespace {

Frame empty_frame(Vec2 size, const Theme& theme) {
    Frame frame;
    frame.size = size;
    frame.background = theme.ground;
    frame.items.push_back({box_of({{10, 10}, {20, 20}}), {}, -1});
    return frame;
}

PageOverlay strokes(std::vector<Vec2> points) {
    PageOverlay overlay;
    overlay.strokes = {{PenColor::blue, std::move(points)}};
    return overlay;
}

TEST(PageOverlayDrawing, puts_strokes_at_the_same_place_of_every_size) {
    for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}, Vec2{1024, 768}}) {
        Frame frame = empty_frame(size, theme(ThemeId::light));
        draw_overlay(frame, strokes({{0.25F, 0.5F}, {0.75F, 0.25F}}), theme(ThemeId::light));
        ASSERT_EQ(frame.items.size(), 2U);
        const Path& line = std::get<Path>(frame.items.back().shape);
        EXPECT_EQ(line.points[0], (Vec2{size.x / 4, size.y / 2}));
        EXPECT_EQ(line.points[1], (Vec2{0.75F * size.x, size.y / 4}));
        EXPECT_FLOAT_EQ(line.stroke_width, 4 * std::min(size.x / 1280, size.y / 720));
    }
}

TEST(PageOverlayDrawing, has_a_dot_where_the_pen_did_not_move_and_nothing_for_nothing) {
    Frame frame = empty_frame({1280, 720}, theme(ThemeId::light));
    draw_overlay(frame, strokes({{0.5F, 0.5F}, {0.5F, 0.5F}}), theme(ThemeId::light));
    ASSERT_EQ(frame.items.size(), 2U);
    const Box& dot = std::get<Box>(frame.items.back().shape);
    EXPECT_EQ(dot.fill, ink_of(PenColor::blue, theme(ThemeId::light)));
    EXPECT_EQ((dot.origin + 0.5F * (dot.u + dot.v)), (Vec2{640, 360}));
    const Frame before = frame;
    draw_overlay(frame, strokes({}), theme(ThemeId::light));
    draw_overlay(frame, {}, theme(ThemeId::light));
    EXPECT_EQ(frame, before);
}

TEST(PageOverlayDrawing, has_inks_that_are_seen_in_every_theme_and_differ) {
    for (const Theme& theme : themes()) {
        const PenColor all[] = {PenColor::red, PenColor::blue, PenColor::green, PenColor::black};
        for (const PenColor pen : all) {
            for (const Color ground : {theme.ground, theme.card, theme.empty})
                EXPECT_GE(contrast(ink_of(pen, theme), ground), 4.5) << theme.name << static_cast<int>(pen);
            for (const PenColor other : all)
                EXPECT_EQ(pen == other, ink_of(pen, theme) == ink_of(other, theme)) << theme.name;
        }
    }
}

TEST(PageOverlayDrawing, blanks_everything) {
    for (const auto& [blank, color] :
         {std::pair{PageOverlay::Blank::black, rgb(0x000000)}, {PageOverlay::Blank::white, rgb(0xFFFFFF)}}) {
        PageOverlay overlay = strokes({{0, 0}, {1, 1}});
        overlay.spotlight = Vec2{0.5F, 0.5F};
        overlay.clock_seconds = 61;
        overlay.blank = blank;
        Frame frame = empty_frame({640, 360}, theme(ThemeId::light));
        draw_overlay(frame, overlay, theme(ThemeId::light));
        EXPECT_TRUE(frame.items.empty());
        EXPECT_EQ(frame.background, color);
        EXPECT_EQ(frame.size, (Vec2{640, 360}));
    }
}

TEST(PageOverlayDrawing, tells_whole_minutes) {
    for (const auto& [seconds, text] : {std::pair<int64_t, const char*>{0, "0 min"},
                                        {59, "0 min"},
                                        {60, "1 min"},
                                        {45 * 60 + 30, "45 min"},
                                        {-5, "0 min"}}) {
        PageOverlay overlay;
        overlay.clock_seconds = seconds;
        Frame frame = empty_frame({1280, 720}, theme(ThemeId::light));
        draw_overlay(frame, overlay, theme(ThemeId::light));
        EXPECT_EQ(std::get<Label>(frame.items.back().shape).text, text);
    }
}

/// Every pixel outside the disc is equally dark, none inside is, wherever the disc is.
TEST(PageOverlayDrawing, lights_a_disc_and_nothing_else) {
    for (const Vec2 at : {Vec2{0.5F, 0.5F}, Vec2{0, 0}, Vec2{1, 0.4F}, Vec2{0.3F, 1}, Vec2{0.05F, 0.9F}}) {
        Frame frame;
        frame.size = {640, 360};
        frame.background = rgb(0xFFFFFF);
        PageOverlay overlay;
        overlay.spotlight = at;
        draw_overlay(frame, overlay, theme(ThemeId::light));
        Typesetter typesetter(test::system_fonts());
        Painter painter(640, 360, typesetter);
        painter.repaint(frame);
        const Vec2 middle{std::round(at.x * 640), std::round(at.y * 360)};
        const uint32_t dark = painter.pixels()[at.x < 0.5F ? 359 * 640 + 639 : 0];
        int wrong = 0;
        for (int y = 0; y < 360; ++y)
            for (int x = 0; x < 640; ++x) {
                const float away = std::hypot(static_cast<float>(x) + 0.5F - middle.x,
                                              static_cast<float>(y) + 0.5F - middle.y);
                const uint32_t pixel =
                    painter.pixels()[static_cast<std::size_t>(y) * 640 + static_cast<std::size_t>(x)];
                wrong += away < 57 && pixel != 0xFFFFFFFF;
                wrong += away > 61 && pixel != dark;
            }
        EXPECT_EQ(wrong, 0) << at.x << ", " << at.y;
        EXPECT_NE(dark, 0xFFFFFFFF);
    }
}

} // namespace
} // namespace convlens
