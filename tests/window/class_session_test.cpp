// What is done in front of a class, without a window and by a clock that is moved by hand.
#include "window/session/class_session.h"

#include "window/application/lessons/pen.h"
#include "window/application/lessons/presenter.h"
#include "window/session/keys.h"
#include "window/session/presenter_page.h"

#include <gtest/gtest.h>

#include <cmath>

namespace convlens {
namespace {

void draw(ClassSession& classroom, std::initializer_list<Vec2> points) {
    bool pressed = false;
    for (const Vec2 point : points)
        pressed = pressed ? classroom.move(point), true : classroom.press(point);
    classroom.release();
}

TEST(ClassSession, keeps_strokes_by_page_until_they_are_wiped) {
    ClassSession classroom;
    classroom.go_to("a");
    classroom.choose(PenColor::green);
    draw(classroom, {{0.1F, 0.1F}, {0.2F, 0.2F}});
    classroom.choose(PenColor::red);
    draw(classroom, {{0.5F, 0.5F}});
    const auto of_a = classroom.overlay(0).strokes;
    ASSERT_EQ(of_a.size(), 2U);
    EXPECT_EQ(of_a[0], (PenStroke{PenColor::green, {{0.1F, 0.1F}, {0.2F, 0.2F}}}));
    EXPECT_EQ(of_a[1], (PenStroke{PenColor::red, {{0.5F, 0.5F}}}));
    classroom.go_to("b");
    EXPECT_TRUE(classroom.overlay(0).strokes.empty());
    draw(classroom, {{0.9F, 0.9F}, {0.8F, 0.8F}});
    classroom.wipe();
    EXPECT_TRUE(classroom.overlay(0).strokes.empty());
    classroom.go_to("a");
    EXPECT_EQ(classroom.overlay(0).strokes, of_a) << "the other page was wiped";
    classroom.wipe();
    EXPECT_TRUE(classroom.overlay(0).strokes.empty());
}

TEST(ClassSession, has_one_pen_in_hand_and_draws_with_none_without_it) {
    ClassSession classroom;
    classroom.go_to("a");
    draw(classroom, {{0.1F, 0.1F}, {0.2F, 0.2F}});
    EXPECT_TRUE(classroom.overlay(0).strokes.empty());
    for (const PenColor pen : {PenColor::red, PenColor::blue, PenColor::green, PenColor::black}) {
        classroom.choose(pen);
        EXPECT_EQ(classroom.pen(), pen);
    }
    classroom.choose(PenColor::black);
    EXPECT_FALSE(classroom.pen()) << "the same once more";
}

TEST(ClassSession, ends_a_stroke_where_the_page_or_the_pen_changes) {
    ClassSession classroom;
    classroom.go_to("a");
    classroom.choose(PenColor::red);
    classroom.press({0.1F, 0.1F});
    classroom.go_to("b");
    classroom.move({0.5F, 0.5F});
    EXPECT_TRUE(classroom.overlay(0).strokes.empty());
    classroom.press({0.1F, 0.1F});
    classroom.choose(PenColor::blue);
    classroom.move({0.5F, 0.5F});
    ASSERT_EQ(classroom.overlay(0).strokes.size(), 1U);
    EXPECT_EQ(classroom.overlay(0).strokes[0].points.size(), 1U);
    classroom.press({0.1F, 0.1F});
    classroom.wipe();
    classroom.move({0.5F, 0.5F});
    EXPECT_TRUE(classroom.overlay(0).strokes.empty()) << "wiped while it is drawn";
}

TEST(ClassSession, keeps_strokes_within_the_picture) {
    ClassSession classroom;
    classroom.choose(PenColor::red);
    draw(classroom, {{0.9F, 0.5F}, {1.7F, -3}});
    EXPECT_EQ(classroom.overlay(0).strokes[0].points.back(), (Vec2{1, 0}));
}

Vec2 on_a_circle(std::size_t i) {
    const auto turn = static_cast<float>(i);
    return {0.5F + 0.4F * std::cos(turn), 0.5F + 0.4F * std::sin(turn)};
}

TEST(ClassSession, bounds_the_points_of_a_stroke_and_of_a_page_and_says_when_it_is_full) {
    ClassSession classroom;
    classroom.go_to("a");
    classroom.choose(PenColor::red);
    EXPECT_TRUE(classroom.press({0.5F, 0.5F}));
    std::size_t taken = 0;
    while (taken < 10 * Strokes::max_page_points && classroom.move(on_a_circle(taken)))
        ++taken;
    EXPECT_LT(taken, Strokes::max_page_points);
    EXPECT_FALSE(classroom.press({0.1F, 0.1F})) << "full";
    const auto strokes = classroom.overlay(0).strokes;
    std::size_t points = 0;
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        points += strokes[i].points.size();
        EXPECT_LE(strokes[i].points.size(), Strokes::max_points);
        if (i > 0) {
            EXPECT_EQ(strokes[i].points.front(), strokes[i - 1].points.back()) << "it goes on";
        }
    }
    EXPECT_LE(points, Strokes::max_page_points);
    classroom.go_to("b");
    EXPECT_TRUE(classroom.press({0.1F, 0.1F})) << "another page has room";
    classroom.go_to("a");
    classroom.wipe();
    EXPECT_TRUE(classroom.press({0.1F, 0.1F}));
}

TEST(ClassSession, takes_no_point_that_is_where_the_one_before_is) {
    ClassSession classroom;
    classroom.choose(PenColor::red);
    classroom.press({0.5F, 0.5F});
    for (int i = 0; i < 1000; ++i)
        EXPECT_TRUE(classroom.move({0.5F + 0.0001F * static_cast<float>(i % 5), 0.5F}));
    EXPECT_EQ(classroom.overlay(0).strokes[0].points.size(), 1U);
}

TEST(ClassSession, forgets_the_page_drawn_on_longest_ago_where_there_are_too_many) {
    ClassSession classroom;
    classroom.choose(PenColor::red);
    for (std::size_t page = 0; page <= Strokes::max_pages; ++page) {
        classroom.go_to(std::to_string(page));
        draw(classroom, {{0.1F, 0.1F}});
    }
    classroom.go_to("0");
    EXPECT_TRUE(classroom.overlay(0).strokes.empty());
    classroom.go_to("1");
    EXPECT_FALSE(classroom.overlay(0).strokes.empty());
}

TEST(ClassSession, has_a_spotlight_that_follows_the_pointer_and_stays_where_it_leaves) {
    ClassSession classroom;
    EXPECT_FALSE(classroom.overlay(0).spotlight);
    classroom.point_at({0.2F, 0.3F});
    classroom.toggle_spotlight();
    EXPECT_EQ(classroom.overlay(0).spotlight, (Vec2{0.2F, 0.3F}));
    classroom.point_at({1.2F, 0.3F});
    EXPECT_EQ(classroom.overlay(0).spotlight, (Vec2{0.2F, 0.3F}));
    classroom.toggle_spotlight();
    EXPECT_FALSE(classroom.overlay(0).spotlight);
}

TEST(ClassSession, has_a_clock_that_is_in_the_picture_when_asked_for) {
    ClassSession classroom;
    EXPECT_EQ(classroom.clock().seconds(100), 0);
    classroom.clock().start(100);
    classroom.clock().start(160); // it goes on
    EXPECT_EQ(classroom.clock().seconds(163.9), 63);
    EXPECT_FALSE(classroom.overlay(163).clock_seconds);
    classroom.toggle_minutes();
    EXPECT_EQ(classroom.overlay(163).clock_seconds, 63);
    EXPECT_DOUBLE_EQ(classroom.clock().next_change(163.25, 1), 164);
    EXPECT_DOUBLE_EQ(classroom.clock().next_change(163.25, 60), 220);
    EXPECT_DOUBLE_EQ(classroom.clock().next_change(220, 60), 280);
    classroom.clock().restart(500);
    EXPECT_EQ(classroom.overlay(500.5).clock_seconds, 0);
    EXPECT_EQ(classroom.clock().seconds(400), 0) << "never less than nothing";
}

TEST(ElapsedTime, is_minutes_and_seconds) {
    EXPECT_EQ(elapsed_text(0), "0:00");
    EXPECT_EQ(elapsed_text(65), "1:05");
    EXPECT_EQ(elapsed_text(59 * 60 + 59), "59:59");
    EXPECT_EQ(elapsed_text(3600 + 4 * 60 + 5), "1:04:05");
}

TEST(Pen, draws_through_every_place_between_two_pictures) {
    ClassSession classroom;
    classroom.choose(PenColor::red);
    Events events;
    events.moves = {{{110, 60}, 0}, {{150, 100}, 1}, {{200, 150}, 1}, {{250, 100}, 2}};
    events.buttons = {{0, true, {110, 60}, 0}, {0, false, {200, 150}, 0}};
    EXPECT_TRUE(take_pen(classroom, events, {{100, 50}, {300, 150}}, false));
    ASSERT_EQ(classroom.overlay(0).strokes.size(), 1U);
    EXPECT_EQ(classroom.overlay(0).strokes[0].points,
              (std::vector<Vec2>{{0.05F, 0.1F}, {0.25F, 0.5F}, {0.5F, 1}}));
    ASSERT_EQ(events.buttons.size(), 1U) << "the press is no other's";
    EXPECT_FALSE(events.buttons[0].down);
}

TEST(Pen, leaves_alone_what_is_not_on_the_picture_and_everything_without_a_pen) {
    const Rect picture{{100, 50}, {300, 150}};
    Events events;
    events.buttons = {{0, true, {20, 60}, 0}, {0, false, {20, 60}, 0}};
    ClassSession classroom;
    classroom.choose(PenColor::red);
    take_pen(classroom, events, picture, false);
    Events covered;
    covered.buttons = {{0, true, {120, 60}, 0}, {0, false, {120, 60}, 0}};
    take_pen(classroom, covered, picture, true);
    EXPECT_TRUE(classroom.overlay(0).strokes.empty());
    classroom.put_away();
    Events others;
    others.buttons = {{0, true, {120, 60}, 0}, {1, true, {120, 60}, 0}};
    take_pen(classroom, others, picture, false);
    EXPECT_EQ(others.buttons.size(), 2U);
    EXPECT_TRUE(classroom.overlay(0).strokes.empty());
}

TEST(NextPage, tells_no_answer_while_a_question_is_open) {
    PresenterPage page;
    EXPECT_EQ(shown_of_next(page), NextShown::nothing);
    page.next_title = "Y is 3 × 3";
    EXPECT_EQ(shown_of_next(page), NextShown::picture);
    page.question_open = true;
    EXPECT_EQ(shown_of_next(page), NextShown::title);
    page.answer_texts = {"2", "33"};
    EXPECT_EQ(shown_of_next(page), NextShown::title);
    page.answer_texts = {"2", "3 × 3"};
    EXPECT_EQ(shown_of_next(page), NextShown::hidden);
    page.next_title = "步长为 2，还剩一行";
    EXPECT_EQ(shown_of_next(page), NextShown::hidden);
    page.next_title = "13 rows";
    page.answer_texts = {"3"};
    EXPECT_EQ(shown_of_next(page), NextShown::title) << "3 is not in 13";
}

TEST(MirroredPlace, is_the_class_picture_as_large_as_it_fits) {
    for (const Vec2 size : {Vec2{1920, 1080}, Vec2{1024, 768}, Vec2{1280, 720}})
        for (const float ratio : {1.0F, 2.0F}) {
            const Rect room{{236, 40}, {1008, 656}};
            const StagePlace place = mirrored_place(room, size, 1.5F, ratio);
            EXPECT_NEAR(place.rect.width() / place.rect.height(), size.x / size.y, 1e-3);
            EXPECT_TRUE(place.rect.min.x >= 236 && place.rect.max.x <= 1008.5F && place.rect.min.y >= 40 &&
                        place.rect.max.y <= 656.5F);
            EXPECT_NEAR(place.rect.width() * place.ratio, size.x, 0.01) << "its frame is the class's";
            EXPECT_NEAR(place.design_px(), 1.5, 1e-5);
            EXPECT_NEAR(place.zoom * size.x, place.rect.width() * ratio, 0.01);
        }
}

TEST(Monitors, the_class_is_on_another_one) {
    std::vector<Monitor> monitors;
    EXPECT_FALSE(other_monitor({{0, 0}, {100, 100}}, monitors));
    for (const Rect& place : {Rect{{0, 0}, {1280, 720}}, Rect{{1280, 0}, {3200, 1080}}})
        monitors.push_back({place, place, nullptr});
    EXPECT_EQ(other_monitor({{100, 100}, {900, 600}}, monitors), monitors[1]);
    EXPECT_EQ(other_monitor({{1400, 100}, {2200, 600}}, monitors), monitors[0]);
    monitors.pop_back();
    EXPECT_FALSE(other_monitor({{100, 100}, {900, 600}}, monitors));
}

TEST(ClassKeys, are_in_the_one_table) {
    for (int pen = 0; pen < 4; ++pen) {
        const KeyBinding* binding = binding_of('1' + pen, 2, {});
        ASSERT_NE(binding, nullptr);
        EXPECT_EQ(binding->command, Command(ClassCommand::pen));
        EXPECT_EQ(binding->argument, pen);
        EXPECT_EQ(shortcut_text(ClassCommand::pen, pen), "Ctrl+" + std::to_string(pen + 1));
    }
    const KeyContext typing{.typing = true};
    for (const int key : {'S', 'M'}) {
        EXPECT_NE(binding_of(key, 1, {}), nullptr);
        EXPECT_EQ(binding_of(key, 1, typing), nullptr) << "letters are typed";
    }
    const KeyContext in_class{.stage = true};
    EXPECT_EQ(binding_of('.', 0, in_class)->command, Command(LookCommand::black_screen))
        << "clickers send it";
}

} // namespace
} // namespace convlens
