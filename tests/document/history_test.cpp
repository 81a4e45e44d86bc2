// Undo and redo by gesture.
#include "document/history.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

Document with_kernel(int64_t kernel) {
    Document document;
    document.operation = make_operation(Kind::conv, {9, 9}, {kernel, kernel});
    return document;
}

int64_t kernel_of(const History& history) {
    return std::get<Document>(history.current()).operation.kernel_size[0];
}

TEST(History, starts_with_nothing_to_undo) {
    History history(with_kernel(1));
    EXPECT_FALSE(history.can_undo());
    EXPECT_FALSE(history.can_redo());
    EXPECT_FALSE(history.undo());
    EXPECT_FALSE(history.redo());
    EXPECT_EQ(kernel_of(history), 1);
}

TEST(History, an_equal_draft_is_no_edit) {
    History history(with_kernel(1));
    EXPECT_FALSE(history.edit(with_kernel(1), 1));
    EXPECT_FALSE(history.can_undo());
}

TEST(History, one_gesture_is_one_entry) {
    History history(with_kernel(1));
    for (int64_t kernel = 2; kernel <= 5; ++kernel)
        EXPECT_TRUE(history.edit(with_kernel(kernel), 7));
    EXPECT_EQ(kernel_of(history), 5);
    EXPECT_TRUE(history.undo());
    EXPECT_EQ(kernel_of(history), 1);
    EXPECT_FALSE(history.can_undo());
    EXPECT_TRUE(history.redo());
    EXPECT_EQ(kernel_of(history), 5);
}

TEST(History, another_gesture_is_another_entry) {
    History history(with_kernel(1));
    history.edit(with_kernel(2), 1);
    history.edit(with_kernel(3), 2);
    history.undo();
    EXPECT_EQ(kernel_of(history), 2);
    history.undo();
    EXPECT_EQ(kernel_of(history), 1);
}

TEST(History, the_first_document_is_never_overwritten) {
    History history(with_kernel(1));
    history.edit(with_kernel(2), 0); // 0 is the number the first entry bears
    EXPECT_TRUE(history.undo());
    EXPECT_EQ(kernel_of(history), 1);
}

TEST(History, a_new_edit_drops_what_could_be_redone) {
    History history(with_kernel(1));
    history.edit(with_kernel(2), 1);
    history.edit(with_kernel(3), 2);
    history.undo();
    history.edit(with_kernel(4), 3);
    EXPECT_FALSE(history.can_redo());
    history.undo();
    EXPECT_EQ(kernel_of(history), 2);
}

TEST(History, a_gesture_that_returns_leaves_nothing_to_undo) {
    History history(with_kernel(1));
    history.edit(with_kernel(2), 1);
    EXPECT_TRUE(history.edit(with_kernel(1), 1));
    EXPECT_FALSE(history.can_undo());
    history.edit(with_kernel(3), 1);
    EXPECT_TRUE(history.can_undo());
}

TEST(History, keeps_500_entries_and_the_latest_ones) {
    History history(with_kernel(0));
    for (int64_t i = 1; i <= 1000; ++i)
        history.edit(with_kernel(i), static_cast<uint64_t>(i));
    int64_t undone = 0;
    while (history.undo())
        ++undone;
    EXPECT_EQ(undone, 499);
    EXPECT_EQ(kernel_of(history), 1000 - 499);
}

TEST(SetOperation, drops_what_spoke_of_the_old_one) {
    Document document = with_kernel(3);
    document.name = "name";
    document.title = {"a", "b"};
    document.caption = {"c", "d"};
    const Document before = document;
    set_operation(document, before.operation);
    EXPECT_EQ(document, before);
    set_operation(document, with_kernel(5).operation);
    EXPECT_EQ(document, with_kernel(5));
}

} // namespace
} // namespace convlens
