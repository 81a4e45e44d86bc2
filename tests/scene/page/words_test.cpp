// What a page has beside its figure: links and pictures in its words, the whole page as words, the footer.
#include "scene/page/page_fixture.h"

#include "lesson/built_in.h"
#include "lesson/reading/read_lesson.h"
#include "lesson/words.h"
#include "scene/base/tags.h"
#include "scene/page/page_content.h"
#include "scene/scene_fixture.h"
#include "support/photos.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convlens::scene_test {
namespace {

const std::string figure = "\n```scene\n{\"preset\": \"padding_strides_odd\", \"view\": \"flat\"}\n```\n";

TEST(PageLinks, have_a_tag_each_where_their_words_are) {
    const Lesson lesson =
        lesson_from("# Title\n\nSee [one](page:2), `k` and [two **strong** words](preset:dilation).\n\n"
                    "- [three](page:1)\n\n## Second\n\nOr [back](page:1) again.\n" +
                    figure);
    EXPECT_EQ(page_links(lesson.pages[0]),
              (std::vector<std::string>{"page:2", "preset:dilation", "preset:dilation", "preset:dilation",
                                        "page:1"}));
    for (std::size_t page = 0; page < 2; ++page) {
        const Frame frame = page_frame(lesson, page);
        const std::vector<std::string> words =
            page == 0 ? std::vector<std::string>{"one", "two", "strong", "words", "three"}
                      : std::vector<std::string>{"back"};
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto label = std::ranges::find_if(frame.items, [&](const Item& item) {
                const Label* one = std::get_if<Label>(&item.shape);
                return one != nullptr && one->text.starts_with(words[i]);
            });
            ASSERT_NE(label, frame.items.end()) << words[i];
            const Vec2 at = std::get<Label>(label->shape).position + Vec2{4, -4};
            EXPECT_EQ(pick(frame, at), tag_of(TagSpace::link, static_cast<int64_t>(i))) << words[i];
        }
        EXPECT_FALSE(cell_of(frame, tag_of(TagSpace::link, static_cast<int64_t>(words.size())), {}));
    }
}

const std::string with_picture =
    "# Title\n\nWords.\n\n![A cat](cat.png)\n\n## Second\n\nWords.\n\n![A cat](cat.png)\n" + figure +
    "\n## Third\n\n![A cat](cat.png)\n";

TEST(PagePictures, lie_on_the_page_with_their_sides_alike) {
    const Lesson lesson = lesson_from(with_picture);
    const LessonPictures pictures{{"cat.png", test::photo_pixels(600, 400)}};
    for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}, Vec2{800, 600}})
        for (std::size_t page = 0; page < 3; ++page) {
            const Frame frame =
                page_frame(lesson, page,
                           {.size = size, .change = [&](PageInput& input) { input.pictures = &pictures; }});
            const Photo* photo = nullptr;
            for (const Item& item : frame.items)
                if (const Photo* one = std::get_if<Photo>(&item.shape))
                    photo = one;
            ASSERT_NE(photo, nullptr) << page;
            EXPECT_EQ(photo->pixels, pictures.at("cat.png"));
            EXPECT_NEAR(photo->place.width() / photo->place.height(), 1.5F, 0.01F);
            EXPECT_GT(photo->place.height(), 0.12F * size.y) << page;
            const Rect whole{{0, 0}, size};
            EXPECT_EQ(united(whole, photo->place), whole) << page;
            EXPECT_EQ(std::ranges::count(texts_of(frame), "[A"), 0);
        }
}

TEST(PagePictures, that_are_not_there_have_their_description) {
    const Lesson lesson = lesson_from(with_picture);
    for (std::size_t page = 0; page < 3; ++page) {
        const Frame frame = page_frame(lesson, page);
        EXPECT_EQ(std::ranges::count(texts_of(frame), "[A"), 1) << page;
        EXPECT_EQ(std::ranges::count(texts_of(frame), "cat]"), 1) << page;
    }
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(PageInWords, tells_the_truth_after_the_reveal_only) {
    for (const Lesson* lesson :
         {&lesson_of_all_kinds(), lesson_named("sizes", Language::en),
          lesson_named("gradients", Language::zh), lesson_named("pooling", Language::zh)})
        for (std::size_t page = 0; page < lesson->pages.size(); ++page) {
            const Page& shown = lesson->pages[page];
            SCOPED_TRACE(lesson->title + ": " + shown.title);
            for (const bool in_class : {true, false}) {
                const std::string asking = page_in_words(*lesson, page, {.in_class = in_class});
                EXPECT_TRUE(has(asking, shown.title));
                if (!shown.question)
                    continue;
                const Texts texts(lesson->language);
                EXPECT_TRUE(has(asking, question_text(shown.scene->document, *shown.question, texts)))
                    << asking;
                const std::string answer = answer_on(*lesson, page);
                const std::string revealed =
                    page_in_words(*lesson, page, {.phase = PagePhase::revealed, .in_class = in_class});
                const std::string told = shown.question->ask == Ask::value ? "] = " + answer
                                         : shown.question->ask != Ask::size
                                             ? texts("page.truth.answer", {{"answer", answer}})
                                         : lesson->language == Language::zh ? "为 " + answer
                                                                            : "is " + answer;
                EXPECT_TRUE(has(revealed, told)) << revealed;
                EXPECT_FALSE(has(asking, told)) << asking;
                EXPECT_FALSE(has(page_in_words(*lesson, page, {.phase = PagePhase::stepping}),
                                 question_text(shown.scene->document, *shown.question, texts)))
                    << "not asked yet";
            }
        }
}

TEST(PageFooter, says_what_the_next_press_shows) {
    const Lesson& lesson = lesson_of_all_kinds();
    const Page& page = lesson.pages.at(1);
    const std::vector<WrongAnswer> wrong = wrong_answers(page.scene->document, *page.question);
    const auto plays = [&](PageInput& input) { input.state.played = wrong.front(); };
    const auto exercise = [](PageInput& input) { input.exercises = ExerciseCount{17, 3, 2}; };
    const auto footer = [](const Frame& frame, const std::string& text) {
        return std::ranges::count_if(texts_of(frame), [&](const std::string& one) { return has(one, text); });
    };
    const PageOptions revealed{.phase = PagePhase::revealed};
    EXPECT_EQ(footer(page_frame(lesson, 1, revealed), "PageDown: next page"), 1);
    PageOptions played = revealed;
    played.change = plays;
    const Frame with_idea = page_frame(lesson, 1, played);
    EXPECT_EQ(footer(with_idea, "PageDown: what is right"), 1);
    EXPECT_EQ(footer(with_idea, "next page"), 0);
    PageOptions counted = revealed;
    counted.change = exercise;
    const Frame with_score = page_frame(lesson, 1, counted);
    EXPECT_EQ(footer(with_score, "PageDown: next exercise"), 1);
    EXPECT_EQ(footer(with_score, "2 of 3 right"), 1);
    EXPECT_EQ(footer(with_score, "Exercise 2 · seed 17"), 1);
}

} // namespace
} // namespace convlens::scene_test
