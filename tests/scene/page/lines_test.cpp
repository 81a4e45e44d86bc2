// Lines of Chinese on the pages of lessons: none begins with a mark that closes, and no character is alone on
// one. Nothing lies over a network's numbers.
#include "i18n/utf8.h"
#include "lesson/built_in.h"
#include "scene/base/tags.h"
#include "scene/page/page_fixture.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace convlens::scene_test {
namespace {

bool closes(std::string_view character) {
    for (const std::string_view mark : {"，", "。", "、", "；", "：", "）", "！", "？", "”", "》"})
        if (character == mark)
            return true;
    return false;
}

bool is_chinese(std::string_view character) {
    return character.size() == 3 && static_cast<unsigned char>(character[0]) >= 0xE3 &&
           static_cast<unsigned char>(character[0]) <= 0xE9;
}

std::vector<std::string_view> characters_of(std::string_view text) {
    std::vector<std::string_view> characters;
    while (!text.empty()) {
        characters.push_back(first_character(text));
        text.remove_prefix(characters.back().size());
    }
    return characters;
}

/// A line of one style, its labels joined.
struct Line {
    std::string text;
    Rect place;
};

std::vector<Line> lines_of(const Frame& frame) {
    std::vector<const Item*> labels = visible_labels(frame);
    const auto label_of = [](const Item* item) -> const Label& { return std::get<Label>(item->shape); };
    std::stable_sort(labels.begin(), labels.end(), [&](const Item* a, const Item* b) {
        const Label &one = label_of(a), &other = label_of(b);
        return std::tuple(one.position.y, one.size, ink(*a).min.x) <
               std::tuple(other.position.y, other.size, ink(*b).min.x);
    });
    std::vector<Line> lines;
    const Item* before = nullptr;
    for (const Item* item : labels) {
        const Label& label = label_of(item);
        const Rect place = ink(*item);
        const bool goes_on = before != nullptr && label.position.y == label_of(before).position.y &&
                             label.size == label_of(before).size &&
                             place.min.x - lines.back().place.max.x < label.size;
        if (!goes_on)
            lines.push_back({"", place});
        lines.back().text += label.text;
        lines.back().place = united(lines.back().place, place);
        before = item;
    }
    return lines;
}

/// A line is another's continuation where it begins below that one's begin.
bool goes_on_from(const Line& line, const Line& above) {
    const float high = above.place.height();
    return std::abs(line.place.min.x - above.place.min.x) < 0.5F * high &&
           line.place.min.y > above.place.min.y && line.place.min.y - above.place.min.y < 2.6F * high;
}

/// Pieces of one line, as a formula's words and its signs.
bool leads_to(const Line& before, const Line& line) {
    const float high = std::max(before.place.height(), line.place.height());
    return before.place.min.x < line.place.min.x && before.place.min.y < line.place.max.y &&
           before.place.max.y > line.place.min.y && std::abs(line.place.min.x - before.place.max.x) < high;
}

void expect_whole_lines(const Frame& frame, const std::string& what) {
    const std::vector<Line> lines = lines_of(frame);
    for (const Line& line : lines) {
        std::vector<std::string_view> characters = characters_of(line.text);
        const bool is_begin = std::none_of(lines.begin(), lines.end(),
                                           [&](const Line& before) { return leads_to(before, line); });
        EXPECT_FALSE(is_begin && closes(characters.front())) << what << ": " << line.text;
        while (!characters.empty() && closes(characters.back()))
            characters.pop_back();
        if (characters.size() != 1 || !is_chinese(characters.front()))
            continue;
        const bool is_last_of_several = std::any_of(
            lines.begin(), lines.end(), [&](const Line& above) { return goes_on_from(line, above); });
        EXPECT_FALSE(is_last_of_several) << what << ": '" << line.text << "' is alone on its line";
    }
}

template <class Check> void for_each_chinese_page(const Check& check) {
    for (const std::string_view id : lesson_ids()) {
        const Lesson& lesson = *lesson_named(id, Language::zh);
        for (std::size_t page = 0; page < lesson.pages.size(); ++page)
            for (const PagePhase phase : {PagePhase::stepping, PagePhase::asking, PagePhase::revealed})
                check(lesson, page, phase);
    }
}

TEST(PageLines, of_chinese_begin_with_no_mark_and_leave_no_character_alone) {
    for_each_chinese_page([](const Lesson& lesson, std::size_t page, PagePhase phase) {
        for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}, Vec2{1024, 768}})
            for (const bool in_class : {true, false})
                expect_whole_lines(
                    page_frame(lesson, page, {.phase = phase, .in_class = in_class, .size = size}),
                    lesson.id + ":" + std::to_string(page + 1));
    });
}

TEST(PageLines, a_mark_at_the_begin_and_a_character_alone_are_found) {
    Frame frame;
    frame.size = {400, 200};
    const auto add = [&](const std::string& text, float y) {
        Label label;
        label.text = text;
        label.position = {20, y};
        label.size = 20;
        label.color = {0, 0, 0, 255};
        frame.items.push_back({label, {}});
    };
    add("先行后列", 40);
    add("数", 64);
    EXPECT_NONFATAL_FAILURE(expect_whole_lines(frame, "alone"), "is alone on its line");
    frame.items.clear();
    add("先行后列", 40);
    add("。数从零起", 64);
    EXPECT_NONFATAL_FAILURE(expect_whole_lines(frame, "mark"), "mark: ");
}

TEST(PageLines, nothing_lies_over_the_numbers_of_a_network) {
    const Lesson& lesson = *lesson_named("networks", Language::zh);
    for (std::size_t page = 0; page < lesson.pages.size(); ++page) {
        const auto& question = lesson.pages[page].question;
        if (!question || !question->network)
            continue;
        for (const PagePhase phase : {PagePhase::asking, PagePhase::revealed}) {
            const Frame frame = page_frame(lesson, page, {.phase = phase});
            for (const Item& item : frame.items) {
                const Box* const box = std::get_if<Box>(&item.shape);
                if (box != nullptr && item.tag.space == tag_of(TagSpace::x, 0).space) {
                    EXPECT_LT(box->fill.a, 13) << "page " << page + 1;
                }
            }
        }
    }
}

} // namespace
} // namespace convlens::scene_test
