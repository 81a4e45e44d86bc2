// Where the keyboard goes on the cells of a picture, and where digits go.
#include "window/application/cell_focus.h"

#include "scene/base/tags.h"
#include "window/application/elements.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

/// A grid of cells of 10 px with its corner at (x, y).
void add_grid(Frame& frame, TagSpace space, int rows, int columns, float x, float y) {
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            Box box;
            box.origin = {x + 10 * static_cast<float>(column), y + 10 * static_cast<float>(row)};
            box.u = {10, 0};
            box.v = {0, 10};
            box.fill = rgb(0xFFFFFF);
            frame.items.push_back({box, tag_of(space, row * columns + column), -1});
        }
}

/// X at the left, W at its right, Y below W.
Frame picture() {
    Frame frame;
    frame.size = {200, 100};
    add_grid(frame, TagSpace::x, 4, 4, 10, 10);
    add_grid(frame, TagSpace::w, 2, 2, 100, 10);
    add_grid(frame, TagSpace::y, 3, 3, 100, 50);
    return frame;
}

TEST(CellFocus, goes_to_the_neighbour) {
    const Frame frame = picture();
    EXPECT_EQ(cell_towards(frame, tag_of(TagSpace::x, 5), EntryMove::right), tag_of(TagSpace::x, 6));
    EXPECT_EQ(cell_towards(frame, tag_of(TagSpace::x, 5), EntryMove::up), tag_of(TagSpace::x, 1));
    EXPECT_EQ(cell_towards(frame, tag_of(TagSpace::x, 5), EntryMove::down), tag_of(TagSpace::x, 9));
    EXPECT_EQ(cell_towards(frame, tag_of(TagSpace::x, 5), EntryMove::left), tag_of(TagSpace::x, 4));
}

TEST(CellFocus, goes_on_in_the_next_tensor_that_can_be_changed) {
    const Frame frame = picture();
    EXPECT_EQ(cell_towards(frame, tag_of(TagSpace::x, 7), EntryMove::right), tag_of(TagSpace::w, 2));
    EXPECT_EQ(cell_towards(frame, tag_of(TagSpace::w, 0), EntryMove::left), tag_of(TagSpace::x, 3));
    EXPECT_EQ(cell_towards(frame, tag_of(TagSpace::w, 3), EntryMove::down), std::nullopt) << "Y is a result";
    EXPECT_EQ(cell_towards(frame, tag_of(TagSpace::x, 9), EntryMove::next), tag_of(TagSpace::w, 0));
    EXPECT_EQ(cell_towards(frame, tag_of(TagSpace::w, 1), EntryMove::next), tag_of(TagSpace::x, 0));
    EXPECT_EQ(cell_towards(frame, tag_of(TagSpace::x, 9), EntryMove::previous), tag_of(TagSpace::w, 0));
}

TEST(Digits, go_where_something_was_selected_and_never_where_a_mouse_rests) {
    Session session;
    const Results results;
    session.hover = tag_of(TagSpace::x, 3);
    EXPECT_EQ(typing_target(session, results).space, 0U);
    EXPECT_EQ(paste_target(session, results), session.hover) << "what is pasted is asked for";
    session.chosen = tag_of(TagSpace::w, 1);
    EXPECT_EQ(typing_target(session, results), session.chosen);
    session.cell = tag_of(TagSpace::x, 2);
    EXPECT_EQ(typing_target(session, results), session.cell);
    session.stage = true;
    EXPECT_EQ(typing_target(session, results).space, 0U);
    session.stage = false;
    session.cell = {};
    session.chosen = tag_of(TagSpace::y, 1);
    EXPECT_EQ(typing_target(session, results).space, 0U) << "results cannot be typed";
}

} // namespace
} // namespace convlens
