// What the mouse and the keyboard do to the figure, without a display: clicks and drags, the entry of a
// number, what a pull makes of an operation.
#include "convlens/arithmetic.h"
#include "window/application/mouse/press.h"
#include "window/application/mouse/pull.h"
#include "window/session/number_entry.h"
#include "window/session/pointer_rest.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(MousePress, a_short_press_in_place_is_a_click) {
    MousePress mouse;
    EXPECT_EQ(mouse.update(true, {10, 10}, 0, 1), MouseEvent::pressed);
    EXPECT_EQ(mouse.update(true, {12, 11}, 0.1, 1), MouseEvent::none);
    EXPECT_EQ(mouse.update(false, {12, 11}, 0.2, 1), MouseEvent::clicked);
    EXPECT_EQ(mouse.update(false, {300, 11}, 0.3, 1), MouseEvent::none);
}

TEST(MousePress, long_or_far_is_no_click) {
    MousePress mouse;
    mouse.update(true, {10, 10}, 0, 1);
    EXPECT_EQ(mouse.update(false, {10, 10}, 0.41, 1), MouseEvent::released);
    mouse.update(true, {10, 10}, 1, 1);
    EXPECT_EQ(mouse.update(false, {20, 10}, 1.1, 1), MouseEvent::drag_ended) << "between two pictures";
}

TEST(MousePress, a_drag_stays_one_when_it_comes_back) {
    MousePress mouse;
    mouse.update(true, {10, 10}, 0, 1);
    EXPECT_EQ(mouse.update(true, {15, 10}, 0.1, 1), MouseEvent::drag_began);
    EXPECT_EQ(mouse.update(true, {10, 10}, 0.2, 1), MouseEvent::dragged);
    EXPECT_EQ(mouse.from(), (Vec2{10, 10}));
    EXPECT_EQ(mouse.update(false, {10, 10}, 0.3, 1), MouseEvent::drag_ended);
}

TEST(MousePress, a_drag_is_twice_as_far_on_a_large_screen) {
    MousePress mouse;
    mouse.update(true, {10, 10}, 0, 2);
    EXPECT_EQ(mouse.update(true, {17, 10}, 0.1, 2), MouseEvent::none);
    EXPECT_EQ(mouse.update(true, {19, 10}, 0.2, 2), MouseEvent::drag_began);
}

TEST(MousePress, two_quick_clicks_are_a_double_click_and_three_are_not_two) {
    MousePress mouse;
    const auto click = [&](Vec2 at, double seconds) {
        mouse.update(true, at, seconds, 1);
        return mouse.update(false, at, seconds + 0.05, 1);
    };
    EXPECT_EQ(click({10, 10}, 0), MouseEvent::clicked);
    EXPECT_EQ(click({11, 10}, 0.2), MouseEvent::double_clicked);
    EXPECT_EQ(click({11, 10}, 0.4), MouseEvent::clicked);
    EXPECT_EQ(click({60, 10}, 0.6), MouseEvent::clicked) << "elsewhere";
    EXPECT_EQ(click({60, 10}, 1.6), MouseEvent::clicked) << "later";
}

TEST(PointerRest, lights_nothing_on_the_stage_until_it_moves) {
    PointerRest rest;
    rest.update(false, {10, 10}, false, 100);
    rest.update(false, {10, 10}, false, 200);
    EXPECT_FALSE(rest.rests()) << "beside the panels a resting mouse reads numbers";
    EXPECT_EQ(rest.due(), 0);
    rest.update(true, {10, 10}, false, 300);
    EXPECT_TRUE(rest.rests()) << "the stage comes on";
    rest.update(true, {10, 10}, false, 301);
    EXPECT_TRUE(rest.rests());
    rest.update(true, {12, 10}, false, 302);
    EXPECT_FALSE(rest.rests()) << "it moves";
    EXPECT_EQ(rest.due(), 302 + PointerRest::seconds_to_rest);
    rest.update(true, {12, 10}, false, 302.5);
    EXPECT_FALSE(rest.rests()) << "not at once";
    rest.update(true, {12, 10}, true, 310);
    EXPECT_FALSE(rest.rests()) << "a button is held";
    rest.update(true, {12, 10}, false, rest.due());
    EXPECT_TRUE(rest.rests());
    EXPECT_EQ(rest.due(), 0);
    rest.update(false, {12, 10}, false, 400);
    EXPECT_FALSE(rest.rests()) << "back in the window";
}

TEST(NumberEntry, typing_replaces_the_value_and_keys_lead_on) {
    NumberEntry entry;
    EXPECT_FALSE(entry.is_open());
    entry.open({1, 4}, {}, "3");
    EXPECT_TRUE(entry.is_open());
    EXPECT_FALSE(entry.changed);
    for (const char32_t c : U"-1.5")
        if (c != 0)
            entry.type(c);
    EXPECT_EQ(entry.text, "-1.5");
    EXPECT_TRUE(entry.changed);
    entry.press(EntryKey::backspace);
    EXPECT_EQ(entry.text, "-1.");
    EXPECT_EQ(entry.press(EntryKey::enter), (EntryStep{EntryEnd::committed, EntryMove::down}));
    EXPECT_EQ(entry.press(EntryKey::tab), (EntryStep{EntryEnd::committed, EntryMove::next}));
    EXPECT_EQ(entry.press(EntryKey::back_tab), (EntryStep{EntryEnd::committed, EntryMove::previous}));
    EXPECT_EQ(entry.press(EntryKey::left), (EntryStep{EntryEnd::committed, EntryMove::left}));
    EXPECT_EQ(entry.press(EntryKey::escape).end, EntryEnd::cancelled);
}

TEST(NumberEntry, takes_whole_characters_and_an_end) {
    NumberEntry entry;
    entry.open({1, 4}, {}, "3");
    entry.type(U'１');
    entry.type(U'\n');
    entry.type(0x110000);
    EXPECT_EQ(entry.text, "１");
    entry.press(EntryKey::backspace);
    EXPECT_EQ(entry.text, "");
    entry.press(EntryKey::backspace);
    for (int i = 0; i < 1000; ++i)
        entry.type(U'9');
    EXPECT_LE(entry.text.size(), NumberEntry::max_bytes);
    entry.press(EntryKey::select_all);
    entry.press(EntryKey::backspace);
    EXPECT_EQ(entry.text, "");
}

Operation square(Kind kind, int64_t input, int64_t kernel) {
    return make_operation(kind, {input, input}, {kernel, kernel});
}

TEST(Pull, an_edge_changes_its_axis_and_a_corner_both) {
    const Operation from = square(Kind::conv, 7, 3);
    EXPECT_EQ(pulled(from, {.hold = Hold::kernel, .columns = 1}, {0, 1.6F}, false).operation.kernel_size,
              (Sizes{3, 5}));
    EXPECT_EQ(
        pulled(from, {.hold = Hold::kernel, .rows = 1, .columns = 1}, {1, -1}, false).operation.kernel_size,
        (Sizes{4, 2}));
    Operation dilated = from;
    dilated.dilation = {2, 2};
    EXPECT_EQ(pulled(dilated, {.hold = Hold::kernel, .columns = 1}, {0, 2}, false).operation.kernel_size,
              (Sizes{3, 4}))
        << "a tap more is two cells";
}

TEST(Pull, stops_at_the_last_possible_value_and_says_why) {
    const Pulled far = pulled(square(Kind::conv, 7, 3), {.hold = Hold::kernel, .columns = 1}, {0, 30}, false);
    EXPECT_EQ(far.operation.kernel_size, (Sizes{3, 7}));
    ASSERT_TRUE(far.stopped);
    EXPECT_EQ(far.stopped->code, IssueCode::kernel_exceeds_input);
    EXPECT_TRUE(check(far.operation).empty());
    const Pulled none =
        pulled(square(Kind::conv, 7, 3), {.hold = Hold::kernel, .columns = 1}, {0, -30}, false);
    EXPECT_EQ(none.operation.kernel_size, (Sizes{3, 1}));
    EXPECT_TRUE(none.stopped);
}

TEST(Pull, the_ring_keeps_its_shape_and_shift_takes_one_side) {
    Operation from = square(Kind::conv, 7, 3);
    from.padding_begin = {1, 1};
    from.padding_end = {1, 2};
    const Handle left{.hold = Hold::padding, .columns = -1};
    const Pulled all = pulled(from, left, {0, 1}, false);
    EXPECT_EQ(all.operation.padding_begin, (Sizes{2, 2}));
    EXPECT_EQ(all.operation.padding_end, (Sizes{2, 3}));
    const Pulled side = pulled(from, left, {0, 1}, true);
    EXPECT_EQ(side.operation.padding_begin, (Sizes{1, 2}));
    EXPECT_EQ(side.operation.padding_end, (Sizes{1, 2}));
    const Pulled inwards = pulled(from, left, {0, -5}, false);
    EXPECT_EQ(inwards.operation.padding_begin, (Sizes{0, 0}));
    EXPECT_EQ(inwards.operation.padding_end, (Sizes{0, 1}));
    EXPECT_TRUE(inwards.stopped) << "no crop by the mouse";
}

TEST(Pull, the_ring_of_a_transposed_convolution_is_what_the_padding_leaves) {
    Operation from = square(Kind::conv_transpose, 4, 3);
    from.padding_begin = from.padding_end = {1, 1};
    const Handle corner{.hold = Hold::padding, .rows = 1, .columns = 1};
    EXPECT_EQ(pulled(from, corner, {1, 0}, false).operation.padding_begin, (Sizes{0, 0}));
    EXPECT_EQ(pulled(from, corner, {-1, 0}, false).operation.padding_end, (Sizes{2, 2}));
}

TEST(Pull, a_pools_padding_ends_with_its_window) {
    const Pulled far =
        pulled(square(Kind::max_pool, 8, 2), {.hold = Hold::padding, .rows = -1}, {9, 0}, false);
    EXPECT_TRUE(far.stopped);
    EXPECT_TRUE(check(far.operation).empty());
}

} // namespace
} // namespace convlens
