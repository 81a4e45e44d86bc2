// Where pictures are on a page, and what is said where one cannot be.
#include "scene/contact_sheet.h"

#include "system_fonts.h"

#include <gtest/gtest.h>

#include <variant>

namespace convlens {
namespace {

constexpr Vec2 content{400, 200};

SheetCell picture(int64_t number) {
    Frame frame;
    frame.size = content;
    Box box = box_of({{-50, 10}, {300, 500}}); // out of its place on two sides
    box.fill = rgb(0x123456);
    frame.items.push_back({box, {1, 2}, -1});
    return {frame, "step " + std::to_string(number + 1), {}};
}

Frame page_of(const SheetPlan& plan, int64_t page, const std::function<SheetCell(int64_t)>& cell) {
    Typesetter typesetter(test::system_fonts());
    return sheet_page(plan, page, cell, {theme(ThemeId::light), typesetter, "title"});
}

TEST(ContactSheet, a_free_page_has_all_pictures_and_few_places_left) {
    for (int64_t count = 1; count <= 400; ++count) {
        const auto plan = plan_sheet(count, content, {}, false);
        ASSERT_TRUE(plan) << count;
        EXPECT_EQ(plan->pages(), 1) << count;
        EXPECT_LT(int64_t{plan->columns} * plan->rows - count, plan->columns) << count << ": no empty row";
        EXPECT_LE(plan->scale, 1);
        EXPECT_GE(plan->scale, 0.5F);
    }
    EXPECT_EQ(plan_sheet(9, content, {}, false)->scale, 1);
}

TEST(ContactSheet, a_page_of_a_size_takes_what_can_be_read_on_it) {
    const Vec2 page{1280, 720};
    const auto few = plan_sheet(9, content, page, false);
    ASSERT_TRUE(few);
    EXPECT_EQ(few->page, page);
    EXPECT_FALSE(plan_sheet(196, content, page, false));
    const auto many = plan_sheet(196, content, page, true);
    ASSERT_TRUE(many);
    EXPECT_GT(many->pages(), 1);
    EXPECT_GE(many->pages() * many->columns * many->rows, 196);
    EXPECT_FALSE(plan_sheet(2, content, Vec2{100, 100}, true));
}

TEST(ContactSheet, every_picture_is_asked_for_once_and_stays_in_its_place) {
    const auto plan = plan_sheet(20, content, Vec2{1280, 720}, true);
    ASSERT_TRUE(plan);
    int64_t next = 0;
    for (int64_t page = 0; page < plan->pages(); ++page) {
        const Frame frame = page_of(*plan, page, [&](int64_t i) {
            EXPECT_EQ(i, next++);
            return picture(i);
        });
        for (const Item& item : frame.items) {
            if (!std::holds_alternative<Box>(item.shape))
                continue;
            ASSERT_GE(item.clip, 0);
            const Rect& clip = frame.clips.at(static_cast<std::size_t>(item.clip));
            EXPECT_EQ(clip.width(), content.x * plan->scale);
            EXPECT_LE(clip.max.x, frame.size.x);
            EXPECT_LE(clip.max.y, frame.size.y);
            EXPECT_EQ(item.tag, Tag{});
        }
    }
    EXPECT_EQ(next, 20);
}

TEST(ContactSheet, what_cannot_be_is_said_in_its_place) {
    const auto plan = plan_sheet(1, content, {}, false);
    const Frame frame = page_of(*plan, 0, [](int64_t) {
        return SheetCell{{}, "stride 9", "the kernel does not fit into the input, whatever is tried with it"};
    });
    std::string words;
    for (const Item& item : frame.items)
        if (const Label* label = std::get_if<Label>(&item.shape))
            words += label->text + " ";
    EXPECT_NE(words.find("stride 9"), std::string::npos);
    EXPECT_NE(words.find("does not fit"), std::string::npos) << words;
}

} // namespace
} // namespace convlens
