// Pages of lessons: nothing tells the answer before its reveal, everything is there after it, and nothing
// overlaps.
#include "lesson/built_in.h"
#include "lesson/words.h"
#include "scene/page/page_fixture.h"
#include "scene/page/question/blanking.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convlens::scene_test {
namespace {

std::ptrdiff_t count_of(const Frame& frame, const std::string& word) {
    const auto texts = texts_of(frame);
    return std::count_if(texts.begin(), texts.end(),
                         [&](const std::string& text) { return is_word(text, word); });
}

/// Of cells with a number the cross lies in a corner.
std::ptrdiff_t count_crosses(const Frame& frame) {
    return std::count_if(frame.items.begin(), frame.items.end(), [&](const Item& item) {
        const Box* box = std::get_if<Box>(&item.shape);
        return box && (box->pattern == Pattern::crossed || box->pattern == Pattern::cornered) &&
               box->ink.a != 0;
    });
}

bool is_answer_row(const Item& item) {
    return item.tag.space == tag_of(TagSpace::chrome, 0).space && item.tag.index >= 20;
}
std::ptrdiff_t count_strokes(const Frame& frame, Color color, float min_width) {
    return std::count_if(frame.items.begin(), frame.items.end(), [&](const Item& item) {
        const Box* box = std::get_if<Box>(&item.shape);
        return box && box->stroke == color && box->stroke_width >= min_width && is_answer_row(item);
    });
}

/// Everything that the window could ask for before the reveal.
std::vector<std::function<void(PageInput&)>> attempts() {
    return {
        [](PageInput&) {},
        [](PageInput& input) { input.cursor.reveal_all = true; },
        [](PageInput& input) {
            input.cursor = finished(input.results->steps - 1, input.results->terms_per_step);
        },
        [](PageInput& input) { input.hover = tag_of(TagSpace::y, input.results->steps / 2); },
        [](PageInput& input) {
            input.state.phase = PagePhase::stepping;
            input.cursor.reveal_all = true;
        },
    };
}

const Question& question_on(std::size_t page) {
    return *lesson_of_all_kinds().pages.at(page).question;
}

bool is_number_or_size(const Question& question) {
    return question.ask == Ask::size || question.ask == Ask::value;
}

} // namespace

TEST(Page, tells_a_size_or_a_value_after_the_reveal_only) {
    const Lesson& lesson = lesson_of_all_kinds();
    for (std::size_t page = 1; page < lesson.pages.size(); ++page) {
        if (!is_number_or_size(question_on(page)))
            continue;
        SCOPED_TRACE(lesson.pages[page].title);
        const std::string answer = answer_on(lesson, page);
        for (const auto& attempt : attempts())
            EXPECT_EQ(count_of(page_frame(lesson, page, {.in_class = false, .change = attempt}), answer), 0)
                << answer;
        EXPECT_GE(
            count_of(page_frame(lesson, page, {.phase = PagePhase::revealed, .in_class = false}), answer), 1);
    }
}

/// All words of a frame in their order: a sentence may be on two lines.
std::string all_text(const Frame& frame) {
    std::string all;
    for (const Item& item : frame.items)
        if (const auto* label = std::get_if<Label>(&item.shape))
            all += label->text + " ";
    return all;
}

/// What the page says after the reveal.
std::string truth_on(const Lesson& lesson, std::size_t page) {
    const std::string answer = answer_on(lesson, page), &title = lesson.pages[page].title;
    if (question_on(page).ask == Ask::size)
        return "is " + answer;
    if (question_on(page).ask == Ask::value)
        return "= " + answer;
    return "The answer: " + (title == "Seen"     ? "rows 1–3, columns 2–4"
                             : title == "Fed"    ? "rows 0–1, columns 0–2"
                             : title == "Unread" ? "11 cells"
                                                 : answer);
}

TEST(Page, says_what_is_right_after_the_reveal_only) {
    const Lesson& lesson = lesson_of_all_kinds();
    const Theme& colors = theme(ThemeId::light);
    for (std::size_t page = 1; page < lesson.pages.size(); ++page) {
        SCOPED_TRACE(lesson.pages[page].title);
        const std::string sentence = truth_on(lesson, page);
        for (const auto& attempt : attempts()) {
            const Frame asking = page_frame(lesson, page, {.change = attempt});
            EXPECT_EQ(all_text(asking).find(sentence), std::string::npos);
            EXPECT_EQ(count_strokes(asking, colors.y.line, 2.4F), 0) << "a row or cell is marked as right";
        }
        const Frame revealed = page_frame(lesson, page, {.phase = PagePhase::revealed});
        EXPECT_NE(all_text(revealed).find(sentence), std::string::npos) << sentence;
        // Where only the truth could be offered there are no rows.
        const Page& asked = lesson.pages[page];
        const bool has_offers = asked.question->ask == Ask::which || asked.question->ask == Ask::compare ||
                                !wrong_answers(asked.scene->document, *asked.question).empty();
        EXPECT_EQ(count_strokes(revealed, colors.y.line, 2.4F), has_offers ? 1 : 0)
            << "the row that is right";
    }
}

TEST(Page, crosses_what_is_unread_after_the_reveal_only) {
    const Lesson& lesson = lesson_of_all_kinds();
    for (std::size_t page = 1; page < lesson.pages.size(); ++page) {
        if (is_swapped(lesson.pages[page].scene->document.operation.kind))
            continue;
        const Question& question = question_on(page);
        const bool of_unread = question.ask == Ask::cells && question.cells == CellRule::unread;
        if (question.ask != Ask::size && question.ask != Ask::which && !of_unread)
            continue;
        SCOPED_TRACE(lesson.pages[page].title);
        for (const auto& attempt : attempts())
            EXPECT_EQ(count_crosses(page_frame(lesson, page, {.change = attempt})), 0);
        EXPECT_GE(count_crosses(page_frame(lesson, page, {.phase = PagePhase::revealed})), 1);
    }
}

TEST(Page, a_parameter_is_not_shown_in_the_figure_that_asks_for_it) {
    const Page& page = lesson_of_all_kinds().pages.at(10);
    ASSERT_EQ(page.question->ask, Ask::parameter);
    const Document asked = asked_figures(page.scene->document, *page.question).front();
    const Document solved = revealed_figures(page.scene->document, *page.question).front();
    EXPECT_EQ(solved.operation.padding_begin, page.scene->document.operation.padding_begin);
    EXPECT_NE(asked.operation.padding_begin, solved.operation.padding_begin);
}

TEST(Page, the_cursor_stops_before_the_asked_element) {
    const Page& page = lesson_of_all_kinds().pages.at(2);
    const Blanking hidden = blanking_of(page.scene->document, *page.question, 0);
    const int64_t asked = 5; // [1, 2] of 3 x 3
    EXPECT_EQ(hidden.max_results, asked);
    EXPECT_EQ(blanked(finished(4, 9), hidden), finished(4, 9));
    for (const Cursor& cursor : {finished(5, 9), finished(8, 9), after_terms(5, 5)}) {
        EXPECT_FALSE(is_revealed(blanked(cursor, hidden), asked));
        EXPECT_EQ(blanked(cursor, hidden).terms, 0) << "a sum that grows tells its end";
    }
}

TEST(Page, what_a_transposed_convolution_gives_is_called_as_in_its_figure) {
    const Lesson& lesson = lesson_of_all_kinds();
    EXPECT_EQ(count_of(page_frame(lesson, 13), "How large is X?"), 1);
    EXPECT_EQ(
        count_of(page_frame(lesson, 13, {.phase = PagePhase::revealed}), "X is " + answer_on(lesson, 13)), 1);
}

TEST(Page, shows_the_guess_beside_the_truth) {
    const Lesson& lesson = lesson_of_all_kinds();
    const Page& page = lesson.pages.at(1);
    const Answer guess = wrong_answers(page.scene->document, *page.question).front().answer;
    const auto commit = [&](PageInput& input) {
        input.state.guess = guess;
        input.state.judgement = judge(*input.scene, *input.question, guess);
    };
    const Frame frame =
        page_frame(lesson, 1, {.phase = PagePhase::revealed, .in_class = false, .change = commit});
    const Texts texts(Language::en);
    EXPECT_GE(count_of(frame, answer_text(page.scene->document, *page.question, guess, texts)), 1);
    EXPECT_GE(count_of(frame, answer_on(lesson, 1)), 2);
    EXPECT_EQ(count_of(frame, idea_sentence(Misconception::no_padding, texts)), 1);
}

TEST(Page, nothing_overlaps_or_leaves_the_picture) {
    for (const std::string_view id : lesson_ids())
        for (const Language language : {Language::en, Language::zh}) {
            const Lesson& lesson = *lesson_named(id, language);
            for (std::size_t page = 0; page < lesson.pages.size(); ++page)
                for (const PagePhase phase : {PagePhase::asking, PagePhase::revealed})
                    for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}})
                        for (const ThemeId id_of_theme : {ThemeId::light, ThemeId::dark, ThemeId::projector})
                            expect_clear(page_frame(lesson, page,
                                                    {.phase = phase, .size = size, .theme = id_of_theme}),
                                         lesson.id + ":" + std::to_string(page + 1) + " " +
                                             lesson.pages[page].title +
                                             (phase == PagePhase::asking ? ", asking" : ", revealed"));
        }
}

TEST(Page, where_a_wrong_guess_is_played_nothing_overlaps) {
    for (const std::string_view id : lesson_ids())
        for (const Language language : {Language::en, Language::zh}) {
            const Lesson& lesson = *lesson_named(id, language);
            for (std::size_t page = 0; page < lesson.pages.size(); ++page) {
                if (!lesson.pages[page].question)
                    continue;
                const auto commit = [](PageInput& input) {
                    const auto wrong = wrong_answers(*input.scene, *input.question);
                    input.state.guess = wrong.back().answer;
                    input.state.judgement = judge(*input.scene, *input.question, wrong.back().answer);
                    input.state.played = wrong.back();
                };
                expect_clear(page_frame(lesson, page,
                                        {.phase = PagePhase::revealed, .in_class = false, .change = commit}),
                             lesson.id + ":" + std::to_string(page + 1) + ", a guess");
            }
        }
}

TEST(Page, of_each_kind_nothing_overlaps) {
    const Lesson& lesson = lesson_of_all_kinds();
    for (std::size_t page = 0; page < lesson.pages.size(); ++page)
        for (const PagePhase phase : {PagePhase::asking, PagePhase::revealed})
            for (const bool in_class : {true, false})
                expect_clear(page_frame(lesson, page, {.phase = phase, .in_class = in_class}),
                             lesson.pages[page].title);
}

} // namespace convlens::scene_test
