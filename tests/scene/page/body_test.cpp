// What a page shows beside its figure, and who gives way: lenses after the reveal, formulas, the first page.
#include "lesson/built_in.h"
#include "lesson/reading/read_lesson.h"
#include "scene/base/tags.h"
#include "scene/page/page_content.h"
#include "scene/page/page_fixture.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace convlens::scene_test {
namespace {

const std::string small_scene =
    R"({"schema": 1, "operation": "conv", "input_size": [4, 4], "kernel_size": [2, 2],
 "stride": [2, 2], "input": {"values": [[1, 2, 0, 1], [0, 1, 3, 1], [2, 0, 1, 2], [1, 1, 0, 3]]},
 "weight": {"values": [[0, 1], [1, 2]]}, "view": "flat")";

const std::string head = "# Lesson\n\n";

std::string page_of(const std::string& title, const std::string& scene, const std::string& question) {
    return "## " + title + "\n\nWords.\n\n```scene\n" + scene + "\n```\n" +
           (question.empty() ? "" : "```question\n" + question + "\n```\n");
}

std::set<int64_t> lenses_on(const Frame& frame) {
    std::set<int64_t> lenses;
    for (const Item& item : frame.items)
        if (item.tag.space == static_cast<uint32_t>(TagSpace::lens))
            lenses.insert(item.tag.index);
    return lenses;
}

bool has_number(const Frame& frame, TagSpace space) {
    const auto labels = visible_labels(frame);
    return std::any_of(labels.begin(), labels.end(),
                       [&](const Item* item) { return item->tag.space == static_cast<uint32_t>(space); });
}

std::ptrdiff_t count_with(const Frame& frame, const std::string& part) {
    const auto texts = texts_of(frame);
    return std::count_if(texts.begin(), texts.end(),
                         [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

} // namespace

TEST(PageLenses, are_both_there_after_the_reveal_and_neither_before) {
    const Lesson lesson = lesson_from(
        head + page_of("Two", small_scene + R"(, "lenses": ["im2col", "unrolled"], "step": 1})",
                       R"({"ask": "value", "of": "y", "at": [0, 1], "misconceptions": ["flipped-kernel"]})"));
    EXPECT_TRUE(lenses_on(page_frame(lesson, 1, {.phase = PagePhase::asking})).empty());
    const std::set<int64_t> both{static_cast<int64_t>(Lens::im2col), static_cast<int64_t>(Lens::unrolled)};
    EXPECT_EQ(lenses_on(page_frame(lesson, 1, {.phase = PagePhase::revealed})), both);
}

TEST(PageLenses, of_every_page_that_names_a_matrix_or_what_follows_from_a_size_are_there) {
    for (const char* id : {"matrices", "sizes"}) {
        const Lesson& lesson = *lesson_named(id, Language::en);
        int shown = 0, named = 0;
        for (std::size_t page = 1; page < lesson.pages.size(); ++page) {
            const Page& one = lesson.pages[page];
            const auto& lenses = one.scene->document.lenses;
            const bool names = std::any_of(lenses.begin(), lenses.end(), [](Lens lens) {
                return lens == Lens::im2col || lens == Lens::unrolled || lens == Lens::sizes;
            });
            named += names ? 1 : 0;
            shown +=
                names && !lenses_on(page_frame(lesson, page, {.phase = PagePhase::revealed})).empty() ? 1 : 0;
        }
        EXPECT_GE(shown, named - 4) << id << ": where a formula takes the room";
    }
}

TEST(PageFirst, shows_no_number_that_a_later_page_asks_for) {
    const std::string scene = small_scene + "}";
    const std::string question =
        R"({"ask": "value", "of": "y", "at": [0, 1], "misconceptions": ["flipped-kernel"]})";
    const std::string first = "```scene\n" + scene + "\n```\n\n";
    EXPECT_FALSE(
        has_number(page_frame(lesson_from(head + first + page_of("Asks", scene, question)), 0), TagSpace::y));
    EXPECT_TRUE(has_number(page_frame(lesson_from(head + first + page_of("Asks nothing", scene, "")), 0),
                           TagSpace::y));
    const std::string other = R"({"preset": "no_padding_no_strides", "view": "flat"})";
    EXPECT_TRUE(has_number(page_frame(lesson_from(head + first + page_of("Others", other, question)), 0),
                           TagSpace::y));
}

TEST(PageFormulas, of_several_words_are_as_large_as_those_words) {
    constexpr float words = 23.0F / 720;
    int found = 0;
    for (const std::string_view id : lesson_ids())
        for (const Language language : {Language::en, Language::zh}) {
            const Lesson& lesson = *lesson_named(id, language);
            for (std::size_t page = 1; page + 1 < lesson.pages.size(); ++page) {
                const Frame frame = page_frame(lesson, page);
                for (const Item* item : visible_labels(frame)) {
                    const Label& label = std::get<Label>(item->shape);
                    if (label.text.find("conv2d") == std::string::npos)
                        continue;
                    ++found;
                    EXPECT_GE(label.size, 0.99F * words * 720) << lesson.id << ": page " << page + 1;
                }
            }
        }
    EXPECT_GT(found, 10);
}

/// After all steps of its figure were looked at; a figure that is the answer may have fewer.
TEST(PageBodies, of_every_page_are_revealed_at_its_last_step) {
    for (const std::string_view id : lesson_ids()) {
        const Lesson& lesson = *lesson_named(id, Language::zh);
        for (std::size_t page = 0; page < lesson.pages.size(); ++page) {
            const Frame frame =
                page_frame(lesson, page, {.phase = PagePhase::revealed, .change = [](PageInput& input) {
                                              if (input.results != nullptr)
                                                  input.cursor.step = input.results->steps - 1;
                                          }});
            EXPECT_FALSE(visible_labels(frame).empty()) << id << ": page " << page + 1;
        }
    }
}

/// Pages "Which way down?", "Three rules" and "it shows the loss" of the networks lesson.
TEST(PageNetworks, show_the_way_back_after_the_reveal_only) {
    for (const Language language : {Language::en, Language::zh}) {
        const Lesson& lesson = *lesson_named("networks", language);
        int ways = 0, comparisons = 0;
        for (std::size_t page = 0; page < lesson.pages.size(); ++page) {
            if (!lesson.pages[page].question || !lesson.pages[page].question->network)
                continue;
            const Frame asking = page_frame(lesson, page, {.phase = PagePhase::asking});
            const Frame revealed = page_frame(lesson, page, {.phase = PagePhase::revealed});
            EXPECT_EQ(count_with(asking, "↓"), 0) << page + 1;
            EXPECT_EQ(count_with(asking, "R →"), 0) << page + 1;
            ways += count_with(revealed, "↓ ") == 4 ? 1 : 0; // conv2, pool1, ReLU, conv1
            comparisons += count_with(revealed, "R → ") == 3 ? 1 : 0;
        }
        EXPECT_EQ(ways, 2);
        EXPECT_EQ(comparisons, 2);
    }
}

/// Of the page about training digits, and its figure's numbers in the frame.
std::size_t training_page(const Lesson& lesson) {
    for (std::size_t page = 0; page < lesson.pages.size(); ++page)
        if (const auto& question = lesson.pages[page].question;
            question && question->network && is_slow(*question->network))
            return page;
    ADD_FAILURE() << "there is no such page";
    return 0;
}

std::size_t points_of_curves(const Frame& frame) {
    std::size_t points = 0;
    for (const Item& item : frame.items)
        if (const Path* const path = std::get_if<Path>(&item.shape))
            points += path->points.size();
    return points;
}

TEST(PageTraining, is_shown_after_the_reveal_as_far_as_the_cursor_has_come) {
    const Lesson& lesson = *lesson_named("networks", Language::en);
    const std::size_t page = training_page(lesson);
    const auto at = [&](const Cursor& cursor) {
        return page_frame(lesson, page, {.phase = PagePhase::revealed, .change = [cursor](PageInput& input) {
                                             input.cursor = cursor;
                                         }});
    };
    const Frame begin = at({.step = 0, .phase = Phase::move, .terms = 0, .progress = 0});
    const Frame middle = at({.step = 0, .phase = Phase::terms, .terms = 0, .progress = 0.5F});
    const Frame end = at(finished(0, 1));
    EXPECT_LT(points_of_curves(begin), points_of_curves(middle));
    EXPECT_LT(points_of_curves(middle), points_of_curves(end));
    for (const Frame& frame : {begin, middle, end}) {
        EXPECT_EQ(count_with(frame, "batch 12 ·"), 1);
        EXPECT_EQ(count_with(frame, "batch 120 ·"), 1);
        EXPECT_EQ(count_with(frame, "ReLUs dead"), 2);
        EXPECT_EQ(count_with(frame, "gradient, conv2"), 2);
    }
}

/// Whatever came of it, the page that asks is the same; what it begins with may be seen.
TEST(PageTraining, tells_nothing_of_its_end_before_the_reveal) {
    for (const Language language : {Language::en, Language::zh}) {
        const Lesson& lesson = *lesson_named("networks", language);
        const std::size_t page = training_page(lesson);
        for (const PagePhase phase : {PagePhase::stepping, PagePhase::asking})
            for (const bool reveals_all : {false, true}) {
                const auto frame = [&](double end) {
                    std::shared_ptr<const PageContent> kept;
                    return page_frame(lesson, page,
                                      {.phase = phase, .change = [&, end](PageInput& input) {
                                           auto content = std::make_shared<PageContent>(*input.content);
                                           auto shown = std::make_shared<ShownNetwork>(*content->network);
                                           auto walk = std::make_shared<EpochWalk>(*shown->changed_epoch);
                                           for (std::size_t i = 1; i < walk->points.size(); ++i)
                                               walk->points[i].loss = end;
                                           shown->changed_epoch = walk;
                                           shown->losses = {end + 1, end};
                                           content->network = shown;
                                           content->truth = Comparison::same;
                                           kept = content;
                                           input.content = kept.get();
                                           input.cursor.reveal_all = reveals_all;
                                           input.cursor.phase = Phase::hold;
                                       }});
                };
                const Frame low = frame(0.25), high = frame(5);
                EXPECT_EQ(texts_of(low), texts_of(high)) << static_cast<int>(phase);
                EXPECT_EQ(low.items.size(), high.items.size());
                EXPECT_EQ(points_of_curves(low), points_of_curves(high));
            }
    }
}

} // namespace convlens::scene_test
